/** `kubectl cordon` and `uncordon`: whether a node takes new pods. */

import { nodeKind } from '#api/core/node.ts';
import type { Anything } from '../api.ts';
import { dryRunFlag, dryRunOf, dryRunSuffix } from '../arguments/common-flags.ts';
import { leaveWith } from '../arguments/resources.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import { failWith, refusalText, usageError } from '../exit.ts';

const flags = [dryRunFlag, { name: 'selector', short: 'l', type: 'string' } as const];

export const cordon: Command = {
  name: 'cordon',
  summary: { es: 'Un nodo no recibe Pods nuevos', en: 'A node takes no new Pods' },
  examples: [['kubectl cordon node-1', { es: 'Cerrarlo', en: 'Close it' }]],
  usage: 'NODE',
  flags,
  run: (call) => setUnschedulable(call, true),
};

export const uncordon: Command = {
  name: 'uncordon',
  summary: { es: 'Un nodo vuelve a recibir Pods', en: 'A node takes Pods again' },
  examples: [['kubectl uncordon node-1', { es: 'Abrirlo', en: 'Open it' }]],
  usage: 'NODE',
  flags,
  run: (call) => setUnschedulable(call, false),
};

function setUnschedulable(call: Call, wanted: boolean): void {
  const refusals: string[] = [];
  for (const node of nodesNamed(call, wanted ? 'cordon' : 'uncordon', refusals)) {
    const refusal = markNode(call, node, wanted);
    if (refusal) refusals.push(refusal);
  }
  leaveWith(refusals);
}

/** By name or label; those that are not there are added to the refusals. */
export function nodesNamed(call: Call, verb: string, refusals: string[]): readonly Anything[] {
  const selector = call.flags.text('selector').trim();
  const names = call.args.map((arg) => arg.replace(/^(?:nodes?|no)\//, ''));
  if (names.length === 0 && selector === '') usageError(call.path, `USAGE: ${verb} NODE [flags]`);
  if (names.length > 0 && selector !== '') failWith('cannot specify both a node name and a --selector option');
  if (selector !== '') {
    const listed = call.api.list(nodeKind, { labelSelector: selector });
    if (!listed.ok) refusals.push(refusalText(listed.error));
    return listed.ok ? listed.value : [];
  }
  return names.flatMap((name) => {
    const found = call.api.get(nodeKind, undefined, name);
    if (!found.ok) refusals.push(refusalText(found.error));
    return found.ok ? [found.value] : [];
  });
}

/** Says what came of it; the refusal, if any. */
export function markNode(call: Call, node: Anything, wanted: boolean): string | undefined {
  const { name } = node.metadata;
  const verb = wanted ? 'cordoned' : 'uncordoned';
  const dryRun = dryRunOf(call);
  const suffix = dryRunSuffix(dryRun);
  if ((node['spec']?.unschedulable ?? false) === wanted) {
    call.line(`node/${name} already ${verb}${suffix}`);
    return undefined;
  }
  if (dryRun !== 'client') {
    const patch = { spec: { unschedulable: wanted ? true : null } };
    const patched = call.api.patch(
      nodeKind,
      undefined,
      name,
      { type: 'strategic', patch },
      { dryRun: dryRun === 'server' },
    );
    if (!patched.ok)
      return `error: unable to ${wanted ? 'cordon' : 'uncordon'} node ${JSON.stringify(name)}: ${patched.error.message}\n`;
  }
  call.line(`node/${name} ${verb}${suffix}`);
  return undefined;
}
