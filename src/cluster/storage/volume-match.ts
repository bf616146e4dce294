/**
 * Which volume a claim may have. Asked by the binder for claims bound at once, and by the scheduler for those that wait
 * for their first consumer.
 */
import type { Node } from '#api/core/node.ts';
import type { PersistentVolume } from '#api/core/persistentvolume/persistentvolume.ts';
import type { PersistentVolumeClaim } from '#api/core/persistentvolumeclaim.ts';
import { matchesSelector } from '#api/meta/label-selector.ts';
import { compareQuantities } from '#api/meta/quantity.ts';
import { matchesTerms, type NodeSelectorTerm } from '../scheduler/node-selector.ts';

const betaClassAnnotation = 'volume.beta.kubernetes.io/storage-class';

/** `''` is "no class", which is a class of its own: it never matches one that has a name. */
export function classOf(object: PersistentVolume | PersistentVolumeClaim): string {
  const annotated = object.metadata.annotations?.[betaClassAnnotation];
  return annotated ?? object.spec?.storageClassName ?? '';
}

export function requestOf(claim: PersistentVolumeClaim): string | number {
  return (claim.spec?.resources?.requests?.['storage'] as string | number | undefined) ?? 0;
}

export function capacityOf(volume: PersistentVolume): string | number {
  return (volume.spec?.capacity?.['storage'] as string | number | undefined) ?? 0;
}

function modeOf(object: PersistentVolume | PersistentVolumeClaim): string {
  return object.spec?.volumeMode ?? 'Filesystem';
}

export function offersModes(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const offered = volume.spec?.accessModes ?? [];
  return (claim.spec?.accessModes ?? []).every((mode) => offered.includes(mode));
}

export function hasSameMode(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  return modeOf(volume) === modeOf(claim);
}

/** The volume was set aside for this claim: by name alone, or by name and uid. */
export function isMeantFor(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const reference = volume.spec?.claimRef;
  if (!reference) return false;
  const { namespace, name, uid } = claim.metadata;
  return reference.namespace === namespace && reference.name === name && (!reference.uid || reference.uid === uid);
}

/** Volumes fewest access modes first, so that a claim for one mode does not take a volume that can do more. */
function byModes(volumes: readonly PersistentVolume[]): readonly PersistentVolume[] {
  return [...volumes].sort((a, b) => (a.spec?.accessModes ?? []).length - (b.spec?.accessModes ?? []).length);
}

export interface MatchOptions {
  /** Only volumes set aside for the claim: its own choice waits for the scheduler. */
  readonly onlyMeantFor?: boolean;
  readonly node?: Node;
  readonly without?: ReadonlySet<string>;
  /** Chooses among equal ones. */
  readonly pick?: (equals: readonly PersistentVolume[]) => PersistentVolume;
}

/**
 * The smallest volume that will do, or the one set aside for the claim.
 * A claim for 3Gi RWO; A 10Gi RWO, B 5Gi RWO+RWX: A, because volumes with exactly the modes are looked at first.
 */
export function findMatchingVolume(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
  options: MatchOptions = {},
): PersistentVolume | undefined {
  const { node, without } = options;
  const candidates = byModes(volumes.filter((volume) => offersModes(volume, claim)));
  for (let start = 0; start < candidates.length; ) {
    const count = modesOf(candidates[start]);
    let end = start;
    while (end < candidates.length && modesOf(candidates[end]) === count) end++;
    let best: PersistentVolume[] = [];
    for (const volume of candidates.slice(start, end)) {
      if (volume.spec?.claimRef && !isMeantFor(volume, claim)) continue;
      if (compareQuantities(capacityOf(volume), requestOf(claim)) < 0) continue;
      if (!hasSameMode(volume, claim)) continue;
      if ((volume.spec?.volumeAttributesClassName ?? '') !== (claim.spec?.volumeAttributesClassName ?? '')) continue;
      if (volume.metadata.deletionTimestamp !== undefined) continue;
      if (without?.has(volume.metadata.name)) continue;
      const reachable = node === undefined || canReach(volume, node);
      if (isMeantFor(volume, claim)) {
        if (reachable) return volume;
        continue;
      }
      if (options.onlyMeantFor || !reachable) continue;
      if (volume.status?.phase !== 'Available') continue;
      if (claim.spec?.selector && !matchesSelector(claim.spec.selector, volume.metadata.labels)) continue;
      if (classOf(volume) !== classOf(claim)) continue;
      const smaller = best[0] ? compareQuantities(capacityOf(volume), capacityOf(best[0])) : -1;
      if (smaller < 0) best = [volume];
      else if (smaller === 0) best.push(volume);
    }
    if (best.length > 0) return options.pick ? options.pick(best) : best[0];
    start = end;
  }
  return undefined;
}

function modesOf(volume: PersistentVolume | undefined): number {
  return (volume?.spec?.accessModes ?? []).length;
}

/** A volume without node affinity is reached from everywhere. */
export function canReach(volume: PersistentVolume, node: Node): boolean {
  const terms = volume.spec?.nodeAffinity?.required?.nodeSelectorTerms;
  return terms === undefined || matchesTerms(terms as readonly NodeSelectorTerm[], node);
}
