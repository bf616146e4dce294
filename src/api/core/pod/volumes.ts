/**
 * The volumes of a pod: a name and exactly one source. A volume with anything wrong in it does not count as known,
 * so every mount of it is reported as not found as well: that is how the server has it.
 */

import { invalidEach, validateDns1123Label } from '../../meta/field-checks.ts';
import { duplicate, type FieldError, forbidden, invalid, required } from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import { dns1123Subdomain } from '../../meta/names.ts';
import type { VolumeDraft } from './model.ts';
import { currentSources, type SourceCheck } from './volume-sources.ts';
import { retiredSources } from './volume-sources-retired.ts';

export type KnownVolumes = ReadonlyMap<string, VolumeDraft>;

export interface VolumeOptions {
  /** Of the pod, or of the object that has the template: claims of ephemeral volumes are named after it. */
  readonly ownerName: string;
  /** A pod, not a template of pods. */
  readonly isPod: boolean;
}

/** The source that comes first in this list counts; every other one is one too many and not looked at. */
const sources: readonly SourceCheck[] = order();

function order(): SourceCheck[] {
  const all = new Map([...currentSources, ...retiredSources].map((source) => [source.name, source]));
  const names = [
    'emptyDir',
    'hostPath',
    'gitRepo',
    'gcePersistentDisk',
    'awsElasticBlockStore',
    'secret',
    'nfs',
    'iscsi',
    'glusterfs',
    'flocker',
    'persistentVolumeClaim',
    'rbd',
    'cinder',
    'cephfs',
    'quobyte',
    'downwardAPI',
    'fc',
    'flexVolume',
    'configMap',
    'azureFile',
    'vsphereVolume',
    'photonPersistentDisk',
    'portworxVolume',
    'azureDisk',
    'storageos',
    'projected',
    'scaleIO',
    'csi',
    'ephemeral',
    'image',
  ];
  return names.map((name) => all.get(name as SourceCheck['name']) as SourceCheck);
}

export function validateVolumes(
  volumes: readonly VolumeDraft[] | undefined,
  options: VolumeOptions,
  field: FieldPath,
): { errors: FieldError[]; known: KnownVolumes } {
  const errors: FieldError[] = [];
  const known = new Map<string, VolumeDraft>();
  const ownClaims = claimsOfEphemeralVolumes(volumes, options.ownerName);
  for (const [index, volume] of (volumes ?? []).entries()) {
    const { name = '' } = volume;
    const place = field.index(index);
    const own = validateSource(volume, options, place);
    if (name === '') own.push(required(place.child('name')));
    else own.push(...validateDns1123Label(name, place.child('name')));
    if (known.has(name)) own.push(duplicate(place.child('name'), name));
    if (own.length === 0) known.set(name, volume);
    errors.push(...own);
    const claimName = volume.persistentVolumeClaim?.claimName ?? '';
    if (volume.persistentVolumeClaim && ownClaims.has(claimName)) {
      const detail = 'must not reference a PVC that gets created for an ephemeral volume';
      errors.push(invalid(place.child('persistentVolumeClaim', 'claimName'), claimName, detail));
    }
  }
  return { errors, known };
}

function claimsOfEphemeralVolumes(volumes: readonly VolumeDraft[] | undefined, ownerName: string): Set<string> {
  if (ownerName === '') return new Set();
  const made = (volumes ?? []).filter((volume) => volume.ephemeral?.volumeClaimTemplate);
  return new Set(made.map((volume) => `${ownerName}-${volume.name ?? ''}`));
}

function validateSource(volume: VolumeDraft, options: VolumeOptions, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  let found = false;
  for (const { name, extraName = name, place = name, validate } of sources) {
    const source = volume[name];
    if (source === undefined) continue;
    if (found) {
      errors.push(forbidden(field.child(extraName), 'may not specify more than 1 volume type'));
      continue;
    }
    found = true;
    errors.push(...validate(source as never, field.child(place), options));
    if (name === 'ephemeral') errors.push(...validateClaimName(volume.name ?? '', options, field));
  }
  return found ? errors : [required(field, 'must specify a volume type')];
}

function validateClaimName(volumeName: string, { ownerName }: VolumeOptions, field: FieldPath): FieldError[] {
  if (ownerName === '' || volumeName === '') return [];
  const claimName = `${ownerName}-${volumeName}`;
  const details = dns1123Subdomain(claimName).map((detail) => `PVC name ${JSON.stringify(claimName)}: ${detail}`);
  return invalidEach(field.child('name'), volumeName, details);
}
