/** `kubectl taint nodes node-1 dedicated=db:NoSchedule`. */
import { nodeKind } from '#api/core/node.ts';
import type { Anything } from '../api.ts';
import { dryRunFlag, dryRunOf, fieldManagerFlag, outputFlags, validateFlag } from '../arguments/common-flags.ts';
import { leaveWith } from '../arguments/resources.ts';
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
    const { args, flags, api } = call;
    const [type, ...words] = args;
    if (type === undefined) failWith('one or more resources must be specified as <resource> <name>');
    const isChange = (word: string) => word.includes('=') || word.includes(':') || word.endsWith('-');
    const names = words.filter((word) => !isChange(word));
    const changes = words.filter(isChange);
    if (api.findResource(type) !== nodeKind) failWith(`invalid resource type ${type}, only node is supported`);
    const set: Taint[] = [];
    const removed: Removal[] = [];
    for (const change of changes) {
      const read = readChange(change);
      if (typeof read === 'string') usageError(call.path, read);
      if ('removed' in read) removed.push(read.removed);
      else set.push(read.set);
    }
    const selector = flags.text('selector').trim();
    if (names.length === 0 && selector === '' && !flags.is('all'))
      failWith('one or more resources must be specified as <resource> <name>');
    if (changes.length === 0) failWith('at least one taint update is required');
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

/** `key=value:Effect`, `key:Effect`, `key:Effect-`, `key-`; a string is what is wrong. */
function readChange(text: string): { readonly set: Taint } | { readonly removed: Removal } | string {
  if (text.endsWith('-')) {
    const [key = '', effect] = text.slice(0, -1).split(':');
    if (effect !== undefined && !effects.includes(effect))
      return `invalid taint effect: ${effect}, unsupported taint effect`;
    return { removed: { key: key.split('=')[0] as string, ...(effect !== undefined && { effect }) } };
  }
  const parts = text.split(':');
  const [pair = '', effect] = parts;
  if (parts.length !== 2 || effect === undefined) return `invalid taint spec: ${text}`;
  if (!effects.includes(effect)) return `invalid taint effect: ${effect}, unsupported taint effect`;
  const [key = '', value, ...more] = pair.split('=');
  if (more.length > 0 || key === '') return `invalid taint spec: ${text}`;
  return { set: { key, ...(value !== undefined && { value }), effect } };
}
