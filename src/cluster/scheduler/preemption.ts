/**
 * Makes room for a pod of higher priority: finds the node where the fewest and least important pods must go.
 * Disruption budgets are spared where possible, and broken where not.
 */
import type { Pod } from '#api/core/pod.ts';
import { matchesSelector } from '#api/meta/label-selector.ts';
import { countedReasons } from './failure-message.ts';
import type { Snapshot } from './framework.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';
import { type ActiveFilter, type NodeRejection, withPod } from './scheduling-cycle.ts';

export interface Preemption {
  readonly node: NodeInfo;
  readonly victims: readonly PodInfo[];
  readonly brokenBudgets: number;
}

export type PreemptionOutcome =
  | { readonly kind: 'victims'; readonly preemption: Preemption }
  /** What is added to the pod's message. */
  | { readonly kind: 'nothing'; readonly message: string };

const notHelpful = 'Preemption is not helpful for scheduling';
const noVictims = 'No preemption victims found for incoming pod';

/** Whether a node would take the pod, counting those that are to come to it. */
export type NodeCheck = (filters: readonly ActiveFilter[], pod: PodInfo, node: NodeInfo) => NodeRejection | undefined;

export function preempt(
  pod: PodInfo,
  filters: readonly ActiveFilter[],
  check: NodeCheck,
  rejections: ReadonlyMap<NodeInfo, NodeRejection>,
  snapshot: Snapshot,
): PreemptionOutcome {
  const notEligible = whyNotEligible(pod, snapshot);
  if (notEligible !== undefined) return nothing(notEligible);
  const candidates: Preemption[] = [];
  const reasons: string[][] = [];
  const resolvable = [...rejections].filter(([, { unresolvable }]) => !unresolvable);
  const most = Math.max(100, Math.trunc(resolvable.length / 10));
  for (const [, rejection] of rejections) if (rejection.unresolvable) reasons.push([notHelpful]);
  for (const [node] of resolvable) {
    if (candidates.length >= most) break;
    const found = victimsOn(node, pod, filters, check, snapshot);
    if ('reasons' in found) reasons.push([...found.reasons]);
    else candidates.push(found);
  }
  const best = candidates.reduce<Preemption | undefined>(
    (leader, candidate) => (!leader || isBetter(candidate, leader) ? candidate : leader),
    undefined,
  );
  if (best) return { kind: 'victims', preemption: best };
  return nothing(`0/${snapshot.nodes.length} nodes are available: ${countedReasons(reasons)}.`);
}

function nothing(message: string): PreemptionOutcome {
  return { kind: 'nothing', message: `no new claims to deallocate, preemption: ${message}` };
}

function whyNotEligible(pod: PodInfo, { nodesByName }: Snapshot): string | undefined {
  if (pod.pod.spec.preemptionPolicy === 'Never') return 'not eligible due to preemptionPolicy=Never.';
  const nominated = nodesByName.get(pod.pod.status?.nominatedNodeName ?? '');
  for (const other of nominated?.pods.values() ?? []) {
    if (other.priority < pod.priority && isPreempted(other.pod)) {
      return 'not eligible due to a terminating pod on the nominated node.';
    }
  }
  return undefined;
}

function isPreempted({ metadata, status }: Pod): boolean {
  if (metadata.deletionTimestamp === undefined) return false;
  return (status?.conditions ?? []).some(
    ({ type, reason }) => type === 'DisruptionTarget' && reason === 'PreemptionByScheduler',
  );
}

/** Takes all pods of lower priority away, then puts back, the most important first, those that may stay after all. */
function victimsOn(
  node: NodeInfo,
  pod: PodInfo,
  filters: readonly ActiveFilter[],
  check: NodeCheck,
  snapshot: Snapshot,
): Preemption | { readonly reasons: readonly string[] } {
  const lower = [...node.pods.values()].filter(({ priority }) => priority < pod.priority);
  if (lower.length === 0) return { reasons: [noVictims] };
  const trial = node.clone();
  let active = filters;
  // Mostly no filter keeps count of other pods, and nothing has to be worked out anew.
  const areCounting = filters.some(({ plugin }) => plugin.withPod);
  const change = (other: PodInfo, sign: 1 | -1) => {
    if (sign < 0) trial.removePod(other.pod.metadata.uid);
    else trial.addPod(other);
    if (areCounting) active = withPod(active, pod, other, node, sign);
  };
  for (const other of lower) change(other, -1);
  const rejection = check(active, pod, trial);
  if (rejection) return { reasons: rejection.reasons };
  lower.sort(moreImportantFirst);
  const [violating, others] = splitByBudget(lower, snapshot);
  const victims: PodInfo[] = [];
  let brokenBudgets = 0;
  const reprieve = (other: PodInfo): boolean => {
    change(other, 1);
    if (!check(active, pod, trial)) return true;
    change(other, -1);
    victims.push(other);
    return false;
  };
  for (const other of violating) if (!reprieve(other)) brokenBudgets++;
  for (const other of others) reprieve(other);
  victims.sort(moreImportantFirst);
  return { node, victims, brokenBudgets };
}

function splitByBudget(pods: readonly PodInfo[], { client }: Snapshot): readonly [PodInfo[], PodInfo[]] {
  const budgets = client.list('PodDisruptionBudget').map((budget) => ({
    budget,
    left: budget.status?.disruptionsAllowed ?? 0,
  }));
  const violating: PodInfo[] = [];
  const others: PodInfo[] = [];
  for (const info of pods) {
    let violates = false;
    for (const entry of budgets) {
      const { budget } = entry;
      if (budget.metadata.namespace !== info.namespace) continue;
      if (!matchesSelector(budget.spec?.selector, info.labels)) continue;
      if (Object.keys(info.labels).length === 0) continue;
      if (budget.status?.disruptedPods?.[info.pod.metadata.name] !== undefined) continue;
      entry.left--;
      if (entry.left < 0) violates = true;
    }
    (violates ? violating : others).push(info);
  }
  return [violating, others];
}

function moreImportantFirst(a: PodInfo, b: PodInfo): number {
  return b.priority - a.priority || startMs(a) - startMs(b);
}

function startMs({ pod }: PodInfo): number {
  const time = pod.status?.startTime;
  return time === undefined ? Number.POSITIVE_INFINITY : Date.parse(String(time));
}

/** Fewest broken budgets, lowest top priority, smallest sum of priorities, fewest pods, latest started, first. */
function isBetter(a: Preemption, b: Preemption): boolean {
  const offset = 2 ** 31;
  const sum = ({ victims }: Preemption) => victims.reduce((total, { priority }) => total + priority + offset, 0);
  const differences = [
    a.brokenBudgets - b.brokenBudgets,
    (a.victims[0]?.priority ?? 0) - (b.victims[0]?.priority ?? 0),
    sum(a) - sum(b),
    a.victims.length - b.victims.length,
    earliestStart(b) - earliestStart(a),
  ];
  for (const difference of differences) if (difference !== 0 && !Number.isNaN(difference)) return difference < 0;
  return false;
}

function earliestStart({ victims }: Preemption): number {
  const top = victims[0]?.priority;
  return Math.min(...victims.filter(({ priority }) => priority === top).map(startMs));
}
