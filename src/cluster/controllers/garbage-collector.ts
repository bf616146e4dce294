/**
 * Deletes what has lost all its owners, and carries out the two other ways of deleting an owner: *foreground* (dependents
 * first) and *orphan* (dependents stay, without the reference). Owners are known by uid: a new object of the same name is
 * another owner.
 */
import type { KubernetesObject, OwnerReference } from '#api/meta/object.ts';
import { findByApiVersion, kinds } from '#api/scheme.ts';
import type { ApiClient } from '../apiserver/api-client.ts';
import type { Controller, ControllerContext } from './controller.ts';

const source = 'garbage-collector-controller';
const foregroundFinalizer = 'foregroundDeletion';
const orphanFinalizer = 'orphan';
/** Kinds that nobody owns and nobody follows. */
const ignored: ReadonlySet<string> = new Set(['Event', 'Lease']);

interface Identity {
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
}

export const garbageCollector: Controller = {
  name: source,
  start(context) {
    const { client } = context;
    const graph = new Graph();
    const queue = context.queue((uid) => {
      const identity = graph.find(uid);
      if (identity) collect(context, graph, identity, uid);
    });
    for (const { kind } of kinds) {
      if (ignored.has(kind)) continue;
      client.watch(kind, (event) => {
        const object = event.object as KubernetesObject;
        const { uid } = object.metadata;
        if (event.type === 'DELETED') {
          graph.remove(object);
          for (const dependent of graph.dependentsOf(uid)) queue.add(dependent);
          // An owner deleted in the foreground may have been waiting for this one.
          for (const owner of object.metadata.ownerReferences ?? []) if (graph.isGoing(owner.uid)) queue.add(owner.uid);
          return;
        }
        graph.put(kind, object);
        const owners = object.metadata.ownerReferences ?? [];
        if (owners.some((owner) => !graph.canOwn(owner.uid, object) || graph.isGoing(owner.uid))) queue.add(uid);
        if (graph.isGoing(uid)) {
          queue.add(uid);
          for (const dependent of graph.dependentsOf(uid)) queue.add(dependent);
        }
      });
    }
  },
};

/** Who is there, who depends on whom, and which owners are being deleted in the foreground or leaving orphans. */
class Graph {
  readonly #identities = new Map<string, Identity>();
  readonly #dependents = new Map<string, Set<string>>();
  readonly #owners = new Map<string, readonly string[]>();
  readonly #going = new Set<string>();

  find(uid: string): Identity | undefined {
    return this.#identities.get(uid);
  }

  /** Owners are cluster-wide, or of the same namespace. */
  canOwn(uid: string, { metadata }: KubernetesObject): boolean {
    const found = this.#identities.get(uid);
    return found !== undefined && (found.namespace === undefined || found.namespace === metadata.namespace);
  }

  isGoing(uid: string): boolean {
    return this.#going.has(uid);
  }

  dependentsOf(uid: string): readonly string[] {
    return [...(this.#dependents.get(uid) ?? [])];
  }

  put(kind: string, { metadata }: KubernetesObject): void {
    const { uid, namespace, name } = metadata;
    if (!this.#identities.has(uid)) this.#identities.set(uid, { kind, namespace, name });
    const finalizers = metadata.finalizers ?? [];
    const waits = finalizers.includes(foregroundFinalizer) || finalizers.includes(orphanFinalizer);
    if (metadata.deletionTimestamp !== undefined && waits) this.#going.add(uid);
    else this.#going.delete(uid);
    const owners = (metadata.ownerReferences ?? []).map((owner) => owner.uid);
    const before = this.#owners.get(uid) ?? [];
    if (owners.length === before.length && owners.every((owner, index) => owner === before[index])) return;
    for (const owner of before) this.#dependents.get(owner)?.delete(uid);
    for (const owner of owners) {
      const dependents = this.#dependents.get(owner) ?? new Set();
      dependents.add(uid);
      this.#dependents.set(owner, dependents);
    }
    this.#owners.set(uid, owners);
  }

  remove({ metadata: { uid } }: KubernetesObject): void {
    this.#identities.delete(uid);
    this.#going.delete(uid);
    for (const owner of this.#owners.get(uid) ?? []) {
      const dependents = this.#dependents.get(owner);
      dependents?.delete(uid);
      if (dependents?.size === 0) this.#dependents.delete(owner);
    }
    this.#owners.delete(uid);
  }
}

function collect(context: ControllerContext, graph: Graph, identity: Identity, uid: string): void {
  const { client } = context;
  const { kind, namespace, name } = identity;
  const object = client.get(kind, namespace, name) as KubernetesObject | undefined;
  if (!object || object.metadata.uid !== uid) return;
  if (graph.isGoing(uid)) {
    finishOwner(client, graph, identity, object);
    return;
  }
  if (object.metadata.deletionTimestamp !== undefined) return;
  const owners = object.metadata.ownerReferences ?? [];
  if (owners.length === 0) return;
  const standing = owners.map((owner) => ({ owner, state: ownerState(client, namespace, owner) }));
  for (const { owner, state } of standing) if (state === 'absent') tellOfForeigner(context, graph, object, owner);
  const gone = standing.filter(({ state }) => state !== 'solid');
  if (gone.length === 0) return;
  if (gone.length < owners.length) {
    const ownerReferences = standing.filter(({ state }) => state === 'solid').map(({ owner }) => owner);
    client.patch(kind, namespace, name, { type: 'merge', patch: { metadata: { uid, ownerReferences } } });
    return;
  }
  const finalizers = object.metadata.finalizers ?? [];
  const inForeground = gone.some(({ state }) => state === 'waiting') && graph.dependentsOf(uid).length > 0;
  const propagationPolicy = finalizers.includes(orphanFinalizer)
    ? 'Orphan'
    : inForeground || finalizers.includes(foregroundFinalizer)
      ? 'Foreground'
      : 'Background';
  client.delete(kind, namespace, name, { propagationPolicy, preconditions: { uid } });
}

/** The owner is there, but in another namespace, which is as good as nowhere: whoever wrote that should know. */
function tellOfForeigner({ events }: ControllerContext, graph: Graph, object: KubernetesObject, owner: OwnerReference) {
  const { namespace = '' } = object.metadata;
  if (!graph.find(owner.uid) || graph.canOwn(owner.uid, object)) return;
  const { apiVersion, kind, name, uid } = owner;
  const reference = `[${apiVersion}/${kind}, namespace: ${namespace}, name: ${name}, uid: ${uid}]`;
  const message = `ownerRef ${reference} does not exist in namespace "${namespace}"`;
  events.record({ object, type: 'Warning', reason: 'OwnerRefInvalidNamespace', message, source });
}

/** `waiting`: being deleted in the foreground, so its dependents go first. */
function ownerState(
  client: ApiClient,
  namespace: string | undefined,
  owner: OwnerReference,
): 'solid' | 'waiting' | 'absent' {
  const definition = findByApiVersion(owner.apiVersion, owner.kind);
  if (!definition) return 'solid'; // a kind nobody knows here can be neither asked nor declared gone
  const found = client.get(definition.kind, definition.namespaced ? namespace : undefined, owner.name) as
    | KubernetesObject
    | undefined;
  if (found?.metadata.uid !== owner.uid) return 'absent';
  const waits = found.metadata.finalizers?.includes(foregroundFinalizer) ?? false;
  return found.metadata.deletionTimestamp !== undefined && waits ? 'waiting' : 'solid';
}

function finishOwner(client: ApiClient, graph: Graph, { kind, namespace, name }: Identity, object: KubernetesObject) {
  const { uid } = object.metadata;
  const finalizers = object.metadata.finalizers ?? [];
  const dependents = graph.dependentsOf(uid).flatMap((dependent) => graph.find(dependent) ?? []);
  if (finalizers.includes(orphanFinalizer)) {
    for (const dependent of dependents) release(client, dependent, uid);
    return removeFinalizer(client, kind, namespace, name, finalizers, orphanFinalizer);
  }
  const blocking = dependents.some((dependent) => {
    const found = client.get(dependent.kind, dependent.namespace, dependent.name) as KubernetesObject | undefined;
    return found?.metadata.ownerReferences?.some((owner) => owner.uid === uid && owner.blockOwnerDeletion) ?? false;
  });
  if (!blocking) removeFinalizer(client, kind, namespace, name, finalizers, foregroundFinalizer);
}

function release(client: ApiClient, { kind, namespace, name }: Identity, ownerUid: string): void {
  const object = client.get(kind, namespace, name) as KubernetesObject | undefined;
  const owners = (object?.metadata.ownerReferences ?? []).filter((owner) => owner.uid !== ownerUid);
  const patch = { metadata: { ownerReferences: owners.length > 0 ? owners : null } };
  client.patch(kind, namespace, name, { type: 'merge', patch });
}

function removeFinalizer(
  client: ApiClient,
  kind: string,
  namespace: string | undefined,
  name: string,
  finalizers: readonly string[],
  finalizer: string,
): void {
  const left = finalizers.filter((candidate) => candidate !== finalizer);
  client.patch(kind, namespace, name, { type: 'merge', patch: { metadata: { finalizers: left } } });
}
