/** What a volume of today can be made of, source by source. The retired ones of old clouds are in volume-sources-retired.ts. */

import { fileMode, invalidEach, noBacksteps, nonReservedPath } from '../../meta/field-checks.ts';
import { type FieldError, forbidden, invalid, notSupported, required, tooLong } from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import { byteLength, dns1123Subdomain } from '../../meta/names.ts';
import { validateAnnotations, validateLabels } from '../../meta/object-meta.ts';
import { compareQuantities } from '../../meta/quantity.ts';
import { withoutEmpty } from '../../meta/without-empty.ts';
import { validatePersistentVolumeClaimSpec } from '../persistentvolumeclaim.ts';
import { validateFieldRef, validateResourceFieldRef } from './downward-fields.ts';
import { metadataOrder } from './go-structs.ts';
import { validatePullPolicy } from './image.ts';
import type { VolumeDraft } from './model.ts';
import type { VolumeOptions } from './volumes.ts';

export type SourceName = Exclude<keyof VolumeDraft, 'name'>;

export interface SourceCheck {
  readonly name: SourceName;
  /** The name under which one source too many is reported, where the server writes it in its own way. */
  readonly extraName?: string;
  /** The name in paths, likewise. */
  readonly place?: string;
  validate(source: never, field: FieldPath, options: VolumeOptions): FieldError[];
}

/** Ties the check to the type of its source. */
export function source<Name extends SourceName>(
  name: Name,
  validate: (source: NonNullable<VolumeDraft[Name]>, field: FieldPath, options: VolumeOptions) => FieldError[],
  oddities: Pick<SourceCheck, 'extraName' | 'place'> = {},
): SourceCheck {
  return { name, validate, ...oddities } as SourceCheck;
}

export function requiredFields(fields: Readonly<Record<string, unknown>>, field: FieldPath): FieldError[] {
  return Object.entries(fields)
    .filter(([, value]) => value === undefined || value === '' || (Array.isArray(value) && value.length === 0))
    .map(([name]) => required(field.child(name)));
}

const hostPathTypes = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

const downwardFileFields = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];

export const currentSources: readonly SourceCheck[] = [
  source('emptyDir', ({ sizeLimit = '0' }, field) =>
    compareQuantities(sizeLimit, '0') < 0
      ? [forbidden(field.child('sizeLimit'), 'SizeLimit field must be a valid resource quantity')]
      : [],
  ),
  source('hostPath', ({ path = '', type = '' }, field) => {
    if (path === '') return [required(field.child('path'))];
    const errors = noBacksteps(path, field.child('path'));
    if (!hostPathTypes.includes(type)) errors.push(notSupported(field.child('type'), type, hostPathTypes));
    return errors;
  }),
  source('secret', ({ secretName, defaultMode, items }, field) => [
    ...requiredFields({ secretName }, field),
    ...fileMode(defaultMode, field.child('defaultMode')),
    ...validateItems(items, field),
  ]),
  source('configMap', ({ name, defaultMode, items }, field) => [
    ...requiredFields({ name }, field),
    ...fileMode(defaultMode, field.child('defaultMode')),
    ...validateItems(items, field),
  ]),
  source(
    'downwardAPI',
    ({ defaultMode, items = [] }, field) => [
      ...fileMode(defaultMode, field.child('defaultMode')),
      ...items.flatMap((file) => validateDownwardFile(file, field)),
    ],
    { extraName: 'downwarAPI' },
  ),
  source('projected', validateProjected),
  source('persistentVolumeClaim', ({ claimName }, field) => requiredFields({ claimName }, field)),
  source('nfs', ({ server, path }, field) => [
    ...requiredFields({ server, path }, field),
    ...(path?.startsWith('/') ? [] : [invalid(field.child('path'), path ?? '', 'must be an absolute path')]),
  ]),
  source('csi', ({ driver = '', nodePublishSecretRef }, field) => {
    const errors = validateCsiDriverName(driver, field.child('driver'));
    if (nodePublishSecretRef) {
      const { name = '' } = nodePublishSecretRef;
      if (name === '') errors.push(required(field.child('nodePublishSecretRef', 'name')));
      else errors.push(...invalidEach(field.child('name'), name, dns1123Subdomain(name)));
    }
    return errors;
  }),
  source('ephemeral', ({ volumeClaimTemplate }, field) => {
    const place = field.child('volumeClaimTemplate');
    if (!volumeClaimTemplate) return [required(place)];
    const { metadata, spec } = volumeClaimTemplate;
    return [
      ...validateAnnotations(metadata?.annotations, place.child('metadata', 'annotations')),
      ...validateLabels(metadata?.labels, place.child('metadata', 'labels')),
      ...metadataOrder
        .filter((name) => name !== 'annotations' && name !== 'labels' && withoutEmpty(metadata?.[name]) != null)
        // Only the first letter of Go's `UID` is made small.
        .map((name) => forbidden(place.child('metadata', name === 'uid' ? 'uID' : name), 'cannot be set')),
      ...validatePersistentVolumeClaimSpec(spec ?? {}, place.child('spec')),
    ];
  }),
  source('image', ({ reference, pullPolicy }, field, { isPod }) => [
    ...(isPod ? requiredFields({ reference }, field) : []),
    ...validatePullPolicy(pullPolicy, field.child('pullPolicy')),
  ]),
];

function validateCsiDriverName(driver: string, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (driver === '') errors.push(required(field));
  if (byteLength(driver) > 63) errors.push(tooLong(field, 63));
  return [...errors, ...invalidEach(field, driver, dns1123Subdomain(driver.toLowerCase()))];
}

type Items = NonNullable<VolumeDraft['configMap']>['items'];
type Item = NonNullable<Items>[number];
type DownwardFile = NonNullable<NonNullable<VolumeDraft['downwardAPI']>['items']>[number];

function validateItems(items: Items, field: FieldPath): FieldError[] {
  return (items ?? []).flatMap((item, index) => validateItem(item, field.child('items').index(index)));
}

function validateItem({ key, path, mode }: Item, field: FieldPath): FieldError[] {
  return [
    ...requiredFields({ key, path }, field),
    ...nonReservedPath(path ?? '', field.child('path')),
    ...fileMode(mode, field.child('mode')),
  ];
}

/** The server leaves the index of the file out of its paths. */
function validateDownwardFile(file: DownwardFile, field: FieldPath): FieldError[] {
  const { path, fieldRef, resourceFieldRef, mode } = file;
  const errors = [...requiredFields({ path }, field), ...nonReservedPath(path ?? '', field.child('path'))];
  if (fieldRef) {
    errors.push(...validateFieldRef(fieldRef, downwardFileFields, field.child('fieldRef')));
    if (resourceFieldRef) {
      const detail = 'fieldRef and resourceFieldRef can not be specified simultaneously';
      errors.push(invalid(field, 'resource', detail));
    }
  } else if (resourceFieldRef) {
    errors.push(...validateResourceFieldRef(resourceFieldRef, field.child('resourceFieldRef'), true));
  } else {
    errors.push(required(field, 'one of fieldRef and resourceFieldRef is required'));
  }
  return [...errors, ...fileMode(mode, field.child('mode'))];
}

/** Several sources in one folder: no two may write the same file. */
function validateProjected(
  { defaultMode, sources = [] }: NonNullable<VolumeDraft['projected']>,
  field: FieldPath,
): FieldError[] {
  const errors = fileMode(defaultMode, field.child('defaultMode'));
  const paths = new Set<string>();
  const claim = (path: string | undefined, shown: string) => {
    if (path === undefined || path === '') return;
    if (paths.has(path)) errors.push(invalid(field, shown, 'conflicting duplicate paths'));
    paths.add(path);
  };
  for (const [index, { secret, configMap, downwardAPI, serviceAccountToken }] of sources.entries()) {
    const place = field.child('sources').index(index);
    for (const [kind, map] of [
      ['secret', secret],
      ['configMap', configMap],
    ] as const) {
      if (!map) continue;
      const { name = '', items = [] } = map;
      errors.push(...requiredFields({ name }, place.child(kind)));
      for (const [itemIndex, item] of items.entries()) {
        errors.push(...validateItem(item, place.child(kind, 'items').index(itemIndex)));
        claim(item.path, name);
      }
    }
    for (const file of downwardAPI?.items ?? []) {
      errors.push(...validateDownwardFile(file, place.child('downwardAPI')));
      claim(file.path, file.path ?? '');
    }
    if (serviceAccountToken) {
      const { expirationSeconds = 0, path = '' } = serviceAccountToken;
      const expiration = place.child('serviceAccountToken', 'expirationSeconds');
      if (expirationSeconds < 600) {
        errors.push(invalid(expiration, expirationSeconds, 'may not specify a duration less than 10 minutes'));
      }
      if (expirationSeconds > 2 ** 32) {
        errors.push(invalid(expiration, expirationSeconds, 'may not specify a duration larger than 2^32 seconds'));
      }
      if (path === '') errors.push(required(field.child('path')));
      else errors.push(...nonReservedPath(path, field.child('path')));
    }
    if ([secret, configMap, downwardAPI, serviceAccountToken].filter(Boolean).length > 1) {
      errors.push(forbidden(place, 'may not specify more than 1 volume type per source'));
    }
  }
  return errors;
}
