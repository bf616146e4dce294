/** `kubectl taint nodes node-1 dedicated=db:NoSchedule`. */
import { nodeKind } from '#api/core/node.ts';
import { labelKey, labelValue } from '#api/meta/names.ts';
import type { Anything } from '../api.ts';
import { dryRunFlag, dryRunOf, fieldManagerFlag, outputFlags, validateFlag } from '../arguments/common-flags.ts';
import { kindOf, leaveWith } from '../arguments/resources.ts';
import type { Command } from '../command.ts';
import { failWith, refusalText, usageError } from '../exit.ts';
import { report } from '../output/result.ts';

interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

interface Removal {
  readonly key: string;
  readonly effect?: string;
}

const effects: readonly string[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

export const taint: Command = {
  name: 'taint',
  summary: { es: 'Pone o quita taints de un nodo', en: 'Set or remove taints of a node' },
  examples: [
    ['kubectl taint nodes node-1 dedicated=db:NoSchedule', { es: 'Poner uno', en: 'Set one' }],
    ['kubectl taint nodes node-1 dedicated:NoSchedule-', { es: 'Quitarlo', en: 'Remove it' }],
  ],
  usage: 'NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N-',
  flags: [
    { name: 'all', type: 'bool' },
    { name: 'overwrite', type: 'bool' },
    { name: 'selector', short: 'l', type: 'string' },
    ...outputFlags,
    dryRunFlag,
    fieldManagerFlag,
    validateFlag,
  ],
  run(call) {
    const { flags, api } = call;
    const { resources, changes } = split(call.args);
    const [type, ...names] = resources;
    if (type === undefined) failWith('one or more resources must be specified as <resource> <name>');
    if (changes.length === 0) failWith('at least one taint update is required');
    const set: Taint[] = [];
    const removed: Removal[] = [];
    for (const change of changes) {
      const read = readChange(change);
      if (typeof read === 'string') usageError(call.path, read);
      if ('removed' in read) removed.push(read.removed);
      else set.push(read.set);
    }
    if (kindOf(api, type) !== nodeKind) failWith(`invalid resource type ${type}, only node types are supported`);
    refuseContradictions(set, removed);
    const selector = flags.text('selector').trim();
    if (flags.is('all') && selector !== '') failWith("setting 'all' parameter with a non empty selector is prohibited");
    if (names.length === 0 && selector === '' && !flags.is('all')) {
      failWith("at least one resource name must be specified since 'all' parameter is not set");
    }
    const refusals: string[] = [];
    const nodes: Anything[] = [];
    if (names.length === 0) {
      const listed = api.list(nodeKind, { labelSelector: selector });
      if (listed.ok) nodes.push(...listed.value);
      else refusals.push(refusalText(listed.error));
    }
    for (const name of names) {
      const found = api.get(nodeKind, undefined, name);
      if (found.ok) nodes.push(found.value);
      else refusals.push(refusalText(found.error));
    }
    const dryRun = dryRunOf(call);
    for (const node of nodes) {
      const { name } = node.metadata;
      const before = (node['spec']?.taints ?? []) as readonly Taint[];
      const clash = set.filter((one) => before.some((other) => other.key === one.key && other.effect === one.effect));
      if (clash.length > 0 && !flags.is('overwrite')) {
        const keys = clash.map(({ key }) => key).join(',');
        refusals.push(
          `error: node ${name} already has ${keys} taint(s) with same effect(s) and --overwrite is false\n`,
        );
        continue;
      }
      const fits = (one: Taint, { key, effect }: Removal) =>
        one.key === key && (effect === undefined || one.effect === effect);
      const absent = removed.filter((removal) => !before.some((one) => fits(one, removal)));
      if (absent.length > 0) {
        for (const { key, effect } of absent)
          refusals.push(`error: taint ${JSON.stringify(effect === undefined ? key : `${key}:${effect}`)} not found\n`);
        continue;
      }
      const kept = before.filter(
        (one) =>
          !removed.some((removal) => fits(one, removal)) &&
          !set.some((other) => other.key === one.key && other.effect === one.effect),
      );
      const taints = [...set, ...kept];
      const what =
        clash.length > 0 || (set.length > 0 && removed.length > 0)
          ? 'modified'
          : set.length > 0
            ? 'tainted'
            : 'untainted';
      if (dryRun === 'client') {
        report(call, { definition: nodeKind, object: node, what, dryRun });
        continue;
      }
      const patch = { spec: { taints: taints.length > 0 ? taints : null } };
      const patched = api.patch(nodeKind, undefined, name, { type: 'merge', patch }, { dryRun: dryRun === 'server' });
      if (patched.ok) report(call, { definition: nodeKind, object: patched.value, what, dryRun });
      else refusals.push(refusalText(patched.error));
    }
    leaveWith(refusals);
  },
};

/** What comes first is a kind and names, what follows are changes. */
function split(args: readonly string[]): {
  readonly resources: readonly string[];
  readonly changes: readonly string[];
} {
  const isChange = (word: string) => word.includes('=') || word.includes(':') || word.endsWith('-');
  const found = args.findIndex(isChange);
  const at = found < 0 ? args.length : found;
  const late = args.slice(at).find((word) => !isChange(word));
  if (late !== undefined) failWith(`all resources must be specified before taint changes: ${late}`);
  return { resources: args.slice(0, at), changes: args.slice(at) };
}

function refuseContradictions(set: readonly Taint[], removed: readonly Removal[]): void {
  const both = set.flatMap((one) =>
    removed.filter(({ key, effect }) => key === one.key && (effect === undefined || effect === one.effect)),
  );
  if (both.length === 0) return;
  const shown = both.map(({ key, effect = '' }) => `{"${key}":"${effect}"}`).join(', ');
  failWith(`can not both modify and remove the following taint(s) in the same command: ${shown}`);
}

/** `key=value:Effect`, `key:Effect`, `key:Effect-`, `key-`; a string is what is wrong. */
function readChange(text: string): { readonly set: Taint } | { readonly removed: Removal } | string {
  const isRemoval = text.endsWith('-');
  const spec = isRemoval ? text.slice(0, -1) : text;
  const [pair = '', effect, ...rest] = spec.split(':');
  const [key = '', value, ...more] = effect === undefined ? [pair] : pair.split('=');
  if (rest.length > 0 || more.length > 0) return `invalid taint spec: ${spec}`;
  if (effect !== undefined && !effects.includes(effect)) {
    return `invalid taint effect: ${effect}, unsupported taint effect`;
  }
  const wrong = [...(value === undefined ? [] : labelValue(value)), ...labelKey(key)];
  if (wrong.length > 0) return `invalid taint spec: ${spec}, ${wrong.join('; ')}`;
  if (isRemoval) return { removed: { key, ...(effect !== undefined && { effect }) } };
  if (effect === undefined) return `invalid taint spec: ${text}`;
  return { set: { key, ...(value !== undefined && { value }), effect } };
}
