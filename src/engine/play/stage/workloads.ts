/** What looks after pods: the owner's owner to the top. A pod that nobody looks after stands for itself. */
import type { OwnerReference } from '#api/meta/object.ts';
import type { ApiClient } from '#cluster/apiserver/api-client.ts';
import type { Actor } from '../cast.ts';

export interface Workload {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** One of its pods. */
  readonly actor: Actor;
}

/** Each once, in the order of their first pods. */
export function workloadsOf(client: ApiClient, actors: readonly Actor[]): readonly Workload[] {
  const workloads = new Map<string, Workload>();
  for (const actor of actors) {
    const { namespace, name } = actor.name;
    const top = topOwner(client, actor.pod.metadata.ownerReferences, namespace) ?? { kind: 'Pod', name };
    const key = `${top.kind}/${namespace}/${top.name}`;
    if (!workloads.has(key)) workloads.set(key, { ...top, namespace, actor });
  }
  return [...workloads.values()];
}

function topOwner(
  client: ApiClient,
  owners: readonly OwnerReference[] | undefined,
  namespace: string,
): { readonly kind: string; readonly name: string } | undefined {
  const owner = owners?.find(({ controller }) => controller);
  if (!owner) return undefined;
  const kind = ownerKinds.find((one) => one === owner.kind);
  const object = kind && client.get(kind, namespace, owner.name);
  return topOwner(client, object?.metadata.ownerReferences, namespace) ?? { kind: owner.kind, name: owner.name };
}

const ownerKinds = [
  'ReplicaSet',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'ReplicationController',
] as const;
