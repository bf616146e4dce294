/**
 * The arithmetic of a rolling update: how far the new ReplicaSet may grow and the old ones must shrink now.
 * One step a reconcile; the next follows when pods have become available. Counted are wanted replicas unless said otherwise.
 */

import type { Deployment } from '#api/apps/deployment.ts';
import type { ReplicaSet } from '#api/apps/replicaset.ts';
import { scaledCount } from '#api/meta/int-or-string.ts';

export interface Fenceposts {
  /** Pods above spec.replicas that may exist. */
  readonly maxSurge: number;
  /** Pods below spec.replicas that may be missing. */
  readonly maxUnavailable: number;
}

/** 4 replicas at 25 %/25 %: surge ⌈1⌉, unavailable ⌊1⌋. 3 replicas: surge ⌈0.75⌉ = 1, unavailable ⌊0.75⌋ = 0. */
export function fenceposts(deployment: Deployment): Fenceposts {
  if (deployment.spec.strategy?.type === 'Recreate') return { maxSurge: 0, maxUnavailable: 0 };
  const replicas = wantedReplicas(deployment);
  const { maxSurge = '25%', maxUnavailable = '25%' } = deployment.spec.strategy?.rollingUpdate ?? {};
  const surge = scaledCount(maxSurge, replicas, 'up') ?? 0;
  const unavailable = scaledCount(maxUnavailable, replicas, 'down') ?? 0;
  // Both zero would stand still for ever, so one pod may be missing.
  const allowed = surge === 0 && unavailable === 0 ? 1 : unavailable;
  return { maxSurge: surge, maxUnavailable: Math.min(allowed, replicas) };
}

/** Room for the new ReplicaSet: 10 replicas, surge 3, 10 old and 0 new: 13 − 10 = 3. */
export function newReplicas(deployment: Deployment, all: readonly ReplicaSet[], current: number): number {
  const replicas = wantedReplicas(deployment);
  if (deployment.spec.strategy?.type === 'Recreate') return replicas;
  if (current >= replicas) return replicas;
  const room = replicas + fenceposts(deployment).maxSurge - sumOf(all, wanted);
  return room <= 0 ? current : current + Math.min(room, replicas - current);
}

export interface Scaling {
  readonly replicaSet: ReplicaSet;
  readonly to: number;
}

/**
 * 10 replicas, maxUnavailable 2, 8 old, 5 new of which none is available: 13 − 8 − 5 = 0, scale nothing down.
 * Old pods that are not available go first, oldest ReplicaSet first; they serve nobody.
 */
export function oldReplicas(
  deployment: Deployment,
  old: readonly ReplicaSet[],
  newReplicaSet: ReplicaSet | undefined,
): readonly Scaling[] {
  if (sumOf(old, wanted) === 0) return [];
  const all = newReplicaSet ? [...old, newReplicaSet] : old;
  const minAvailable = wantedReplicas(deployment) - fenceposts(deployment).maxUnavailable;
  const newUnavailable = newReplicaSet ? wanted(newReplicaSet) - available(newReplicaSet) : 0;
  const most = sumOf(all, wanted) - minAvailable - newUnavailable;
  if (most <= 0) return [];

  const sizes = new Map(oldestFirst(old).map((replicaSet) => [replicaSet, wanted(replicaSet)]));
  let removed = 0;
  for (const [replicaSet, size] of sizes) {
    if (removed >= most) break;
    // A set that was just made smaller still counts the pods it is about to lose: what is there cannot be told yet.
    if (size > 0 && available(replicaSet) > size) return [];
    const unhealthy = Math.min(most - removed, size - available(replicaSet));
    if (size === 0 || unhealthy <= 0) continue;
    sizes.set(replicaSet, size - unhealthy);
    removed += unhealthy;
  }
  // What was removed above served nobody, so it does not count against what may be dropped here.
  let mayDrop = sumOf(all, available) - minAvailable;
  for (const [replicaSet, size] of sizes) {
    if (mayDrop <= 0) break;
    const dropped = Math.min(size, mayDrop);
    if (dropped === 0) continue;
    sizes.set(replicaSet, size - dropped);
    mayDrop -= dropped;
  }
  return [...sizes]
    .filter(([replicaSet, to]) => to !== wanted(replicaSet))
    .map(([replicaSet, to]) => ({ replicaSet, to }));
}

export function wantedReplicas(deployment: Deployment): number {
  return deployment.spec.replicas ?? 1;
}

export function wanted(replicaSet: ReplicaSet): number {
  return replicaSet.spec.replicas ?? 1;
}

export function available(replicaSet: ReplicaSet): number {
  return replicaSet.status?.availableReplicas ?? 0;
}

export function sumOf(replicaSets: readonly ReplicaSet[], count: (replicaSet: ReplicaSet) => number): number {
  return replicaSets.reduce((sum, replicaSet) => sum + count(replicaSet), 0);
}

export function oldestFirst(replicaSets: readonly ReplicaSet[]): readonly ReplicaSet[] {
  return [...replicaSets].sort(compareCreation);
}

export function compareCreation(a: ReplicaSet, b: ReplicaSet): number {
  const [createdA, createdB] = [a.metadata.creationTimestamp, b.metadata.creationTimestamp];
  if (createdA !== createdB) return createdA < createdB ? -1 : 1;
  return a.metadata.name < b.metadata.name ? -1 : 1;
}
