/**
 * How many replicas one measurement asks for. Pure. Pods that are not ready yet, or were not measured, are taken to use what
 * speaks against the change: nothing where it would be upwards, all they asked for where it would be downwards.
 */
import type { Pod } from '#api/core/pod.ts';
import { condition } from '../pod-state.ts';

export const defaultTolerance = 0.1;
const cpuInitializationMs = 300_000;
const initialReadinessMs = 30_000;

export interface Sample {
  readonly value: number;
  readonly atMs: number;
  readonly windowMs: number;
}

export interface Grouped {
  readonly ready: readonly Pod[];
  readonly unready: readonly Pod[];
  readonly missing: readonly Pod[];
}

export function groupPods(
  pods: readonly Pod[],
  samples: ReadonlyMap<string, Sample>,
  resource: string,
  nowMs: number,
): Grouped {
  const groups = { ready: [] as Pod[], unready: [] as Pod[], missing: [] as Pod[] };
  for (const pod of pods) {
    if (pod.metadata.deletionTimestamp !== undefined || pod.status?.phase === 'Failed') continue;
    const sample = samples.get(pod.metadata.name);
    if (pod.status?.phase === 'Pending') groups.unready.push(pod);
    else if (!sample) groups.missing.push(pod);
    else if (resource === 'cpu' && isStartingUp(pod, sample, nowMs)) groups.unready.push(pod);
    else groups.ready.push(pod);
  }
  return groups;
}

/** What a pod burns while it starts says nothing of its load. */
function isStartingUp(pod: Pod, sample: Sample, nowMs: number): boolean {
  const ready = condition(pod, 'Ready');
  const start = pod.status?.startTime;
  if (!ready || start === undefined) return true;
  const startMs = Date.parse(String(start));
  const readyMs = Date.parse(String(ready.lastTransitionTime));
  if (startMs + cpuInitializationMs > nowMs) {
    return ready.status === 'False' || sample.atMs < readyMs + sample.windowMs;
  }
  return ready.status === 'False' && startMs + initialReadinessMs > readyMs;
}

export interface Tolerances {
  readonly up: number;
  readonly down: number;
}

/**
 * By share of what pods request. Target 50 %, request 200m, three pods at 180m: 90 / 50 = 1.8, ⌈1.8 × 3⌉ = 6.
 * With one more that is not ready: (540 + 0) / 800 = 67 %, 1.34 × 4 → 6.
 */
export function replicasByUtilization(input: {
  readonly current: number;
  readonly target: number;
  readonly groups: Grouped;
  readonly samples: ReadonlyMap<string, Sample>;
  readonly requests: ReadonlyMap<string, number>;
  readonly tolerances: Tolerances;
}): { readonly replicas: number; readonly utilization: number } {
  const { current, target, groups, samples, requests, tolerances } = input;
  const sum = (pods: readonly Pod[], value: (name: string) => number) =>
    pods.reduce((total, { metadata }) => total + value(metadata.name), 0);
  const requested = (pods: readonly Pod[]) => sum(pods, (name) => requests.get(name) ?? 0);
  const utilizationOf = (usage: number, request: number) => Math.trunc((usage * 100) / request);
  const usage = sum(groups.ready, (name) => samples.get(name)?.value ?? 0);
  const utilization = utilizationOf(usage, requested(groups.ready));
  const ratio = utilization / target;
  const { unready, missing, ready } = groups;
  const considersUnready = unready.length > 0 && ratio > 1;
  if (!considersUnready && missing.length === 0) {
    return { replicas: isTolerated(ratio, tolerances) ? current : Math.ceil(ratio * ready.length), utilization };
  }
  // Missing pods use all of their request (or the target, if larger) against a shrinking, nothing against a growing.
  const assumed = ratio < 1 ? (requested(missing) * Math.max(100, target)) / 100 : 0;
  const all = [...ready, ...missing, ...(ratio > 1 ? unready : [])];
  const corrected = utilizationOf(usage + assumed, requested(all)) / target;
  const flipped = (ratio < 1 && corrected > 1) || (ratio > 1 && corrected < 1);
  if (isTolerated(corrected, tolerances) || flipped) return { replicas: current, utilization };
  const replicas = Math.ceil(corrected * all.length);
  const contradicts = (corrected < 1 && replicas > current) || (corrected > 1 && replicas < current);
  return { replicas: contradicts ? current : replicas, utilization };
}

/** By the mean of raw values; the same corrections with a target instead of requests. */
export function replicasByAverage(input: {
  readonly current: number;
  readonly target: number;
  readonly groups: Grouped;
  readonly samples: ReadonlyMap<string, Sample>;
  readonly tolerances: Tolerances;
}): { readonly replicas: number; readonly average: number } {
  const { current, target, groups, samples, tolerances } = input;
  const { ready, unready, missing } = groups;
  const usage = ready.reduce((total, { metadata }) => total + (samples.get(metadata.name)?.value ?? 0), 0);
  const average = Math.trunc(usage / ready.length);
  const ratio = average / target;
  if (!(unready.length > 0 && ratio > 1) && missing.length === 0) {
    return { replicas: isTolerated(ratio, tolerances) ? current : Math.ceil(ratio * ready.length), average };
  }
  const count = ready.length + missing.length + (ratio > 1 ? unready.length : 0);
  const corrected = Math.trunc((usage + (ratio < 1 ? missing.length * target : 0)) / count) / target;
  const flipped = (ratio < 1 && corrected > 1) || (ratio > 1 && corrected < 1);
  if (isTolerated(corrected, tolerances) || flipped) return { replicas: current, average };
  const replicas = Math.ceil(corrected * count);
  const contradicts = (corrected < 1 && replicas > current) || (corrected > 1 && replicas < current);
  return { replicas: contradicts ? current : replicas, average };
}

function isTolerated(ratio: number, { up, down }: Tolerances): boolean {
  return ratio >= 1 - down - 1e-9 && ratio <= 1 + up + 1e-9;
}
