/** How a kind is described: one file each, listed in index.ts. */
import type { KindName } from '#api/scheme.ts';
import type { Anything } from '../api.ts';
import type { Call } from '../call.ts';
import type { Writer } from './writer.ts';

export interface Describer {
  readonly kind: KindName;
  describe(call: Call, writer: Writer, object: Anything): void;
}

/** The objects of a kind in the namespace of another object. */
export function siblings(call: Call, kind: KindName, { metadata }: Anything): readonly Anything[] {
  return call.cluster.client.list(
    kind,
    metadata.namespace ? { namespace: metadata.namespace } : {},
  ) as unknown as readonly Anything[];
}

/** `ReplicaSet/web-5d9…`. */
export function controllerOf({ metadata }: Anything): string | undefined {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  return owner && `${owner.kind}/${owner.name}`;
}

/** `2 Running / 0 Waiting / 0 Succeeded / 0 Failed` of the pods that an object owns. */
export function podsStatus(call: Call, owner: Anything): string {
  const counts = { Running: 0, Pending: 0, Succeeded: 0, Failed: 0 };
  for (const { metadata, status } of siblings(call, 'Pod', owner)) {
    if (!metadata.ownerReferences?.some(({ uid, controller }) => controller && uid === owner.metadata.uid)) continue;
    const phase = status?.phase as keyof typeof counts;
    if (phase in counts) counts[phase]++;
  }
  return `${counts.Running} Running / ${counts.Pending} Waiting / ${counts.Succeeded} Succeeded / ${counts.Failed} Failed`;
}
