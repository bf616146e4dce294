/** A node comes back: its kubelet reports again, finds which pods were taken from it meanwhile, and ends those. */
import { fail, ok } from '#base/result.ts';
import type { FaultKind } from './fault.ts';
import { unknownNode } from './unknown-node.ts';

export interface NodeUp {
  readonly kind: 'node-up';
  readonly node: string;
}

export const nodeUp: FaultKind<NodeUp> = {
  kind: 'node-up',
  strike({ agents, client, clock, heartbeats, trace }, { node }) {
    const agent = agents.get(node);
    if (!agent) return fail(unknownNode(node, agents));
    trace.record({ kind: 'script', what: 'node-up', object: { kind: 'Node', namespace: '', name: node } });
    heartbeats.resume(node);
    const found = client.get('Node', undefined, node);
    if (found) {
      const conditions = (found.status?.conditions ?? []).map((condition) => {
        const healthy = healthyConditions[condition.type];
        if (!healthy || condition.status === healthy.status) return condition;
        return { ...condition, ...healthy, lastTransitionTime: clock.timestamp() };
      });
      client.update('Node', { ...found, status: { ...found.status, conditions } }, { subresource: 'status' });
    }
    agent.comeBack();
    return ok(undefined);
  },
};

/** What a kubelet says of a node that is well. */
export const healthyConditions: Readonly<
  Record<string, { readonly status: string; readonly reason: string; readonly message: string }>
> = {
  MemoryPressure: {
    status: 'False',
    reason: 'KubeletHasSufficientMemory',
    message: 'kubelet has sufficient memory available',
  },
  DiskPressure: { status: 'False', reason: 'KubeletHasNoDiskPressure', message: 'kubelet has no disk pressure' },
  PIDPressure: { status: 'False', reason: 'KubeletHasSufficientPID', message: 'kubelet has sufficient PID available' },
  Ready: { status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' },
};
