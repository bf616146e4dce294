/** Marks a node so that no new pods come (`cordon`), or takes the mark away (`uncordon`). Pods that are there stay. */
import { fail, ok } from '#base/result.ts';
import type { FaultKind } from './fault.ts';
import { unknownNode } from './unknown-node.ts';

export interface Cordon {
  readonly kind: 'cordon' | 'uncordon';
  readonly node: string;
}

export const cordon: FaultKind<Cordon> = {
  kind: 'cordon',
  strike({ agents, client, trace }, { kind, node }) {
    if (!agents.has(node)) return fail(unknownNode(node, agents));
    trace.record({ kind: 'script', what: kind, object: { kind: 'Node', namespace: '', name: node } });
    const patch = { spec: { unschedulable: kind === 'cordon' ? true : null } };
    client.patch('Node', undefined, node, { type: 'merge', patch });
    return ok(undefined);
  },
};
