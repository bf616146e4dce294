/**
 * How a Job stands: what its pods have come to, counted so far and newly. Pure.
 */
import type { Job } from '#api/batch/job.ts';
import type { Pod } from '#api/core/pod.ts';
import { isActive, isFinished, isReady } from '../pod-state.ts';
import { indexOf, parseIndexes } from './indexes.ts';
import { judge } from './pod-failure-policy.ts';

export const trackingFinalizer = 'batch.kubernetes.io/job-tracking';
export const failureCountAnnotation = 'batch.kubernetes.io/job-index-failure-count';

export interface Tally {
  readonly active: readonly Pod[];
  readonly terminating: number;
  readonly ready: number;
  /** Ended, and not counted before. */
  readonly newlySucceeded: readonly Pod[];
  readonly newlyFailed: readonly Pod[];
  readonly succeeded: number;
  readonly failed: number;
  readonly succeededIndexes: ReadonlySet<number>;
  /** Only with backoffLimitPerIndex. */
  readonly failedIndexes: ReadonlySet<number>;
}

export function isIndexed(job: Job): boolean {
  return job.spec.completionMode === 'Indexed';
}

export function replacesOnlyFailed(job: Job): boolean {
  return job.spec.podReplacementPolicy === 'Failed';
}

/** A pod being deleted counts as failed at once, unless replacements wait for the failure itself. */
export function countsAsFailed(job: Job, pod: Pod): boolean {
  if (pod.status?.phase === 'Failed') return true;
  if (replacesOnlyFailed(job)) return false;
  return pod.metadata.deletionTimestamp !== undefined && pod.status?.phase !== 'Succeeded';
}

export function tally(job: Job, pods: readonly Pod[]): Tally {
  const completions = job.spec.completions ?? Number.POSITIVE_INFINITY;
  const uncounted = pods.filter((pod) => pod.metadata.finalizers?.includes(trackingFinalizer));
  const newlySucceeded = uncounted.filter((pod) => pod.status?.phase === 'Succeeded');
  const newlyFailed = uncounted.filter((pod) => countsAsFailed(job, pod));
  const counted = newlyFailed.filter((pod) => judge(job, pod).action !== 'Ignore').length;
  const succeededIndexes = parseIndexes(job.status?.completedIndexes, completions);
  if (isIndexed(job)) {
    for (const pod of newlySucceeded) {
      const index = indexOf(pod);
      if (index !== undefined && index < completions) succeededIndexes.add(index);
    }
  }
  return {
    active: pods.filter(isActive),
    terminating: pods.filter((pod) => pod.metadata.deletionTimestamp !== undefined && !isFinished(pod)).length,
    ready: pods.filter((pod) => isActive(pod) && isReady(pod)).length,
    newlySucceeded,
    newlyFailed,
    succeeded: isIndexed(job) ? succeededIndexes.size : (job.status?.succeeded ?? 0) + newlySucceeded.length,
    failed: (job.status?.failed ?? 0) + counted,
    succeededIndexes,
    failedIndexes: failedIndexes(job, newlyFailed, succeededIndexes, completions),
  };
}

function failedIndexes(
  job: Job,
  newlyFailed: readonly Pod[],
  succeeded: ReadonlySet<number>,
  completions: number,
): ReadonlySet<number> {
  const limit = job.spec.backoffLimitPerIndex;
  if (limit === undefined) return new Set();
  const indexes = parseIndexes(job.status?.failedIndexes, completions);
  for (const pod of newlyFailed) {
    const index = indexOf(pod);
    if (index === undefined || index >= completions || succeeded.has(index)) continue;
    const { action } = judge(job, pod);
    if (action === 'FailIndex' || (action === 'Count' && failuresBefore(pod) + 1 > limit)) indexes.add(index);
  }
  return indexes;
}

/** Failures of the index before this pod, as its annotation says. */
export function failuresBefore(pod: Pod): number {
  return Number(pod.metadata.annotations?.[failureCountAnnotation] ?? 0);
}
