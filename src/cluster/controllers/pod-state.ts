/**
 * What controllers ask of a pod. *Active*: not finished and not being deleted. *Ready*: its condition says so.
 * *Available*: ready for at least minReadySeconds.
 */
import type { Pod } from '#api/core/pod.ts';

export function condition(pod: Pod, type: string) {
  return pod.status?.conditions?.find((candidate) => candidate.type === type);
}

export function isReady(pod: Pod): boolean {
  return condition(pod, 'Ready')?.status === 'True';
}

export function isFinished(pod: Pod): boolean {
  const phase = pod.status?.phase;
  return phase === 'Succeeded' || phase === 'Failed';
}

export function isTerminating(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== undefined && !isFinished(pod);
}

export function isActive(pod: Pod): boolean {
  return !isFinished(pod) && pod.metadata.deletionTimestamp === undefined;
}

export function readySinceMs(pod: Pod): number | undefined {
  const ready = condition(pod, 'Ready');
  return ready?.status === 'True' ? Date.parse(String(ready.lastTransitionTime)) : undefined;
}

export function isAvailable(pod: Pod, minReadySeconds: number, nowMs: number): boolean {
  const sinceMs = readySinceMs(pod);
  if (sinceMs === undefined) return false;
  return minReadySeconds === 0 || sinceMs + minReadySeconds * 1000 <= nowMs;
}

/** When the next of these pods becomes available by the mere passing of time, in ms from now; undefined if none will. */
export function nextAvailableInMs(pods: readonly Pod[], minReadySeconds: number, nowMs: number): number | undefined {
  let soonest: number | undefined;
  for (const pod of pods) {
    const sinceMs = readySinceMs(pod);
    if (sinceMs === undefined) continue;
    const waitMs = sinceMs + minReadySeconds * 1000 - nowMs;
    if (waitMs > 0 && (soonest === undefined || waitMs < soonest)) soonest = waitMs;
  }
  return soonest;
}

export function restartCount(pod: Pod): number {
  const counts = (pod.status?.containerStatuses ?? []).map((status) => status.restartCount ?? 0);
  return Math.max(0, ...counts);
}
