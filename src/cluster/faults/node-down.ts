/** A node loses its power (`power`), or only its connection to the rest of the cluster (`network`). */
import { fail, ok } from '#base/result.ts';
import type { FaultKind } from './fault.ts';
import { unknownNode } from './unknown-node.ts';

export interface NodeDown {
  readonly kind: 'node-down';
  readonly node: string;
  readonly how?: 'power' | 'network';
}

export const nodeDown: FaultKind<NodeDown> = {
  kind: 'node-down',
  strike({ agents, heartbeats, trace }, { node, how = 'power' }) {
    const agent = agents.get(node);
    if (!agent) return fail(unknownNode(node, agents));
    trace.record({ kind: 'script', what: 'node-down', object: { kind: 'Node', namespace: '', name: node } });
    agent.goDown(how);
    heartbeats.fallSilent(node);
    return ok(undefined);
  },
};
