/**
 * Nobody reaches the API server: no pod is made, moved or replaced, no status is written, and Services keep the endpoints
 * they had. Containers run on. `apiserver-up` ends it.
 */
import { ok } from '#base/result.ts';
import type { FaultKind } from './fault.ts';

export interface ApiServerDown {
  readonly kind: 'apiserver-down' | 'apiserver-up';
}

export const apiServerDown: FaultKind<ApiServerDown> = {
  kind: 'apiserver-down',
  strike({ agents, controlPlane, heartbeats, trace }, { kind }) {
    trace.record({ kind: 'script', what: kind });
    // Nodes that are down anyway stay so.
    const reachable = [...agents.values()].filter(({ nodeName }) => heartbeats.isHeard(nodeName));
    if (kind === 'apiserver-down') {
      controlPlane.goDown();
      for (const agent of reachable) agent.goDown('network');
    } else {
      controlPlane.comeBack();
      for (const agent of reachable) agent.comeBack();
    }
    return ok(undefined);
  },
};
