/**
 * The kubelet of a node stops (`kubelet-down`) until `kubelet-up`: its containers run on and are reached, but nobody probes or
 * restarts them, and the cluster takes the node for lost after its grace period.
 */
import { fail, ok } from '#base/result.ts';
import type { FaultKind } from './fault.ts';
import { nodeUp } from './node-up.ts';
import { unknownNode } from './unknown-node.ts';

export interface KubeletDown {
  readonly kind: 'kubelet-down' | 'kubelet-up';
  readonly node: string;
}

export const kubeletDown: FaultKind<KubeletDown> = {
  kind: 'kubelet-down',
  strike(parts, { kind, node }) {
    const agent = parts.agents.get(node);
    if (!agent) return fail(unknownNode(node, parts.agents));
    if (kind === 'kubelet-up') return nodeUp.strike(parts, { kind: 'node-up', node });
    parts.trace.record({ kind: 'script', what: kind, object: { kind: 'Node', namespace: '', name: node } });
    agent.goDown('kubelet');
    parts.heartbeats.fallSilent(node);
    return ok(undefined);
  },
};
