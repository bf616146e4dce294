/**
 * A Deployment is scaled in the middle of a rollout: the difference is shared among its ReplicaSets by their size, so that
 * the proportion of old to new pods, and with it the risk, stays as it was. Also scales a paused or settled Deployment.
 */
import type { Deployment } from '#api/apps/deployment.ts';
import type { ReplicaSet } from '#api/apps/replicaset.ts';
import { desiredReplicasAnnotation, maxReplicasAnnotation } from './revision.ts';
import {
  available,
  compareCreation,
  fenceposts,
  type Scaling,
  sumOf,
  wanted,
  wantedReplicas,
} from './rolling-update.ts';

/** True when some active ReplicaSet was sized for another number of replicas than the Deployment wants now. */
export function isScalingEvent(deployment: Deployment, replicaSets: readonly ReplicaSet[]): boolean {
  return replicaSets.filter(isActiveSet).some((replicaSet) => {
    const desired = numberIn(replicaSet, desiredReplicasAnnotation);
    return desired !== undefined && desired !== wantedReplicas(deployment);
  });
}

export function scalings(
  deployment: Deployment,
  old: readonly ReplicaSet[],
  newReplicaSet: ReplicaSet | undefined,
): readonly Scaling[] {
  const replicas = wantedReplicas(deployment);
  const all = newReplicaSet ? [...old, newReplicaSet] : old;
  const active = all.filter(isActiveSet);
  if (active.length <= 1) {
    const only = active[0] ?? newReplicaSet ?? [...old].sort(compareCreation).at(-1);
    return only && wanted(only) !== replicas ? [{ replicaSet: only, to: replicas }] : [];
  }
  if (newReplicaSet && isSaturated(deployment, newReplicaSet)) {
    return old.filter(isActiveSet).map((replicaSet) => ({ replicaSet, to: 0 }));
  }
  if (deployment.spec.strategy?.type === 'Recreate') return [];
  return proportional(deployment, active);
}

/** 10 → 15 replicas, surge 3, old 8, new 5: 18 allowed, 5 to add; old 8 × 18/13 ≈ 11 (+3), new 5 × 18/13 ≈ 7 (+2). */
function proportional(deployment: Deployment, active: readonly ReplicaSet[]): readonly Scaling[] {
  const replicas = wantedReplicas(deployment);
  const allowed = replicas > 0 ? replicas + fenceposts(deployment).maxSurge : 0;
  const toAdd = allowed - sumOf(active, wanted);
  const sorted = [...active].sort((a, b) => {
    const size = wanted(b) - wanted(a);
    if (size !== 0) return size;
    return toAdd > 0 ? compareCreation(b, a) : compareCreation(a, b);
  });
  let added = 0;
  const sizes = sorted.map((replicaSet) => {
    const size = wanted(replicaSet);
    if (toAdd === 0 || size === 0) return size;
    const share = shareOf(deployment, replicaSet);
    const given = toAdd > 0 ? Math.min(share, toAdd - added) : Math.max(share, toAdd - added);
    added += given;
    return size + given;
  });
  if (toAdd !== 0) sizes[0] = Math.max(0, (sizes[0] ?? 0) + toAdd - added);
  return sorted.map((replicaSet, index) => ({ replicaSet, to: sizes[index] ?? 0 }));
}

function shareOf(deployment: Deployment, replicaSet: ReplicaSet): number {
  const replicas = wantedReplicas(deployment);
  const size = wanted(replicaSet);
  if (replicas === 0) return -size;
  const before = numberIn(replicaSet, maxReplicasAnnotation) ?? deployment.status?.replicas ?? 0;
  if (before === 0) return 0;
  return roundHalfAway((size * (replicas + fenceposts(deployment).maxSurge)) / before) - size;
}

function isSaturated(deployment: Deployment, replicaSet: ReplicaSet): boolean {
  const replicas = wantedReplicas(deployment);
  return (
    wanted(replicaSet) === replicas &&
    numberIn(replicaSet, desiredReplicasAnnotation) === replicas &&
    available(replicaSet) === replicas
  );
}

export function isActiveSet(replicaSet: ReplicaSet): boolean {
  return wanted(replicaSet) > 0;
}

function numberIn(replicaSet: ReplicaSet, annotation: string): number | undefined {
  const text = replicaSet.metadata.annotations?.[annotation];
  return text !== undefined && /^-?\d{1,10}$/.test(text) ? Number(text) : undefined;
}

function roundHalfAway(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value));
}
