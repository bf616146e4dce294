/**
 * Every node's kube-proxy, and whoever else balances load, hears of changed endpoints so many seconds late: a pod that has
 * begun to stop still gets its share of requests. That is why a preStop hook that waits saves them.
 */
import { ok } from '#base/result.ts';
import type { FaultKind } from './fault.ts';

export interface PropagationDelay {
  readonly kind: 'propagation-delay';
  readonly seconds: number;
}

export const propagationDelay: FaultKind<PropagationDelay> = {
  kind: 'propagation-delay',
  strike({ dataPlane, trace }, { kind, seconds }) {
    trace.record({ kind: 'script', what: kind });
    dataPlane.propagationSeconds = seconds;
    return ok(undefined);
  },
};
