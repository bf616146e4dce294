/**
 * PersistentVolumeClaim: how much storage is wanted, of which class, for whom. Once made, a claim's spec stands still,
 * but for what it was bound to and for growing.
 */
import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import { invalidEach } from '../meta/field-checks.ts';
import { type FieldError, forbidden, invalid, notSupported, required } from '../meta/field-error.ts';
import { type FieldPath, path } from '../meta/field-path.ts';
import { goDiff } from '../meta/go-diff.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { printedSelector, validateLabelSelector } from '../meta/label-selector.ts';
import { dns1123Label, dns1123Subdomain, nameIsDns1123Subdomain } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { isSame, validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';
import { compareQuantities, formatQuantity } from '../meta/quantity.ts';
import { validateAccessModes } from './access-modes.ts';

export type PersistentVolumeClaim = Stored<IPersistentVolumeClaim>;
type Draft = Decoded<IPersistentVolumeClaim>;
export type PersistentVolumeClaimSpecDraft = NonNullable<Draft['spec']>;
type Spec = PersistentVolumeClaimSpecDraft;
type DataSource = NonNullable<Spec['dataSourceRef']>;

export const persistentVolumeClaimKind: KindDefinition<IPersistentVolumeClaim> = {
  kind: 'PersistentVolumeClaim',
  group: '',
  version: 'v1',
  plural: 'persistentvolumeclaims',
  singular: 'persistentvolumeclaim',
  shortNames: ['pvc'],
  namespaced: true,
  subresources: ['status'],
  defaults(draft) {
    draft.spec ??= {};
    setPersistentVolumeClaimSpecDefaults(draft.spec);
    draft.status ??= {};
    draft.status.phase ??= 'Pending';
  },
  prepareForCreate(draft) {
    draft.status = { phase: 'Pending' };
    dropDataSources(draft.spec ?? {}, {});
  },
  prepareForUpdate(draft, old) {
    draft.status = old.status;
    dropDataSources(draft.spec ?? {}, old.spec ?? {});
  },
  prepareForStatusUpdate(draft, old) {
    draft.spec = old.spec;
  },
  validate,
  validateUpdate,
  validateStatusUpdate: (draft, old) => validateObjectMetaUpdate(draft.metadata, old.metadata),
};

/** Used for the claim templates of StatefulSets and of ephemeral volumes as well. */
export function setPersistentVolumeClaimSpecDefaults(spec: Spec): void {
  spec.volumeMode ??= 'Filesystem';
}

/**
 * A source in another namespace is dropped without a word, and then one of a kind that no built-in knows what to do
 * with; what is left stands in both fields. Of what had a source before, none is dropped: it may not change.
 */
function dropDataSources(spec: Spec, old: Spec): void {
  if (spec.dataSourceRef?.namespace && !old.dataSourceRef) delete spec.dataSourceRef;
  const { dataSource, dataSourceRef } = spec;
  const isFree = !(old.dataSource || old.dataSourceRef || dataSourceRef);
  if (isFree && dataSource && !isKnownSource(dataSource)) delete spec.dataSource;
  if (spec.dataSource && !dataSourceRef) spec.dataSourceRef = { ...spec.dataSource };
  else if (dataSourceRef && !dataSource && !dataSourceRef.namespace) {
    const { namespace, ...local } = dataSourceRef;
    spec.dataSource = local;
  }
}

function isKnownSource({ kind, apiGroup = '' }: { kind?: string | undefined; apiGroup?: string | undefined }): boolean {
  return (
    (kind === 'PersistentVolumeClaim' && apiGroup === '') ||
    (kind === 'VolumeSnapshot' && apiGroup === 'snapshot.storage.k8s.io')
  );
}

function validate(draft: Draft): FieldError[] {
  return [
    ...validateObjectMeta(draft.metadata, { namespaced: true, name: nameIsDns1123Subdomain }),
    ...validatePersistentVolumeClaimSpec(draft.spec ?? {}, path('spec')),
  ];
}

/** Claim templates are checked by this too. */
export function validatePersistentVolumeClaimSpec(spec: Spec, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const { accessModes = [], storageClassName, volumeMode, dataSource, dataSourceRef, volumeAttributesClassName } = spec;
  if (accessModes.length === 0) {
    errors.push(required(field.child('accessModes'), 'at least 1 access mode is required'));
  }
  errors.push(...validateLabelSelector(spec.selector, field.child('selector')));
  errors.push(...validateAccessModes(accessModes, field.child('accessModes')));
  const size = spec.resources?.requests?.['storage'];
  const place = field.child('resources').key('storage');
  if (size === undefined) errors.push(required(place));
  else if (compareQuantities(size, 0) <= 0) {
    errors.push(invalid(place, formatQuantity(size), 'must be greater than zero'));
  }
  for (const [member, name] of [['storageClassName', storageClassName]] as const) {
    if (name) errors.push(...dns1123Subdomain(name).map((detail) => invalid(field.child(member), name, detail)));
  }
  const modes = ['Block', 'Filesystem'];
  if (volumeMode !== undefined && !modes.includes(volumeMode)) {
    errors.push(notSupported(field.child('volumeMode'), volumeMode, modes));
  }
  if (dataSource) errors.push(...validateDataSource(dataSource, field.child('dataSource')));
  if (dataSourceRef) errors.push(...validateDataSourceRef(dataSourceRef, field.child('dataSourceRef')));
  if (dataSource && dataSourceRef?.namespace) {
    errors.push(invalid(field, {}, 'may not be specified when dataSourceRef.namespace is specified'));
  } else if (dataSource && dataSourceRef && !isSame(withGroup(dataSource), withGroup(dataSourceRef))) {
    errors.push(invalid(field, {}, 'must match dataSourceRef'));
  }
  if (volumeAttributesClassName) {
    const attributes = field.child('volumeAttributesClassName');
    errors.push(
      ...dns1123Subdomain(volumeAttributesClassName).map((detail) =>
        invalid(attributes, volumeAttributesClassName, detail),
      ),
    );
  }
  return errors;
}

function withGroup({ apiGroup, kind = '', name = '' }: DataSource) {
  return { apiGroup: apiGroup ?? null, kind, name };
}

function validateDataSourceRef(source: DataSource, field: FieldPath): FieldError[] {
  const { namespace = '' } = source;
  const errors = validateDataSource(source, field);
  if (namespace === '') return errors;
  return [...errors, ...invalidEach(field.child('namespace'), namespace, dns1123Label(namespace))];
}

function validateDataSource({ apiGroup = '', kind = '', name = '' }: DataSource, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (name === '') errors.push(required(field.child('name')));
  if (kind === '') errors.push(required(field.child('kind')));
  if (apiGroup === '' && kind !== 'PersistentVolumeClaim') {
    errors.push(invalid(field, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup"));
  }
  if (apiGroup !== '') {
    errors.push(...dns1123Subdomain(apiGroup).map((detail) => invalid(field.child('apiGroup'), apiGroup, detail)));
  }
  return errors;
}

function validateUpdate(draft: Draft, old: Draft): FieldError[] {
  const errors = [...validateObjectMetaUpdate(draft.metadata, old.metadata), ...validate(draft)];
  const isBound = draft.status?.phase === 'Bound';
  const before = old.spec ?? {};
  const after = draft.spec ?? {};
  // The binder may say once which volume it is; a bound claim may grow, or get another attributes class.
  const frozenBefore = { ...before, volumeName: before.volumeName || after.volumeName };
  const frozenAfter = { ...after };
  // A claim that waits without a class may be given one, as happens when a default class appears.
  if (before.storageClassName === undefined && !before.volumeName)
    frozenBefore.storageClassName = after.storageClassName;
  if (isBound) frozenAfter.volumeAttributesClassName = before.volumeAttributesClassName;
  if (isBound && after.resources?.requests) {
    const storage = before.resources?.requests?.['storage'];
    frozenAfter.resources = { ...after.resources, requests: { ...after.resources.requests, storage } };
  }
  const printed = { before: printedSpec(frozenBefore), after: printedSpec(frozenAfter) };
  if (JSON.stringify(printed.before) !== JSON.stringify(printed.after)) {
    const detail =
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n' +
      goDiff(printed.before, printed.after);
    errors.push(forbidden('spec', detail));
  }
  const [oldSize, newSize] = [before, after].map((spec) => spec.resources?.requests?.['storage']);
  // A wish may be taken back down to what there is: that is the way out of an expansion that failed.
  if (compareQuantities(newSize, oldSize) < 0 && compareQuantities(newSize, old.status?.capacity?.['storage']) <= 0) {
    errors.push(forbidden('spec.resources.requests.storage', 'field can not be less than status.capacity'));
  }
  if (after.volumeMode !== before.volumeMode) {
    errors.push(invalid('volumeMode', after.volumeMode ?? null, 'field is immutable'));
  }
  return errors;
}

/** The server's own struct, as its diff shows it. */
function printedSpec(spec: Spec): unknown {
  const { selector, resources } = spec;
  return {
    AccessModes: spec.accessModes ?? null,
    Selector: selector ? printedSelector(selector) : null,
    Resources: { Limits: sortedAmounts(resources?.limits), Requests: sortedAmounts(resources?.requests) },
    VolumeName: spec.volumeName ?? '',
    StorageClassName: spec.storageClassName ?? null,
    VolumeMode: spec.volumeMode ?? null,
    DataSource: spec.dataSource ? printedSource(spec.dataSource) : null,
    DataSourceRef: spec.dataSourceRef
      ? { ...printedSource(spec.dataSourceRef), Namespace: spec.dataSourceRef.namespace ?? null }
      : null,
    VolumeAttributesClassName: spec.volumeAttributesClassName ?? null,
  };
}

function printedSource({ apiGroup, kind = '', name = '' }: DataSource) {
  return { APIGroup: apiGroup ?? null, Kind: kind, Name: name };
}

function sortedAmounts(amounts: Readonly<Record<string, string | number | undefined>> | undefined): unknown {
  if (!amounts) return null;
  return sorted(
    Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, formatQuantity(amount ?? 0)])),
  );
}

function sorted<Value>(map: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}
