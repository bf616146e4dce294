/**
 * What a DaemonSet does next: a pod for each node that lacks one, none too many, and in an update as many nodes without a
 * working pod at a time as allowed. Broken pods of the old template are replaced at once: they serve nobody.
 */
import type { DaemonSet } from '#api/apps/daemonset.ts';
import type { Node } from '#api/core/node.ts';
import type { Pod } from '#api/core/pod.ts';
import { scaledCount } from '#api/meta/int-or-string.ts';
import { isAvailable } from '../pod-state.ts';
import { eligibility } from './node-eligibility.ts';

export interface DaemonPlan {
  /** Names of nodes that get a pod. */
  readonly create: readonly string[];
  readonly remove: readonly Pod[];
  readonly finished: readonly { readonly pod: Pod; readonly node: string }[];
}

export interface PlanInput {
  readonly set: DaemonSet;
  readonly nodes: readonly Node[];
  readonly podsByNode: ReadonlyMap<string, readonly Pod[]>;
  readonly isUpdated: (pod: Pod) => boolean;
  readonly nowMs: number;
}

/** Which node a pod is meant for: where it is, or where its affinity sends it. */
export function nodeOf(pod: Pod): string | undefined {
  if (pod.spec.nodeName) return pod.spec.nodeName;
  const required = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const field = required?.nodeSelectorTerms?.[0]?.matchFields?.[0];
  return field?.key === 'metadata.name' ? field.values?.[0] : undefined;
}

export function plan(input: PlanInput): DaemonPlan {
  const create: string[] = [];
  const remove: Pod[] = [];
  const finished: { pod: Pod; node: string }[] = [];
  for (const node of input.nodes) {
    const { name } = node.metadata;
    const { shouldRun, shouldContinueRunning } = eligibility(input.set, node);
    const pods = input.podsByNode.get(name) ?? [];
    if (shouldRun && pods.length === 0) {
      create.push(name);
      continue;
    }
    if (!shouldContinueRunning) {
      remove.push(...pods.filter(isStaying));
      continue;
    }
    const running: Pod[] = [];
    for (const pod of pods.filter(isStaying)) {
      if (pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded') finished.push({ pod, node: name });
      else running.push(pod);
    }
    if (running.length > 1) remove.push(...surplus(input, running));
  }
  // Pods meant for nodes that are no longer there never get one.
  const known = new Set(input.nodes.map(({ metadata }) => metadata.name));
  for (const [name, pods] of input.podsByNode) {
    if (!known.has(name)) remove.push(...pods.filter((pod) => isStaying(pod) && !pod.spec.nodeName));
  }
  return { create, remove, finished };
}

/** Without surge the oldest stays, one that has its node before one that has not. With surge an old and a new one may. */
function surplus(input: PlanInput, running: readonly Pod[]): readonly Pod[] {
  const sorted = [...running].sort(oldestFirst);
  if (limits(input).maxSurge === 0) return sorted.slice(1);
  const old = sorted.filter((pod) => !input.isUpdated(pod));
  const fresh = sorted.filter(input.isUpdated);
  const [newest] = fresh;
  const surplusOfEach = [...old.slice(1), ...fresh.slice(1)];
  if (newest && old[0] && isUsable(input, newest)) return [old[0], ...surplusOfEach];
  return surplusOfEach;
}

function oldestFirst(a: Pod, b: Pod): number {
  const assigned = Number(Boolean(b.spec.nodeName)) - Number(Boolean(a.spec.nodeName));
  if (assigned !== 0) return assigned;
  const [createdA, createdB] = [a.metadata.creationTimestamp, b.metadata.creationTimestamp];
  if (createdA !== createdB) return createdA < createdB ? -1 : 1;
  return a.metadata.name < b.metadata.name ? -1 : 1;
}

/** What a rolling update adds to the plan. */
export function planUpdate(input: PlanInput): Pick<DaemonPlan, 'create' | 'remove'> {
  const { maxSurge, maxUnavailable } = limits(input);
  const states = input.nodes.flatMap(({ metadata: { name } }) => {
    const pods = (input.podsByNode.get(name) ?? []).filter(isStaying);
    if ((input.podsByNode.get(name) ?? []).length === 0) return [];
    const fresh = pods.filter(input.isUpdated);
    const old = pods.filter((pod) => !input.isUpdated(pod));
    return [{ name, fresh, old }];
  });
  if (maxSurge === 0) {
    let unavailable = 0;
    const broken: Pod[] = [];
    const candidates: Pod[] = [];
    for (const { fresh, old } of states) {
      const [newPod] = fresh;
      const [oldPod] = old;
      if (newPod && !oldPod && fresh.length === 1) {
        if (!isUsable(input, newPod)) unavailable++;
      } else if (oldPod && !newPod && old.length === 1) {
        if (isUsable(input, oldPod)) candidates.push(oldPod);
        else {
          broken.push(oldPod);
          unavailable++;
        }
      } else unavailable++;
    }
    return { create: [], remove: [...broken, ...candidates.slice(0, Math.max(0, maxUnavailable - unavailable))] };
  }
  let surging = 0;
  const remove: Pod[] = [];
  const urgent: string[] = [];
  const candidates: string[] = [];
  for (const { name, fresh, old } of states) {
    const [newPod] = fresh;
    const [oldPod] = old;
    if (oldPod && !newPod) {
      if (isUsable(input, oldPod)) candidates.push(name);
      else urgent.push(name);
    } else if (oldPod && newPod) {
      if (isUsable(input, newPod)) remove.push(oldPod);
      else surging++;
    }
  }
  return { create: [...urgent, ...candidates.slice(0, Math.max(0, maxSurge - surging))], remove };
}

/** Both rounded up from the number of nodes that want a pod; both zero would stand still for ever. */
function limits({ set, nodes }: PlanInput): { readonly maxSurge: number; readonly maxUnavailable: number } {
  const desired = nodes.filter((node) => eligibility(set, node).shouldRun).length;
  const { maxSurge, maxUnavailable } = set.spec.updateStrategy?.rollingUpdate ?? {};
  const surge = scaledCount(maxSurge ?? 0, desired, 'up') ?? 0;
  const unavailable = scaledCount(maxUnavailable ?? 1, desired, 'up') ?? 1;
  return { maxSurge: surge, maxUnavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

function isStaying(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp === undefined;
}

function isUsable({ set, nowMs }: PlanInput, pod: Pod): boolean {
  return isAvailable(pod, set.spec.minReadySeconds ?? 0, nowMs);
}
