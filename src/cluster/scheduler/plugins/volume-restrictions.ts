/**
 * A claim that is ReadWriteOncePod has one pod in the whole cluster. (ReadWriteOnce is a matter of nodes, and of nobody
 * here: the scheduler lets two nodes have it, the attaching then fails.) Also finds claims that do not exist.
 */
import { type Plugin, rejected, type Snapshot, unresolvable } from '../framework.ts';
import type { PodInfo } from '../pod-info.ts';

const inUse =
  'node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod';

interface State {
  readonly claims: ReadonlySet<string>;
  /** Pods that hold one of them now. */
  readonly holders: number;
}

export const volumeRestrictions: Plugin<State> = {
  name: 'VolumeRestrictions',
  preFilter(pod, snapshot) {
    if (pod.claimNames.length === 0) return { kind: 'skip' };
    const claims = new Set<string>();
    for (const name of pod.claimNames) {
      const claim = snapshot.client.get('PersistentVolumeClaim', pod.namespace, name);
      if (!claim) return { kind: 'reject', rejection: unresolvable(missingClaim(pod, name)) };
      if (claim.spec?.accessModes?.includes('ReadWriteOncePod')) claims.add(name);
    }
    if (claims.size === 0) return { kind: 'skip' };
    return { kind: 'go', state: { claims, holders: countHolders(snapshot, pod, claims) } };
  },
  filter: ({ holders }) => (holders > 0 ? rejected(inUse) : undefined),
  withPod: ({ claims, holders }, pod, other, _node, sign) => ({
    claims,
    holders: holders + (holds(pod, other, claims) ? sign : 0),
  }),
  wakes(event, pod) {
    if (event.kind === 'pod-deleted') return event.pod.claimNames.some((name) => pod.claimNames.includes(name));
    if (event.kind === 'storage') return event.resource === 'PersistentVolumeClaim' && isOwn(event, pod);
    return event.kind === 'node-added';
  },
};

/** What is said of a claim that is not there; one of a generic ephemeral volume is still to be made. */
export function missingClaim({ pod }: PodInfo, name: string): string {
  const ephemeral = (pod.spec.volumes ?? []).some(
    (volume) => volume.ephemeral && `${pod.metadata.name}-${volume.name}` === name,
  );
  return ephemeral
    ? `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"`
    : `persistentvolumeclaim "${name}" not found`;
}

export function isOwn(event: { readonly namespace: string; readonly name: string }, pod: PodInfo): boolean {
  return event.namespace === pod.namespace && pod.claimNames.includes(event.name);
}

function countHolders({ nodes }: Snapshot, pod: PodInfo, claims: ReadonlySet<string>): number {
  let holders = 0;
  for (const node of nodes) for (const other of node.pods.values()) if (holds(pod, other, claims)) holders++;
  return holders;
}

function holds(pod: PodInfo, other: PodInfo, claims: ReadonlySet<string>): boolean {
  return other.namespace === pod.namespace && other.claimNames.some((name) => claims.has(name));
}
