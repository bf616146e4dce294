/**
 * Nobody reaches the API server: no pod is made, moved or replaced, no status is written, and Services keep the endpoints
 * they had. Containers run on. `apiserver-up` ends it.
 */
import { ok } from '#base/result.ts';
import type { FaultKind } from './fault.ts';

export interface ApiServerDown {
  readonly kind: 'apiserver-down' | 'apiserver-up';
  /** Without its etcd it answers nobody either. */
  readonly component?: 'kube-apiserver' | 'etcd';
}

export const apiServerDown: FaultKind<ApiServerDown> = {
  kind: 'apiserver-down',
  strike({ agents, controlPlane, heartbeats, trace }, { kind, component = 'kube-apiserver' }) {
    trace.record({ kind: 'script', what: component === 'etcd' ? kind.replace('apiserver', 'etcd') : kind });
    // Nodes that are down anyway stay so.
    const reachable = [...agents.values()].filter(({ nodeName }) => heartbeats.isHeard(nodeName));
    if (kind === 'apiserver-down') {
      controlPlane.goDown(component);
      for (const agent of reachable) agent.goDown('apiserver');
    } else {
      controlPlane.comeBack(component);
      if (!controlPlane.isUp) return ok(undefined);
      for (const agent of reachable) agent.comeBack();
    }
    return ok(undefined);
  },
};
