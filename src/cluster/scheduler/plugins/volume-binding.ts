/**
 * Can the pod's claims be had from this node? Bound ones must be reachable from it; those that wait for their first consumer
 * need a free volume that is, or a provisioner that may make one here. Claims that should be bound by now stop the pod.
 */

import type { PersistentVolume } from '#api/core/persistentvolume/persistentvolume.ts';
import type { PersistentVolumeClaim } from '#api/core/persistentvolumeclaim.ts';
import { compareQuantities } from '#api/meta/quantity.ts';
import type { StorageClass } from '#api/storage/storageclass.ts';
import type { ApiClient } from '../../apiserver/api-client.ts';
import { canReach, classOf, findMatchingVolume, requestOf } from '../../storage/volume-match.ts';
import { type Plugin, unresolvable } from '../framework.ts';
import type { NodeInfo } from '../node-info.ts';
import { matchesTerms } from '../node-selector.ts';
import type { PodInfo } from '../pod-info.ts';
import { isOwn, missingClaim } from './volume-restrictions.ts';

export const selectedNodeAnnotation = 'volume.kubernetes.io/selected-node';
const bindCompletedAnnotation = 'pv.kubernetes.io/bind-completed';
const noProvisioner = 'kubernetes.io/no-provisioner';

interface State {
  readonly bound: readonly PersistentVolumeClaim[];
  readonly waiting: readonly PersistentVolumeClaim[];
}

/** What is to be done once the node is chosen. */
export interface VolumeChoice {
  readonly claim: PersistentVolumeClaim;
  /** A volume that is there; undefined: one is to be made for the node. */
  readonly volume: PersistentVolume | undefined;
}

export const volumeBinding: Plugin<State> = {
  name: 'VolumeBinding',
  preFilter(pod, { client }) {
    if (pod.claimNames.length === 0) return { kind: 'skip' };
    const sorted = sortClaims(client, pod);
    if (typeof sorted === 'string') return { kind: 'reject', rejection: unresolvable(sorted) };
    return { kind: 'go', state: sorted };
  },
  filter({ bound, waiting }, _pod, node, { client }) {
    const reasons: string[] = [];
    for (const claim of bound) {
      const volume = client.get('PersistentVolume', undefined, claim.spec?.volumeName ?? '');
      if (!volume) return unresolvable('node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)');
      if (!canReach(volume, node.node) && reasons.length === 0) {
        reasons.push("node(s) didn't match PersistentVolume's node affinity");
      }
    }
    if (waiting.length > 0 && !chooseVolumes(client, waiting, node)) {
      reasons.push("node(s) didn't find available persistent volumes to bind");
    }
    return reasons.length > 0 ? unresolvable(...reasons) : undefined;
  },
  wakes(event, pod) {
    if (event.kind === 'storage') return event.resource !== 'PersistentVolumeClaim' || isOwn(event, pod);
    return event.kind === 'node-added' || event.kind === 'node-updated';
  },
};

/** Bound claims and waiting ones; a sentence when the pod must wait for its claims wherever it goes. */
export function sortClaims(client: ApiClient, pod: PodInfo): State | string {
  const bound: PersistentVolumeClaim[] = [];
  const waiting: PersistentVolumeClaim[] = [];
  let unboundImmediate = false;
  for (const name of pod.claimNames) {
    const claim = client.get('PersistentVolumeClaim', pod.namespace, name);
    if (!claim) return missingClaim(pod, name);
    if (claim.status?.phase === 'Lost') {
      return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${claim.spec?.volumeName ?? ''}"`;
    }
    if (claim.metadata.deletionTimestamp !== undefined) return `persistentvolumeclaim "${name}" is being deleted`;
    if (isFullyBound(claim)) bound.push(claim);
    else if (!claim.spec?.volumeName && waitsForConsumer(client, claim)) waiting.push(claim);
    else unboundImmediate = true;
  }
  if (unboundImmediate) return 'pod has unbound immediate PersistentVolumeClaims';
  waiting.sort((a, b) => compareQuantities(requestOf(a), requestOf(b)));
  return { bound, waiting };
}

export function isFullyBound(claim: PersistentVolumeClaim): boolean {
  return Boolean(claim.spec?.volumeName) && claim.metadata.annotations?.[bindCompletedAnnotation] !== undefined;
}

function waitsForConsumer(client: ApiClient, claim: PersistentVolumeClaim): boolean {
  return storageClass(client, claim)?.volumeBindingMode === 'WaitForFirstConsumer';
}

function storageClass(client: ApiClient, claim: PersistentVolumeClaim): StorageClass | undefined {
  const name = classOf(claim);
  return name === '' ? undefined : client.get('StorageClass', undefined, name);
}

/** A volume, or a provisioner, for each waiting claim; undefined when the node cannot serve them all. */
export function chooseVolumes(
  client: ApiClient,
  waiting: readonly PersistentVolumeClaim[],
  node: NodeInfo,
): readonly VolumeChoice[] | undefined {
  const choices: VolumeChoice[] = [];
  const taken = new Set<string>();
  const volumes = client.list('PersistentVolume');
  for (const claim of waiting) {
    const selected = claim.metadata.annotations?.[selectedNodeAnnotation];
    if (selected !== undefined) {
      if (selected !== node.name) return undefined;
      choices.push({ claim, volume: undefined });
      continue;
    }
    const volume = findMatchingVolume(claim, volumes, { node: node.node, without: taken });
    if (volume) taken.add(volume.metadata.name);
    else if (!mayProvision(storageClass(client, claim), node)) return undefined;
    choices.push({ claim, volume });
  }
  return choices;
}

function mayProvision(of: StorageClass | undefined, { node }: NodeInfo): boolean {
  if (!of || of.provisioner === noProvisioner || !of.provisioner) return false;
  const topologies = of.allowedTopologies ?? [];
  if (topologies.length === 0) return true;
  return matchesTerms(
    topologies.map(({ matchLabelExpressions }) => ({
      matchExpressions: (matchLabelExpressions ?? []).map(({ key, values }) => ({ key, operator: 'In', values })),
    })),
    node,
  );
}
