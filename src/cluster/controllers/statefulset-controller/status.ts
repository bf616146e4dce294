/**
 * A StatefulSet's counters. `current` and `updated` leave out pods being deleted; `replicas` and `ready` do not, which is
 * why a pod on a dead node keeps a place that nobody fills.
 */
import type { StatefulSet } from '#api/apps/statefulset.ts';
import type { Pod } from '#api/core/pod.ts';
import { isAvailable } from '../pod-state.ts';
import { revisionLabel } from './identity.ts';
import { isRunningAndReady } from './plan.ts';
import type { Revisions } from './revisions.ts';

export interface StatefulSetStatus {
  readonly observedGeneration?: number;
  readonly replicas: number;
  readonly readyReplicas?: number;
  readonly currentReplicas?: number;
  readonly updatedReplicas?: number;
  readonly currentRevision: string;
  readonly updateRevision: string;
  readonly collisionCount: number;
  readonly availableReplicas: number;
}

export function statusOf(
  set: StatefulSet,
  pods: readonly Pod[],
  { current, update, collisionCount }: Revisions,
  nowMs: number,
): StatefulSetStatus {
  const ready = pods.filter(isRunningAndReady);
  const available = ready.filter((pod) => isAvailable(pod, set.spec.minReadySeconds ?? 0, nowMs));
  const kept = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined);
  const ofRevision = (name: string) => kept.filter((pod) => pod.metadata.labels?.[revisionLabel] === name).length;
  const counts = {
    replicas: pods.length,
    readyReplicas: ready.length,
    currentReplicas: ofRevision(current.metadata.name),
    updatedReplicas: ofRevision(update.metadata.name),
    availableReplicas: available.length,
  };
  const done =
    set.spec.updateStrategy?.type !== 'OnDelete' &&
    counts.updatedReplicas === counts.replicas &&
    counts.readyReplicas === counts.replicas &&
    counts.replicas === (set.spec.replicas ?? 1);
  const currentName = done ? update.metadata.name : current.metadata.name;
  const currentReplicas = done ? counts.updatedReplicas : counts.currentReplicas;
  return {
    ...(set.metadata.generation !== undefined && { observedGeneration: set.metadata.generation }),
    replicas: counts.replicas,
    ...(counts.readyReplicas > 0 && { readyReplicas: counts.readyReplicas }),
    ...(currentReplicas > 0 && { currentReplicas }),
    ...(counts.updatedReplicas > 0 && { updatedReplicas: counts.updatedReplicas }),
    currentRevision: currentName,
    updateRevision: update.metadata.name,
    collisionCount,
    availableReplicas: counts.availableReplicas,
  };
}
