/**
 * Works out for each PodDisruptionBudget how many pods may go now. A share (`50%`, or maxUnavailable) is of what the pods'
 * controllers want, always rounded up, so the answer stays the same while pods are missing.
 */
import type { Pod } from '#api/core/pod.ts';
import { scaledCount } from '#api/meta/int-or-string.ts';
import { type LabelSelector, matchesSelector } from '#api/meta/label-selector.ts';
import type { KubernetesObject } from '#api/meta/object.ts';
import type { PodDisruptionBudget } from '#api/policy/poddisruptionbudget.ts';
import { findByApiVersion, qualifiedResource } from '#api/scheme.ts';
import type { ApiClient } from '../apiserver/api-client.ts';
import type { Controller, ControllerContext } from './controller.ts';
import { keyOf, splitKey } from './object-key.ts';
import { controllerOf } from './owner.ts';
import { isFinished, isReady } from './pod-state.ts';
import { canonicalJson } from './template-hash.ts';

const source = 'controllermanager';
const disruptedForMs = 2 * 60 * 1000;

export const disruptionController: Controller = {
  name: 'disruption-controller',
  start(context) {
    const { client } = context;
    const queue = context.queue((key) => {
      const { namespace, name } = splitKey(key);
      const budget = client.get('PodDisruptionBudget', namespace, name);
      if (!budget) return;
      const waitMs = sync(context, budget);
      if (waitMs !== undefined) queue.addAfter(key, waitMs);
    });
    client.watch('PodDisruptionBudget', ({ object }) => queue.add(keyOf(object)));
    client.watch('Pod', (event) => {
      const seen = event.type === 'MODIFIED' ? [event.old, event.object] : [event.object];
      for (const budget of client.list('PodDisruptionBudget', { namespace: event.object.metadata.namespace ?? '' })) {
        if (seen.some((pod) => selects(budget, pod))) queue.add(keyOf(budget));
      }
      if (event.type !== 'DELETED') tellOfSeveral(context, event.object);
    });
  },
};

/** Then none of them lets it be evicted, which is hardly what anybody meant. */
function tellOfSeveral({ client, events }: ControllerContext, pod: Pod): void {
  const { namespace = '', name } = pod.metadata;
  const budgets = client.list('PodDisruptionBudget', { namespace }).filter((budget) => selects(budget, pod));
  const [first] = budgets;
  if (!first || budgets.length < 2) return;
  const message = `Pod "${namespace}"/"${name}" matches multiple PodDisruptionBudgets.  Chose "${first.metadata.name}" arbitrarily.`;
  events.record({ object: pod, type: 'Warning', reason: 'MultiplePodDisruptionBudgets', message, source });
}

function selects(budget: PodDisruptionBudget, pod: Pod): boolean {
  return matchesSelector(budget.spec?.selector, pod.metadata.labels);
}

export interface Expectation {
  readonly expected: number;
  readonly desired: number;
  /** Pods that have no controller, where one is needed to know how many there should be. */
  readonly unmanaged: readonly Pod[];
}

/** The error is what an owner's kind that cannot be scaled is told. */
function expectation(
  client: ApiClient,
  budget: PodDisruptionBudget,
  pods: readonly Pod[],
): Expectation | { readonly error: string } {
  const { minAvailable, maxUnavailable } = budget.spec ?? {};
  if (maxUnavailable === undefined && typeof minAvailable === 'number') {
    return { expected: pods.length, desired: minAvailable, unmanaged: [] };
  }
  const scales = new Map<string, number>();
  const unmanaged: Pod[] = [];
  for (const pod of pods) {
    const owner = controllerOf(pod);
    if (!owner) {
      unmanaged.push(pod);
      continue;
    }
    const found = scaleOf(client, pod.metadata.namespace, owner);
    if (typeof found === 'string') return { error: found };
    if (found) scales.set(found.uid, found.replicas);
  }
  const expected = [...scales.values()].reduce((sum, replicas) => sum + replicas, 0);
  const desired =
    maxUnavailable === undefined
      ? (scaledCount(minAvailable, expected, 'up') ?? 0)
      : Math.max(0, expected - (scaledCount(maxUnavailable, expected, 'up') ?? 0));
  return { expected, desired, unmanaged };
}

/** The topmost owner that has a size: a ReplicaSet's Deployment before the ReplicaSet itself. */
function scaleOf(
  client: ApiClient,
  namespace: string | undefined,
  owner: { readonly apiVersion: string; readonly kind: string; readonly name: string; readonly uid: string },
): { readonly uid: string; readonly replicas: number } | string | undefined {
  const definition = findByApiVersion(owner.apiVersion, owner.kind);
  if (!definition) return undefined;
  const found = client.get(definition.kind, namespace, owner.name) as
    | (KubernetesObject & { readonly spec?: { readonly replicas?: number } })
    | undefined;
  if (found?.metadata.uid !== owner.uid) return undefined;
  if (!definition.subresources.includes('scale')) {
    return `${qualifiedResource(definition)} does not implement the scale subresource`;
  }
  const above = controllerOf(found);
  if (definition.kind === 'ReplicaSet' && above?.kind === 'Deployment') {
    const deployment = client.get('Deployment', namespace, above.name);
    if (deployment?.metadata.uid === above.uid) return { uid: above.uid, replicas: deployment.spec.replicas ?? 1 };
  }
  return { uid: owner.uid, replicas: found.spec?.replicas ?? 1 };
}

/** Returns when to look again at pods that were evicted and should be gone by then. */
function sync(context: ControllerContext, budget: PodDisruptionBudget): number | undefined {
  const { client, clock, events } = context;
  const pods = client.list('Pod', { namespace: budget.metadata.namespace ?? '' }).filter((pod) => selects(budget, pod));
  if (pods.length === 0) {
    events.record({ object: budget, type: 'Normal', reason: 'NoPods', message: 'No matching pods found', source });
  }
  const result = expectation(client, budget, pods);
  if ('error' in result) {
    const message = `Failed to calculate the number of expected pods: ${result.error}`;
    const reason = 'CalculateExpectedPodCountFailed';
    events.record({ object: budget, type: 'Warning', reason, message, source });
    writeStatus(context, budget, { ...nothing, disruptedPods: budget.status?.disruptedPods ?? {} }, result.error);
    return undefined;
  }
  if (result.unmanaged.length > 0) {
    const message = `Pods selected by this PodDisruptionBudget (selector: ${goSelector(budget.spec?.selector)}) were found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.`;
    events.record({ object: budget, type: 'Warning', reason: 'UnmanagedPods', message, source });
  }
  const { disruptedPods, waitMs } = stillDisrupted(budget, pods, clock.nowMs);
  const currentHealthy = pods.filter(
    (pod) =>
      pod.metadata.deletionTimestamp === undefined &&
      !isFinished(pod) &&
      isReady(pod) &&
      disruptedPods[pod.metadata.name] === undefined,
  ).length;
  const disruptionsAllowed = result.expected <= 0 ? 0 : Math.max(0, currentHealthy - result.desired);
  writeStatus(context, budget, {
    currentHealthy,
    desiredHealthy: result.desired,
    expectedPods: result.expected,
    disruptionsAllowed,
    disruptedPods,
  });
  return waitMs;
}

interface Counts {
  readonly currentHealthy: number;
  readonly desiredHealthy: number;
  readonly expectedPods: number;
  readonly disruptionsAllowed: number;
  readonly disruptedPods: Readonly<Record<string, string>>;
}

const nothing = { currentHealthy: 0, desiredHealthy: 0, expectedPods: 0, disruptionsAllowed: 0 };

function stillDisrupted(budget: PodDisruptionBudget, pods: readonly Pod[], nowMs: number) {
  const disruptedPods: Record<string, string> = {};
  let waitMs: number | undefined;
  for (const [name, time] of Object.entries(budget.status?.disruptedPods ?? {})) {
    const leftMs = Date.parse(String(time)) + disruptedForMs - nowMs;
    const pod = pods.find(({ metadata }) => metadata.name === name);
    if (!pod || pod.metadata.deletionTimestamp !== undefined || leftMs <= 0) continue;
    disruptedPods[name] = String(time);
    waitMs = Math.min(waitMs ?? leftMs, leftMs);
  }
  return { disruptedPods, waitMs };
}

function writeStatus(
  { client, clock }: ControllerContext,
  budget: PodDisruptionBudget,
  counts: Counts,
  failure?: string,
): void {
  const { disruptedPods, ...numbers } = counts;
  const allowed = counts.disruptionsAllowed > 0;
  const reason = failure !== undefined ? 'SyncFailed' : allowed ? 'SufficientPods' : 'InsufficientPods';
  const conditions = budget.status?.conditions ?? [];
  const before = conditions.find(({ type }) => type === 'DisruptionAllowed');
  const status = allowed ? 'True' : 'False';
  const condition = {
    type: 'DisruptionAllowed',
    status,
    ...(budget.metadata.generation !== undefined && { observedGeneration: budget.metadata.generation }),
    lastTransitionTime: before?.status === status ? before.lastTransitionTime : clock.timestamp(),
    reason,
    message: failure ?? '',
  };
  const next = {
    ...(budget.metadata.generation !== undefined && { observedGeneration: budget.metadata.generation }),
    ...(Object.keys(disruptedPods).length > 0 && { disruptedPods }),
    ...numbers,
    conditions: [...conditions.filter(({ type }) => type !== 'DisruptionAllowed'), condition],
  };
  if (canonicalJson(budget.status ?? {}) === canonicalJson(next)) return;
  client.update('PodDisruptionBudget', { ...budget, status: next }, { subresource: 'status' });
}

/** A selector as Go prints it: `&LabelSelector{MatchLabels:map[string]string{app: x,},MatchExpressions:[]…{},}`. */
function goSelector(selector: LabelSelector | undefined): string {
  const labels = Object.entries(selector?.matchLabels ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}: ${value},`)
    .join('');
  const expressions = (selector?.matchExpressions ?? [])
    .map(({ key, operator, values }) => {
      return `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${(values ?? []).join(' ')}],},`;
    })
    .join('');
  return `&LabelSelector{MatchLabels:map[string]string{${labels}},MatchExpressions:[]LabelSelectorRequirement{${expressions}},}`;
}
