/**
 * Job: pods that run until so many have succeeded. It picks its pods by labels that the server makes (its uid), unless
 * `manualSelector` says otherwise; and it stays as it was made, but for how much runs at a time.
 */
import type { IJob } from 'kubernetes-models/batch/v1/Job';
import { goSelector, validateSameSelector, validateTemplateLabels } from '../apps/pod-selector.ts';
import { validateCounters } from '../apps/status-counters.ts';
import { goPodTemplate } from '../core/pod/go-structs.ts';
import { defaultPodTemplate, dropDisabledTemplateFields } from '../core/pod/pod-template.ts';
import { hostNameWarnings, podSpecWarnings } from '../core/pod/warnings.ts';
import { type FieldError, invalid, required } from '../meta/field-error.ts';
import { type FieldPath, path } from '../meta/field-path.ts';
import { firstGeneration, raiseGeneration } from '../meta/generation.ts';
import { goStruct } from '../meta/go-struct.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { isUsableSelector, matchesSelector, validateLabelSelector } from '../meta/label-selector.ts';
import { dns1123Label, nameIsDns1123Subdomain } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { isSame, validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';
import { withoutEmpty } from '../meta/without-empty.ts';
import { type JobSpecDraft, validateRunOfJob } from './job-spec.ts';
import { podFailurePolicyStruct } from './pod-failure-policy.ts';
import { successPolicyStruct } from './success-policy.ts';

export type Job = Stored<IJob>;
type Draft = Decoded<IJob>;

const largestCount = 2147483647;
const uidLabel = 'batch.kubernetes.io/controller-uid';
const nameLabel = 'batch.kubernetes.io/job-name';
const oldUidLabel = 'controller-uid';
const oldNameLabel = 'job-name';

export const jobKind: KindDefinition<IJob> = {
  kind: 'Job',
  group: 'batch',
  version: 'v1',
  plural: 'jobs',
  singular: 'job',
  shortNames: [],
  namespaced: true,
  categories: ['all'],
  subresources: ['status'],

  defaults(draft) {
    draft.spec ??= {};
    const { spec } = draft;
    spec.template ??= {};
    defaultPodTemplate(spec.template);
    if (spec.completions === undefined && spec.parallelism === undefined) spec.completions = 1;
    spec.parallelism ??= 1;
    spec.backoffLimit ??= spec.backoffLimitPerIndex === undefined ? 6 : largestCount;
    spec.completionMode ??= 'NonIndexed';
    spec.suspend ??= false;
    spec.manualSelector ??= false;
    spec.podReplacementPolicy ??= spec.podFailurePolicy ? 'Failed' : 'TerminatingOrFailed';
    for (const { onPodConditions } of spec.podFailurePolicy?.rules ?? []) {
      for (const pattern of onPodConditions ?? []) pattern.status = pattern.status || 'True';
    }
    shareLabels(draft);
  },
  prepareForCreate(draft) {
    draft.status = {};
    firstGeneration(draft);
    const areShared = draft.metadata?.labels === draft.spec?.template?.metadata?.labels;
    if (draft.spec?.manualSelector !== true) generateSelector(draft);
    if (areShared && draft.metadata) draft.metadata.labels = { ...draft.spec?.template?.metadata?.labels };
    dropDisabledTemplateFields(draft.spec?.template);
  },
  prepareForUpdate(draft, old) {
    draft.status = old.status;
    dropDisabledTemplateFields(draft.spec?.template);
    raiseGeneration(draft, old, [[draft.spec, old.spec]]);
  },
  prepareForStatusUpdate(draft, old) {
    draft.spec = old.spec;
  },
  validate,
  // The server checks the spec twice, and so repeats what is wrong in it.
  validateUpdate: (draft, old) => [
    ...validate(draft),
    ...validateObjectMetaUpdate(draft.metadata, old.metadata),
    ...validateSpec(draft.spec ?? {}, path('spec')),
    ...validateFrozen(draft, old, path('spec')),
  ],
  validateStatusUpdate: (draft, old) => [
    ...validateObjectMetaUpdate(draft.metadata, old.metadata),
    ...validateCounters(draft.status, ['active', 'succeeded', 'failed', 'ready', 'terminating']),
  ],
  warnings(draft, old) {
    const { metadata, spec = {} } = draft;
    const warnings = old ? [] : hostNameWarnings(metadata?.name);
    warnings.push(...podSpecWarnings(spec.template?.spec, path('spec', 'template', 'spec')));
    if (spec.completionMode === 'Indexed' && (spec.completions ?? 0) > 100_000 && (spec.parallelism ?? 0) > 10_000) {
      warnings.push(
        'In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail',
      );
    }
    return warnings;
  },
};

/**
 * A Job without labels has those of its template: the same map, as in the server, so that the labels which are made for the
 * pods later on become the Job's too.
 */
function shareLabels(draft: Draft): void {
  const labels = draft.spec?.template?.metadata?.labels;
  if (!labels || Object.keys(draft.metadata?.labels ?? {}).length > 0) return;
  draft.metadata ??= {};
  draft.metadata.labels = labels;
}

/** Labels that only this Job's pods have, and a selector for them. What the author wrote is left, to be refused. */
function generateSelector(draft: Draft): void {
  const { name = '', uid = '' } = draft.metadata ?? {};
  draft.spec ??= {};
  const { spec } = draft;
  spec.template ??= {};
  const own = spec.template.metadata?.labels ?? {};
  const made = { [oldNameLabel]: name, [nameLabel]: name, [oldUidLabel]: uid, [uidLabel]: uid };
  spec.template.metadata ??= {};
  spec.template.metadata.labels = sorted({ ...made, ...own });
  const matchLabels = sorted({ [uidLabel]: uid, ...spec.selector?.matchLabels });
  spec.selector = { ...spec.selector, matchLabels };
}

/** As decoding leaves maps, so that they print as Go prints them. */
function sorted(labels: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function validate(draft: Draft): FieldError[] {
  const { metadata, spec = {} } = draft;
  const errors = [
    ...validateObjectMeta(withoutMadeLabels(draft), { namespaced: true, name: nameIsDns1123Subdomain }),
    ...validateGeneratedSelector(draft),
    ...validateSpec(spec, path('spec')),
  ];
  const { completions = 0 } = spec;
  if (spec.completionMode === 'Indexed' && completions > 0) {
    // Pods of an indexed Job are named after their index, and that name is their host name.
    const lastName = `${metadata?.name ?? ''}-${completions - 1}`;
    if (dns1123Label(lastName).length > 0) {
      const detail = `will not able to create pod with invalid DNS label: ${lastName}`;
      errors.push(invalid('metadata.name', metadata?.name ?? '', detail));
    }
  }
  return errors;
}

/** Where the template had no labels of its own either, the server makes the Job's after it has checked them. */
function withoutMadeLabels({ metadata }: Draft): Draft['metadata'] {
  const made = [oldUidLabel, oldNameLabel, uidLabel, nameLabel];
  const areMade = Object.keys(metadata?.labels ?? {}).every((key) => made.includes(key));
  return areMade ? { ...metadata, labels: undefined } : metadata;
}

function validateGeneratedSelector({ metadata, spec = {} }: Draft): FieldError[] {
  const { selector, template = {} } = spec;
  if (spec.manualSelector === true || !selector) return [];
  const { name = '', uid = '' } = metadata ?? {};
  const errors: FieldError[] = uid === '' ? [required('metadata.uid')] : [];
  const labels = template.metadata?.labels;
  const field = path('spec', 'template', 'metadata', 'labels');
  const expected = [
    [oldUidLabel, uid],
    [oldNameLabel, name],
    [uidLabel, uid],
    [nameLabel, name],
  ] as const;
  for (const [key, value] of expected) {
    const own = labels && Object.hasOwn(labels, key) ? labels[key] : undefined;
    const detail = `must be '${value}'`;
    if (own === undefined) errors.push(required(field.key(key), detail));
    else if (own !== value) errors.push(invalid(field.key(key), labels, detail));
  }
  if (isUsableSelector(selector) && !matchesSelector(selector, Object.fromEntries(expected))) {
    errors.push(invalid(path('spec', 'selector'), goSelector(selector), '`selector` not auto-generated'));
  }
  return errors;
}

function validateSpec(spec: JobSpecDraft, field: FieldPath): FieldError[] {
  const { selector, template = {} } = spec;
  const place = field.child('selector');
  const errors = validateRunOfJob(spec, field);
  if (!selector) errors.push(required(place));
  else errors.push(...validateLabelSelector(selector, place));
  if (!selector || isUsableSelector(selector)) {
    errors.push(...validateTemplateLabels(selector, template, field.child('template')));
  }
  return errors;
}

function validateFrozen(draft: Draft, oldDraft: Draft, field: FieldPath): FieldError[] {
  const { spec = {} } = draft;
  const { spec: old = {} } = oldDraft;
  const frozen = (name: string, value: unknown, before: unknown): FieldError[] =>
    isSame(withoutEmpty(value), withoutEmpty(before))
      ? []
      : [invalid(field.child(name), value ?? null, 'field is immutable')];
  const failurePolicies = [spec, old].map(({ podFailurePolicy }) =>
    goStructOrNull(podFailurePolicyStruct, podFailurePolicy),
  );
  const successPolicies = [spec, old].map(({ successPolicy }) => goStructOrNull(successPolicyStruct, successPolicy));
  return [
    ...validateCompletions(spec, old, field),
    ...validateSameSelector(spec.selector, old.selector, field.child('selector')),
    ...frozen('template', goPodTemplate(spec.template), goPodTemplate(mayChange(draft, oldDraft))),
    ...frozen('completionMode', spec.completionMode, old.completionMode),
    ...frozen('podFailurePolicy', failurePolicies[0], failurePolicies[1]),
    ...frozen('backoffLimitPerIndex', spec.backoffLimitPerIndex, old.backoffLimitPerIndex),
    ...frozen('managedBy', spec.managedBy, old.managedBy),
    ...frozen('successPolicy', successPolicies[0], successPolicies[1]),
  ];
}

function goStructOrNull(shape: typeof podFailurePolicyStruct, value: unknown): unknown {
  return value === undefined ? null : goStruct(shape, value);
}

/** An indexed Job may grow and shrink, if as many pods run at a time as there are indexes. */
function validateCompletions(spec: JobSpecDraft, old: JobSpecDraft, field: FieldPath): FieldError[] {
  const { completions } = spec;
  const place = field.child('completions');
  if (completions === old.completions) return [];
  if (spec.completionMode !== 'Indexed') return [invalid(place, completions ?? null, 'field is immutable')];
  if (completions === undefined || completions === spec.parallelism) return [];
  return [invalid(place, completions, `can only be modified in tandem with ${field.child('parallelism')}`)];
}

/** While a Job is suspended and has not begun, where its pods may run can still be decided. */
function mayChange({ spec = {} }: Draft, old: Draft): JobSpecDraft['template'] {
  const before = old.spec?.template;
  if (old.spec?.suspend !== true || old.status?.startTime !== undefined) return before;
  const { metadata, spec: pod = {} } = spec.template ?? {};
  const affinity = { ...before?.spec?.affinity, nodeAffinity: pod.affinity?.nodeAffinity };
  const hasAffinity = Object.values(affinity).some((part) => part !== undefined);
  return {
    ...before,
    metadata: { ...before?.metadata, labels: metadata?.labels, annotations: metadata?.annotations },
    spec: {
      ...before?.spec,
      affinity: hasAffinity ? affinity : pod.affinity,
      nodeSelector: pod.nodeSelector,
      tolerations: pod.tolerations,
      schedulingGates: pod.schedulingGates,
    },
  };
}
