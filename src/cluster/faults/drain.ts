/**
 * Empties a node for maintenance: cordons it, then evicts its pods. An eviction that a budget refuses is tried again every
 * five seconds, so a drain can take its time, or never end. DaemonSet pods stay.
 */

import type { Pod } from '#api/core/pod.ts';
import { fail, ok } from '#base/result.ts';
import { controllerOf } from '../controllers/owner.ts';
import { cordon } from './cordon.ts';
import type { FaultKind, FaultParts } from './fault.ts';
import { unknownNode } from './unknown-node.ts';

const retryMs = 5_000;

export interface Drain {
  readonly kind: 'drain';
  readonly node: string;
  /** Gives up then; absent: never. */
  readonly timeoutSeconds?: number;
}

export const drain: FaultKind<Drain> = {
  kind: 'drain',
  strike(parts, { node, timeoutSeconds }) {
    const { agents, client, clock, trace } = parts;
    if (!agents.has(node)) return fail(unknownNode(node, agents));
    trace.record({ kind: 'script', what: 'drain', object: { kind: 'Node', namespace: '', name: node } });
    cordon.strike(parts, { kind: 'cordon', node });
    const endMs = timeoutSeconds === undefined ? Number.POSITIVE_INFINITY : clock.nowMs + timeoutSeconds * 1000;
    for (const pod of client.list('Pod', { fieldSelector: `spec.nodeName=${node}` })) {
      if (controllerOf(pod)?.kind !== 'DaemonSet') evictUntilAllowed(parts, pod, endMs);
    }
    return ok(undefined);
  },
};

function evictUntilAllowed(parts: FaultParts, pod: Pod, endMs: number): void {
  const { client, clock } = parts;
  const { namespace = '', name, uid } = pod.metadata;
  if (client.get('Pod', namespace, name)?.metadata.uid !== uid) return;
  const evicted = client.evict(namespace, name);
  if (evicted.ok || evicted.error.code !== 429 || clock.nowMs + retryMs > endMs) return;
  clock.after(retryMs, () => evictUntilAllowed(parts, pod, endMs));
}
