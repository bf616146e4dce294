/**
 * Who owns what. A controller claims the objects its selector matches: it keeps its own, releases its own that no longer
 * match, adopts orphans that match. So a pod whose label is changed is let go and replaced; given back its label, it is
 * adopted again and one pod is too many.
 */
import { type LabelSelector, matchesSelector } from '#api/meta/label-selector.ts';
import type { KubernetesObject, OwnerReference } from '#api/meta/object.ts';
import type { KindName, ObjectOf } from '#api/scheme.ts';
import type { ApiClient } from '../apiserver/api-client.ts';

export function controllerOf(object: KubernetesObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((reference) => reference.controller);
}

export function isControlledBy(object: KubernetesObject, owner: KubernetesObject): boolean {
  return controllerOf(object)?.uid === owner.metadata.uid;
}

export function controllerReference(owner: KubernetesObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

export type Claim = 'keep' | 'release' | 'adopt' | 'ignore';

/** What a controller does about one object of the kind it manages. */
function claimOf(owner: KubernetesObject, object: KubernetesObject, selector: LabelSelector | undefined): Claim {
  const reference = controllerOf(object);
  const ownerGoes = owner.metadata.deletionTimestamp !== undefined;
  if (reference) {
    if (reference.uid !== owner.metadata.uid) return 'ignore';
    if (matchesSelector(selector, object.metadata.labels ?? {})) return 'keep';
    return ownerGoes ? 'ignore' : 'release';
  }
  if (ownerGoes || object.metadata.deletionTimestamp !== undefined) return 'ignore';
  return matchesSelector(selector, object.metadata.labels ?? {}) ? 'adopt' : 'ignore';
}

/** The objects of a kind that the owner controls, whatever their labels are now. */
export function controlledBy<Kind extends KindName>(
  client: ApiClient,
  kind: Kind,
  owner: KubernetesObject,
): readonly ObjectOf<Kind>[] {
  return client.list(kind, { namespace: owner.metadata.namespace ?? '', controller: owner.metadata.uid });
}

/**
 * The objects that are the owner's after adopting and releasing: of those it has, and of those in its namespace that nobody
 * has. An adoption that the API server refuses leaves the object out.
 */
export function claim<Kind extends KindName>(
  client: ApiClient,
  kind: Kind,
  owner: KubernetesObject,
  selector: LabelSelector | undefined,
  isCandidate: (object: ObjectOf<Kind>) => boolean = () => true,
): readonly ObjectOf<Kind>[] {
  const orphans = client.list(kind, { namespace: owner.metadata.namespace ?? '', controller: '' });
  const mine: ObjectOf<Kind>[] = [];
  for (const object of [...controlledBy(client, kind, owner), ...orphans]) {
    const { namespace, name, uid } = object.metadata;
    const decision = claimOf(owner, object, selector);
    if (decision === 'keep') mine.push(object);
    else if (decision === 'adopt' && isCandidate(object)) {
      const others = object.metadata.ownerReferences ?? [];
      const patch = { metadata: { uid, ownerReferences: [...others, controllerReference(owner)] } };
      const adopted = client.patch(kind, namespace, name, { type: 'merge', patch });
      if (adopted.ok) mine.push(adopted.value);
    } else if (decision === 'release') {
      const others = (object.metadata.ownerReferences ?? []).filter((other) => other.uid !== owner.metadata.uid);
      const patch = { metadata: { uid, ownerReferences: others.length > 0 ? others : null } };
      client.patch(kind, namespace, name, { type: 'merge', patch });
    }
  }
  return mine;
}
