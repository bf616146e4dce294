/** Kinds that need little more than a name: namespace, serviceaccount, quota, poddisruptionbudget, priorityclass. */
import type { LabelSelector, LabelSelectorRequirement } from '#api/meta/label-selector.ts';
import { parseSelectorText } from '#api/meta/selector-text.ts';
import { failWith } from '../../exit.ts';
import { readAmounts } from '../set-resources.ts';
import type { Generator } from './generator.ts';

export const createNamespace: Generator = {
  name: 'namespace',
  aliases: ['ns'],
  kind: 'Namespace',
  summary: { es: 'Crea un Namespace', en: 'Create a Namespace' },
  examples: [['kubectl create namespace shop', { es: 'Para un equipo', en: 'For a team' }]],
  usage: 'NAME',
  flags: [],
  draft: () => ({ spec: {}, status: {} }),
};

export const createServiceAccount: Generator = {
  name: 'serviceaccount',
  aliases: ['sa'],
  kind: 'ServiceAccount',
  refusal: 'failed to create serviceaccount',
  summary: { es: 'Crea un ServiceAccount', en: 'Create a ServiceAccount' },
  examples: [['kubectl create serviceaccount robot', { es: 'Para un programa', en: 'For a program' }]],
  usage: 'NAME',
  flags: [],
  draft: () => ({}),
};

export const createQuota: Generator = {
  name: 'quota',
  aliases: ['resourcequota'],
  kind: 'ResourceQuota',
  refusal: 'failed to create quota',
  summary: { es: 'Crea un ResourceQuota', en: 'Create a ResourceQuota' },
  examples: [['kubectl create quota team --hard=pods=10,requests.cpu=4', { es: 'Diez Pods', en: 'Ten Pods' }]],
  usage: 'NAME [--hard=KEY=VALUE,...] [--scopes=SCOPE,...]',
  flags: [
    { name: 'hard', type: 'string' },
    { name: 'scopes', type: 'string' },
  ],
  draft(call) {
    const hard = readAmounts(call.flags.text('hard'));
    const scopes = call.flags.text('scopes');
    return {
      spec: { ...(Object.keys(hard).length > 0 && { hard }), ...(scopes !== '' && { scopes: scopes.split(',') }) },
      status: {},
    };
  },
};

export const createPodDisruptionBudget: Generator = {
  name: 'poddisruptionbudget',
  aliases: ['pdb'],
  kind: 'PodDisruptionBudget',
  refusal: 'failed to create poddisruptionbudgets',
  summary: { es: 'Crea un PodDisruptionBudget', en: 'Create a PodDisruptionBudget' },
  examples: [['kubectl create pdb web --selector=app=web --min-available=2', { es: 'Siempre dos', en: 'Always two' }]],
  usage: 'NAME --selector=SELECTOR (--min-available=N | --max-unavailable=N)',
  flags: [
    { name: 'selector', type: 'string' },
    { name: 'min-available', type: 'string' },
    { name: 'max-unavailable', type: 'string' },
  ],
  draft(call) {
    const { flags } = call;
    if (flags.text('selector') === '') failWith('a selector must be specified');
    const [min, max] = [flags.text('min-available'), flags.text('max-unavailable')];
    if (min === '' && max === '') failWith('one of min-available or max-unavailable must be specified');
    if (min !== '' && max !== '') failWith('min-available and max-unavailable cannot be both specified');
    const number = (text: string) => (/^\d+$/.test(text) ? Number(text) : text);
    return {
      spec: {
        ...(min !== '' && { minAvailable: number(min) }),
        ...(max !== '' && { maxUnavailable: number(max) }),
        selector: readSelector(flags.text('selector')),
      },
      status: { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 },
    };
  },
};

/** Equalities become matchLabels, what asks for sets or presence matchExpressions; the rest has no place in an object. */
function readSelector(text: string): LabelSelector {
  const read = parseSelectorText(text);
  if (!read.ok) failWith(`couldn't parse the selector string ${JSON.stringify(text)}: ${read.error}`);
  const matchLabels: Record<string, string> = {};
  const matchExpressions: LabelSelectorRequirement[] = [];
  for (const { key, sign, values } of read.value) {
    if (sign === '=' || sign === '==') matchLabels[key] = values[0] ?? '';
    else if (sign === 'in') matchExpressions.push({ key, operator: 'In', values });
    else if (sign === 'notin') matchExpressions.push({ key, operator: 'NotIn', values });
    else if (sign === 'exists') matchExpressions.push({ key, operator: 'Exists' });
    else if (sign === '!') matchExpressions.push({ key, operator: 'DoesNotExist' });
    else if (sign === '!=') failWith('"!=" is not a valid label selector operator');
    else failWith(`"${sign === '>' ? 'gt' : 'lt'}" isn't supported in label selectors`);
  }
  return {
    ...(Object.keys(matchLabels).length > 0 && { matchLabels }),
    ...(matchExpressions.length > 0 && { matchExpressions }),
  };
}

export const createPriorityClass: Generator = {
  name: 'priorityclass',
  aliases: ['pc'],
  kind: 'PriorityClass',
  refusal: 'failed to create priorityclass',
  summary: { es: 'Crea un PriorityClass', en: 'Create a PriorityClass' },
  examples: [['kubectl create priorityclass high --value=1000', { es: 'Más prioridad', en: 'More priority' }]],
  usage: 'NAME --value=VALUE [--global-default] [--description=TEXT]',
  flags: [
    { name: 'value', type: 'int', default: '0' },
    { name: 'global-default', type: 'bool' },
    { name: 'description', type: 'string' },
    { name: 'preemption-policy', type: 'string', default: 'PreemptLowerPriority' },
  ],
  draft(call) {
    const description = call.flags.text('description');
    return {
      ...(description !== '' && { description }),
      ...(call.flags.is('global-default') && { globalDefault: true }),
      preemptionPolicy: call.flags.text('preemption-policy'),
      value: call.flags.number('value'),
    };
  },
};
