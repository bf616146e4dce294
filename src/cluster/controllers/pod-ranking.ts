/**
 * Which pods go first when there are too many. Ten pods, three too many: the one not yet on a node, then one that is not
 * ready, then one of two that share a node. Ages count on a scale of powers of two, so that pods of nearly one age are
 * told apart by uid, which spreads the losses.
 */
import type { Pod } from '#api/core/pod.ts';
import { isReady, readySinceMs, restartCount } from './pod-state.ts';

const phaseRank: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

export function podsToDelete(
  pods: readonly Pod[],
  count: number,
  nowMs: number,
  /** Active pods of the same Deployment on each node. Empty: this rule is void. */
  relatedOnNode: ReadonlyMap<string, number>,
): readonly Pod[] {
  if (count >= pods.length) return pods;
  return [...pods].sort((a, b) => compareForDeletion(a, b, nowMs, relatedOnNode)).slice(0, count);
}

/** Negative: `a` goes before `b`. */
export function compareForDeletion(
  a: Pod,
  b: Pod,
  nowMs: number,
  relatedOnNode: ReadonlyMap<string, number> = new Map(),
): number {
  const assigned = Number(Boolean(a.spec.nodeName)) - Number(Boolean(b.spec.nodeName));
  if (assigned !== 0) return assigned;
  const phase = rankOfPhase(a) - rankOfPhase(b);
  if (phase !== 0) return phase;
  const ready = Number(isReady(a)) - Number(isReady(b));
  if (ready !== 0) return ready;
  const cost = deletionCost(a) - deletionCost(b);
  if (cost !== 0) return cost;
  const related = relatedTo(b, relatedOnNode) - relatedTo(a, relatedOnNode);
  if (related !== 0) return related;
  const readySinceA = readySinceMs(a);
  const readySinceB = readySinceMs(b);
  if (readySinceA !== undefined && readySinceB !== undefined && readySinceA !== readySinceB) {
    const younger = compareAges(readySinceA, readySinceB, nowMs);
    return younger !== 0 ? younger : compareUids(a, b);
  }
  const restarts = restartCount(b) - restartCount(a);
  if (restarts !== 0) return restarts;
  const createdA = Date.parse(a.metadata.creationTimestamp);
  const createdB = Date.parse(b.metadata.creationTimestamp);
  const younger = createdA === createdB ? 0 : compareAges(createdA, createdB, nowMs);
  return younger !== 0 ? younger : compareUids(a, b);
}

function rankOfPhase(pod: Pod): number {
  return phaseRank[pod.status?.phase ?? 'Pending'] ?? 0;
}

function deletionCost(pod: Pod): number {
  const text = pod.metadata.annotations?.['controller.kubernetes.io/pod-deletion-cost'];
  return text !== undefined && /^[+-]?\d{1,10}$/.test(text) ? Number(text) : 0;
}

function relatedTo(pod: Pod, relatedOnNode: ReadonlyMap<string, number>): number {
  return relatedOnNode.get(pod.spec.nodeName ?? '') ?? 0;
}

/** Negative when `a` is younger by a power of two: 3 s against 5 s, but not 5 s against 7 s. */
function compareAges(aSinceMs: number, bSinceMs: number, nowMs: number): number {
  return ageBucket(nowMs - aSinceMs) - ageBucket(nowMs - bSinceMs);
}

/** Kubernetes takes the logarithm of nanoseconds. */
function ageBucket(ageMs: number): number {
  return ageMs <= 0 ? -1 : Math.floor(Math.log2(ageMs * 1e6));
}

function compareUids(a: Pod, b: Pod): number {
  return a.metadata.uid < b.metadata.uid ? -1 : 1;
}
