/** A node can have only so many volumes of one CSI driver attached: as many as its CSINode says. */
import type { ApiClient } from '../../apiserver/api-client.ts';
import { type Plugin, rejected, unresolvable } from '../framework.ts';
import type { NodeInfo } from '../node-info.ts';
import type { PodInfo } from '../pod-info.ts';
import { missingClaim } from './volume-restrictions.ts';

/** Volumes the pod needs, by driver. */
type State = ReadonlyMap<string, ReadonlySet<string>>;

export const nodeVolumeLimits: Plugin<State> = {
  name: 'NodeVolumeLimits',
  preFilter(pod, { client }) {
    for (const name of pod.claimNames) {
      if (client.get('PersistentVolumeClaim', pod.namespace, name)) continue;
      return { kind: 'reject', rejection: unresolvable(missingClaim(pod, name)) };
    }
    const needed = volumesByDriver(client, pod);
    return needed.size === 0 ? { kind: 'skip' } : { kind: 'go', state: needed };
  },
  filter(needed, _pod, node, { client }) {
    const drivers = client.get('CSINode', undefined, node.name)?.spec?.drivers ?? [];
    for (const { name, allocatable } of drivers) {
      const own = needed.get(name);
      if (!own || allocatable?.count === undefined) continue;
      const all = attached(client, node, name);
      for (const volume of own) all.add(volume);
      if (all.size > allocatable.count) return rejected('node(s) exceed max volume count');
    }
    return undefined;
  },
  wakes: (event) =>
    event.kind === 'pod-deleted' ||
    event.kind === 'node-added' ||
    (event.kind === 'storage' && event.resource !== 'PersistentVolume' && event.resource !== 'StorageClass'),
};

function volumesByDriver(client: ApiClient, pod: PodInfo): ReadonlyMap<string, ReadonlySet<string>> {
  const byDriver = new Map<string, Set<string>>();
  for (const name of pod.claimNames) {
    const volumeName = client.get('PersistentVolumeClaim', pod.namespace, name)?.spec?.volumeName;
    const csi = volumeName ? client.get('PersistentVolume', undefined, volumeName)?.spec?.csi : undefined;
    if (!csi) continue;
    const volumes = byDriver.get(csi.driver) ?? new Set<string>();
    byDriver.set(csi.driver, volumes.add(csi.volumeHandle));
  }
  return byDriver;
}

function attached(client: ApiClient, node: NodeInfo, driver: string): Set<string> {
  const volumes = new Set<string>();
  for (const other of node.pods.values()) {
    for (const volume of volumesByDriver(client, other).get(driver) ?? []) volumes.add(volume);
  }
  return volumes;
}
