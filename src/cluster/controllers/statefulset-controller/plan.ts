/**
 * What a StatefulSet does next, decided from what is: a list of steps, of which OrderedReady takes one a round.
 * Pods come up from the lowest ordinal and go down from the highest, each waiting for the one before;
 * Parallel does not wait, except in updates, which go one pod at a time either way.
 */
import type { StatefulSet } from '#api/apps/statefulset.ts';
import type { Pod } from '#api/core/pod.ts';
import { isAvailable, isFinished, isReady } from '../pod-state.ts';
import { firstOrdinal, ordinalOf, revisionLabel } from './identity.ts';

export type Step =
  | { readonly kind: 'create'; readonly ordinal: number; readonly revision: string }
  /** The pod is there but may lack claims or labels of its identity. */
  | { readonly kind: 'repair'; readonly pod: Pod; readonly ordinal: number }
  | { readonly kind: 'delete'; readonly pod: Pod; readonly why: 'finished' | 'condemned' | 'update' };

export interface PlanInput {
  readonly set: StatefulSet;
  readonly pods: readonly Pod[];
  readonly currentRevision: string;
  readonly updateRevision: string;
  readonly nowMs: number;
  /** Names of pods that wait for a claim of their name to be gone first. */
  readonly hasStaleClaim: (ordinal: number) => boolean;
}

export function plan(input: PlanInput): readonly Step[] {
  const { set, nowMs } = input;
  if (set.metadata.deletionTimestamp !== undefined) return [];
  const minReadySeconds = set.spec.minReadySeconds ?? 0;
  const isHealthy = (pod: Pod) => pod.metadata.deletionTimestamp === undefined && isRunningAndReady(pod);
  const isUsable = (pod: Pod) => isHealthy(pod) && isAvailable(pod, minReadySeconds, nowMs);
  const ordered = set.spec.podManagementPolicy !== 'Parallel';
  const { replicas, condemned } = splitPods(set, input.pods);
  const steps: Step[] = [];

  for (const { ordinal, pod } of replicas) {
    if (!pod) {
      // The claim of an earlier pod of this name must go first, or the new pod would take up data meant to be deleted.
      if (input.hasStaleClaim(ordinal)) {
        if (ordered) return steps;
        continue;
      }
      steps.push({ kind: 'create', ordinal, revision: revisionForNewPod(input, ordinal) });
      if (ordered) return steps;
      continue;
    }
    if (isFinished(pod)) {
      if (pod.metadata.deletionTimestamp === undefined) steps.push({ kind: 'delete', pod, why: 'finished' });
      return steps;
    }
    if (ordered && pod.metadata.deletionTimestamp !== undefined) return steps;
    steps.push({ kind: 'repair', pod, ordinal });
    if (ordered && !isUsable(pod)) return steps;
  }

  const firstUnhealthy =
    replicas.find(({ pod }) => pod && !isHealthy(pod))?.pod ?? [...condemned].reverse().find((pod) => !isHealthy(pod));
  for (const pod of condemned) {
    if (pod.metadata.deletionTimestamp !== undefined) {
      if (ordered) return steps;
      continue;
    }
    // One that is broken holds the scale-down up, unless it is itself the first broken one.
    if (ordered && !isUsable(pod) && pod !== firstUnhealthy) return steps;
    steps.push({ kind: 'delete', pod, why: 'condemned' });
    if (ordered) return steps;
  }

  if (set.spec.updateStrategy?.type === 'OnDelete') return steps;
  return [...steps, ...updateStep(input, replicas, isUsable)];
}

/** From the highest ordinal down to the partition: replace the first old pod, wait for the first unhealthy one. */
function updateStep(
  { set, updateRevision }: PlanInput,
  replicas: readonly Replica[],
  isUsable: (pod: Pod) => boolean,
): readonly Step[] {
  const partition = firstOrdinal(set) + partitionOf(set);
  for (const { ordinal, pod } of [...replicas].reverse()) {
    if (ordinal < partition || !pod) break;
    const going = pod.metadata.deletionTimestamp !== undefined;
    if (pod.metadata.labels?.[revisionLabel] !== updateRevision && !going)
      return [{ kind: 'delete', pod, why: 'update' }];
    if (going || !isUsable(pod)) break;
  }
  return [];
}

interface Replica {
  readonly ordinal: number;
  readonly pod: Pod | undefined;
}

/** Pods in range, a place for each ordinal, and those outside, highest ordinal first. */
export function splitPods(
  set: StatefulSet,
  pods: readonly Pod[],
): { readonly replicas: readonly Replica[]; readonly condemned: readonly Pod[] } {
  const start = firstOrdinal(set);
  const end = start + (set.spec.replicas ?? 1);
  const byOrdinal = new Map<number, Pod>();
  const outside: { ordinal: number; pod: Pod }[] = [];
  for (const pod of pods) {
    const ordinal = ordinalOf(set, pod);
    if (ordinal === undefined) continue;
    if (ordinal >= start && ordinal < end) byOrdinal.set(ordinal, pod);
    else outside.push({ ordinal, pod });
  }
  const replicas: Replica[] = [];
  for (let ordinal = start; ordinal < end; ordinal++) replicas.push({ ordinal, pod: byOrdinal.get(ordinal) });
  return { replicas, condemned: outside.sort((a, b) => b.ordinal - a.ordinal).map(({ pod }) => pod) };
}

/** A pod that is missing below the partition comes back with the old template. */
function revisionForNewPod({ set, currentRevision, updateRevision }: PlanInput, ordinal: number): string {
  const rollingUpdate = set.spec.updateStrategy?.rollingUpdate;
  if (set.spec.updateStrategy?.type === 'OnDelete') return updateRevision;
  const before =
    rollingUpdate === undefined
      ? ordinal < firstOrdinal(set) + (set.status?.currentReplicas ?? 0)
      : ordinal < firstOrdinal(set) + partitionOf(set);
  return before ? currentRevision : updateRevision;
}

function partitionOf(set: StatefulSet): number {
  return set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
}

export function isRunningAndReady(pod: Pod): boolean {
  return pod.status?.phase === 'Running' && isReady(pod);
}
