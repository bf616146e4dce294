/**
 * After n failures since the last success the next pod waits 10 s × 2ⁿ⁻¹, at most 10 min, from the end of the last failed
 * one: 10, 20, 40… Three pods that fail together count three, so the next waits 40 s.
 */
import type { Pod } from '#api/core/pod.ts';
import { condition } from '../pod-state.ts';

const firstSeconds = 10;
const longestSeconds = 600;

export interface BackOff {
  readonly failures: number;
  readonly lastFailureMs: number | undefined;
}

export const noBackOff: BackOff = { failures: 0, lastFailureMs: undefined };

/** The record after these pods ended, told in the order of their ends. */
export function afterEnds(before: BackOff, succeeded: readonly Pod[], failed: readonly Pod[], nowMs: number): BackOff {
  const lastSuccessMs = Math.max(Number.NEGATIVE_INFINITY, ...succeeded.map((pod) => endMs(pod, nowMs)));
  const laterFailures = failed.map((pod) => endMs(pod, nowMs)).filter((ms) => ms > lastSuccessMs);
  const base = succeeded.length > 0 ? noBackOff : before;
  if (laterFailures.length === 0) return base;
  return { failures: base.failures + laterFailures.length, lastFailureMs: Math.max(...laterFailures) };
}

export function remainingMs({ failures, lastFailureMs }: BackOff, nowMs: number): number {
  if (failures === 0 || lastFailureMs === undefined) return 0;
  const seconds = Math.min(firstSeconds * 2 ** (failures - 1), longestSeconds);
  return Math.max(0, lastFailureMs + seconds * 1000 - nowMs);
}

/** When a pod ended: its last container's end, else when it stopped being ready, else its deletion. */
export function endMs(pod: Pod, nowMs: number): number {
  const ends: number[] = [];
  for (const { state } of pod.status?.containerStatuses ?? []) {
    const finishedAt = state?.terminated?.finishedAt;
    if (finishedAt !== undefined) ends.push(Date.parse(String(finishedAt)));
  }
  if (ends.length > 0) return Math.max(...ends);
  const ready = condition(pod, 'Ready');
  if (ready?.status === 'False') return Date.parse(String(ready.lastTransitionTime));
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = pod.metadata;
  if (deletionTimestamp !== undefined) return Date.parse(deletionTimestamp) - deletionGracePeriodSeconds * 1000;
  return Number.isNaN(Date.parse(pod.metadata.creationTimestamp)) ? nowMs : Date.parse(pod.metadata.creationTimestamp);
}
