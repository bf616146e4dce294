/**
 * Keeps as many pods as a ReplicaSet wants, or a ReplicationController, its elder, whose selector is plain labels. It counts active pods only, so a pod being deleted is replaced at once;
 * when there are too many, `pod-ranking.ts` says which go. It never looks at why a pod is there or not.
 */
import type { ReplicaSet } from '#api/apps/replicaset.ts';
import type { Pod } from '#api/core/pod.ts';
import type { ReplicationController } from '#api/core/replicationcontroller.ts';
import type { Status } from '#api/meta/status.ts';
import type { Controller, ControllerContext } from './controller.ts';
import { keyOf, splitKey } from './object-key.ts';
import { claim, controlledBy, controllerOf } from './owner.ts';
import { burstReplicas, PodControl, podFromTemplate, slowStart } from './pod-control.ts';
import { podsToDelete } from './pod-ranking.ts';
import { condition, isActive, isAvailable, isReady, isTerminating, nextAvailableInMs } from './pod-state.ts';
import { canonicalJson } from './template-hash.ts';
import { watchDependents } from './watch-dependents.ts';

export type ReplicaSetChange =
  | { readonly kind: 'create'; readonly count: number }
  | { readonly kind: 'delete'; readonly count: number }
  | { readonly kind: 'none' };

/** What to do about the number of pods. `reconcile(3 wanted, 1 active)` → create 2. */
function reconcile(wanted: number, activeCount: number): ReplicaSetChange {
  const missing = wanted - activeCount;
  if (missing > 0) return { kind: 'create', count: Math.min(missing, burstReplicas) };
  if (missing < 0) return { kind: 'delete', count: Math.min(-missing, burstReplicas) };
  return { kind: 'none' };
}

/** What the two kinds differ in; the real controllers share their code as well. */
interface Kind {
  readonly kind: 'ReplicaSet' | 'ReplicationController';
  readonly name: 'replicaset-controller' | 'replication-controller';
}

export const replicaSetController = controllerFor({ kind: 'ReplicaSet', name: 'replicaset-controller' });
export const replicationController = controllerFor({ kind: 'ReplicationController', name: 'replication-controller' });

function controllerFor(of: Kind): Controller {
  return {
    name: of.name,
    start(context) {
      const { client } = context;
      const queue = context.queue((key) => syncReplicaSet(context, of, key, queue));
      client.watch(of.kind, ({ object }) => queue.add(keyOf(object)));
      const selectorOf = (object: ReplicaSet | ReplicationController) => asReplicaSet(object).spec.selector;
      const pods = { ownerKind: of.kind, kind: 'Pod', selectorOf, isIdle: countsTheSame } as const;
      watchDependents(client, pods, (key) => queue.add(key));
    },
  };
}

/** That a pod was bound, or got an address, is nothing to a ReplicaSet: of a thousand pods, a thousand times nothing. */
function countsTheSame(old: Pod, pod: Pod): boolean {
  return (
    old.metadata.labels === pod.metadata.labels &&
    old.metadata.ownerReferences === pod.metadata.ownerReferences &&
    old.metadata.deletionTimestamp === pod.metadata.deletionTimestamp &&
    old.status?.phase === pod.status?.phase &&
    condition(old, 'Ready') === condition(pod, 'Ready')
  );
}

/** The same object; `app: web` as a selector becomes `matchLabels: { app: web }`. */
function asReplicaSet(object: ReplicaSet | ReplicationController): ReplicaSet {
  if (object.kind !== 'ReplicationController') return object as ReplicaSet;
  const { selector } = (object as ReplicationController).spec;
  return { ...object, spec: { ...object.spec, selector: { matchLabels: selector ?? {} } } } as ReplicaSet;
}

type Queue = ReturnType<ControllerContext['queue']>;

function syncReplicaSet(context: ControllerContext, of: Kind, key: string, queue: Queue): void {
  const { client, clock } = context;
  const { namespace, name } = splitKey(key);
  const object = client.get(of.kind, namespace, name);
  if (!object) return;
  const set = asReplicaSet(object);
  const owned = claim(client, 'Pod', set, set.spec.selector, isActive);
  const active = owned.filter(isActive);
  let failure: Status | undefined;
  if (set.metadata.deletionTimestamp === undefined) failure = manageReplicas(context, of, set, active);

  const minReadySeconds = set.spec.minReadySeconds ?? 0;
  const status = statusOf(set, owned, failure, clock.nowMs, clock.timestamp());
  writeStatus(context, of, object, status);
  if (failure) queue.addRateLimited(key);
  if (minReadySeconds > 0 && status.readyReplicas !== status.availableReplicas) {
    const waitMs = nextAvailableInMs(active, minReadySeconds, clock.nowMs);
    if (waitMs !== undefined) queue.addAfter(key, waitMs);
  }
}

function manageReplicas(
  context: ControllerContext,
  of: Kind,
  set: ReplicaSet,
  active: readonly Pod[],
): Status | undefined {
  const control = new PodControl(context, of.name);
  const change = reconcile(set.spec.replicas ?? 1, active.length);
  if (change.kind === 'create') {
    const draft = podFromTemplate(set, set.spec.template ?? {});
    return slowStart(change.count, () => control.create(set, draft)).error;
  }
  if (change.kind === 'delete') {
    const relatedOnNode = relatedPodsByNode(context, set);
    let failure: Status | undefined;
    for (const pod of podsToDelete(active, change.count, context.clock.nowMs, relatedOnNode)) {
      const deleted = control.delete(set, pod);
      if (!deleted.ok) failure ??= deleted.error;
    }
    return failure;
  }
  return undefined;
}

/** How many active pods of all ReplicaSets with this set's owner run on each node; empty for a set without an owner. */
function relatedPodsByNode({ client }: ControllerContext, set: ReplicaSet): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const owner = controllerOf(set);
  if (!owner) return counts;
  const siblings = client.list('ReplicaSet', { namespace: set.metadata.namespace ?? '', controller: owner.uid });
  for (const sibling of siblings) {
    for (const pod of controlledBy(client, 'Pod', sibling)) {
      const node = pod.spec.nodeName;
      if (node && isActive(pod)) counts.set(node, (counts.get(node) ?? 0) + 1);
    }
  }
  return counts;
}

type ReplicaSetStatus = NonNullable<ReplicaSet['status']>;

function statusOf(
  set: ReplicaSet,
  owned: readonly Pod[],
  failure: Status | undefined,
  nowMs: number,
  timestamp: string,
): ReplicaSetStatus {
  const active = owned.filter(isActive);
  const templateLabels = Object.entries(set.spec.template?.metadata?.labels ?? {});
  const fullyLabeled = (pod: Pod) => templateLabels.every(([key, value]) => pod.metadata.labels?.[key] === value);
  const ready = active.filter(isReady);
  const available = ready.filter((pod) => isAvailable(pod, set.spec.minReadySeconds ?? 0, nowMs));
  const wanted = set.spec.replicas ?? 1;
  const others = (set.status?.conditions ?? []).filter(({ type }) => type !== 'ReplicaFailure');
  const before = (set.status?.conditions ?? []).find(({ type }) => type === 'ReplicaFailure');
  const reason = active.length < wanted ? 'FailedCreate' : 'FailedDelete';
  const conditions = failure
    ? [
        ...others,
        before?.reason === reason
          ? before
          : {
              type: 'ReplicaFailure',
              status: 'True',
              reason,
              message: failure.message,
              lastTransitionTime: timestamp,
            },
      ]
    : others;
  return {
    replicas: active.length,
    ...counter('fullyLabeledReplicas', active.filter(fullyLabeled).length),
    ...counter('readyReplicas', ready.length),
    ...counter('availableReplicas', available.length),
    terminatingReplicas: owned.filter(isTerminating).length,
    observedGeneration: set.metadata.generation ?? 1,
    ...(conditions.length > 0 && { conditions }),
  } as ReplicaSetStatus;
}

/** Zero counters are left out of stored statuses. */
function counter(name: string, value: number): Readonly<Record<string, number>> {
  return value === 0 ? {} : { [name]: value };
}

function writeStatus(
  { client }: ControllerContext,
  of: Kind,
  object: ReplicaSet | ReplicationController,
  { terminatingReplicas, ...rest }: ReplicaSetStatus,
): void {
  const status = of.kind === 'ReplicaSet' ? { ...rest, terminatingReplicas } : rest;
  if (canonicalJson(object.status ?? {}) === canonicalJson(status)) return;
  client.update(of.kind, { ...object, status }, { subresource: 'status' });
}
