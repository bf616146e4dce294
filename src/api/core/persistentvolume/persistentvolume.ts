/**
 * PersistentVolume: a piece of storage that an administrator or a provisioner made, and who may use it.
 * Its update check runs the whole create check twice, as the real server does, so every complaint counts twice.
 */
import type { IPersistentVolume } from 'kubernetes-models/v1/PersistentVolume';
import { type FieldError, forbidden, invalid, notSupported, required } from '../../meta/field-error.ts';
import { path } from '../../meta/field-path.ts';
import { goDiff } from '../../meta/go-diff.ts';
import type { Decoded, KindDefinition } from '../../meta/kind-definition.ts';
import { dns1123Subdomain, nameIsDns1123Subdomain } from '../../meta/names.ts';
import type { Stored } from '../../meta/object.ts';
import { isSame, validateObjectMeta, validateObjectMetaUpdate } from '../../meta/object-meta.ts';
import { compareQuantities, formatQuantity, quantityUnits } from '../../meta/quantity.ts';
import { validateAccessModes } from '../access-modes.ts';
import { validateNodeSelector } from '../node-selector.ts';
import { type PersistentVolumeSpecDraft, printedSource, validateSources } from './sources.ts';

export type PersistentVolume = Stored<IPersistentVolume>;
type Draft = Decoded<IPersistentVolume>;
type Spec = PersistentVolumeSpecDraft;

export const persistentVolumeKind: KindDefinition<IPersistentVolume> = {
  kind: 'PersistentVolume',
  group: '',
  version: 'v1',
  plural: 'persistentvolumes',
  singular: 'persistentvolume',
  shortNames: ['pv'],
  namespaced: false,
  subresources: ['status'],
  defaults(draft) {
    draft.spec ??= {};
    const { spec } = draft;
    spec.persistentVolumeReclaimPolicy ||= 'Retain';
    spec.volumeMode ??= 'Filesystem';
    if (spec.hostPath) spec.hostPath.type ??= '';
    if (spec.iscsi) spec.iscsi.iscsiInterface ||= 'default';
    if (spec.rbd) {
      spec.rbd.pool ||= 'rbd';
      spec.rbd.user ||= 'admin';
      spec.rbd.keyring ||= '/etc/ceph/keyring';
    }
    if (spec.azureDisk) {
      spec.azureDisk.cachingMode ??= 'ReadWrite';
      spec.azureDisk.kind ??= 'Shared';
      spec.azureDisk.fsType ??= 'ext4';
      spec.azureDisk.readOnly ??= false;
    }
    if (spec.scaleIO) {
      spec.scaleIO.storageMode ||= 'ThinProvisioned';
      spec.scaleIO.fsType ||= 'xfs';
    }
    draft.status ??= {};
    draft.status.phase ??= 'Pending';
  },
  prepareForCreate(draft) {
    draft.status = { phase: 'Pending', lastPhaseTransitionTime: draft.metadata?.creationTimestamp };
  },
  prepareForUpdate(draft, old) {
    draft.status = old.status;
  },
  prepareForStatusUpdate(draft, old) {
    draft.spec = old.spec;
  },
  validate,
  validateUpdate,
  validateStatusUpdate: (draft, old) => validateObjectMetaUpdate(draft.metadata, old.metadata),
};

function validate(draft: Draft): FieldError[] {
  return [
    ...validateObjectMeta(draft.metadata, { namespaced: false, name: nameIsDns1123Subdomain }),
    ...validateSpec(draft.spec ?? {}),
  ];
}

function validateSpec(spec: Spec): FieldError[] {
  const field = path('spec');
  const { accessModes = [], persistentVolumeReclaimPolicy = '', storageClassName = '', volumeMode } = spec;
  const errors: FieldError[] = [];
  if (accessModes.length === 0) errors.push(required(field.child('accessModes')));
  errors.push(...validateAccessModes(accessModes, field.child('accessModes')));
  errors.push(...validateCapacity(spec.capacity));
  const policies = ['Delete', 'Recycle', 'Retain'];
  if (persistentVolumeReclaimPolicy !== '' && !policies.includes(persistentVolumeReclaimPolicy)) {
    errors.push(notSupported(field.child('persistentVolumeReclaimPolicy'), persistentVolumeReclaimPolicy, policies));
  }
  errors.push(...validateNodeAffinity(spec));
  errors.push(...validateSources(spec, field));
  if (spec.hostPath && persistentVolumeReclaimPolicy === 'Recycle' && /^\/+$/.test(spec.hostPath.path ?? '')) {
    const detail = "may not be 'recycle' for a hostPath mount of '/'";
    errors.push(forbidden(field.child('persistentVolumeReclaimPolicy'), detail));
  }
  if (storageClassName !== '') {
    const place = field.child('storageClassName');
    errors.push(...dns1123Subdomain(storageClassName).map((detail) => invalid(place, storageClassName, detail)));
  }
  const modes = ['Block', 'Filesystem'];
  if (volumeMode !== undefined && !modes.includes(volumeMode)) {
    errors.push(notSupported(field.child('volumeMode'), volumeMode, modes));
  }
  return [...errors, ...validateAttributesClass(spec)];
}

function validateCapacity(capacity: Spec['capacity']): FieldError[] {
  const field = path('spec', 'capacity');
  const errors: FieldError[] = [];
  const entries = Object.entries(capacity ?? {});
  if (entries.length === 0) errors.push(required(field));
  if (capacity?.['storage'] === undefined || entries.length > 1) {
    const shown = capacity ? Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))) : null;
    errors.push(notSupported(field, shown, ['storage']));
  }
  for (const [name, amount = 0] of entries) {
    if (compareQuantities(amount, 0) < 0) {
      errors.push(invalid(field.key(name), quantityUnits(amount), 'must be a valid resource quantity'));
    }
    if (compareQuantities(amount, 0) <= 0) {
      errors.push(invalid(field.key(name), formatQuantity(amount), 'must be greater than zero'));
    }
  }
  return errors;
}

function validateNodeAffinity({ nodeAffinity }: Spec): FieldError[] {
  if (!nodeAffinity) return [];
  const field = path('spec', 'nodeAffinity', 'required');
  if (!nodeAffinity.required) return [required(field, 'must specify required node constraints')];
  return validateNodeSelector(nodeAffinity.required, field, { checkValues: true });
}

function validateAttributesClass({ volumeAttributesClassName: name, csi }: Spec): FieldError[] {
  if (name === undefined) return [];
  const field = path('spec', 'volumeAttributesClassName');
  const errors =
    name === ''
      ? [required(field, 'an empty string is disallowed')]
      : dns1123Subdomain(name).map((detail) => invalid(field, name, detail));
  if (!csi) errors.push(required('spec.csi', 'has to be specified when using volumeAttributesClassName'));
  return errors;
}

function validateUpdate(draft: Draft, old: Draft): FieldError[] {
  const errors = [...validate(draft), ...validateObjectMetaUpdate(draft.metadata, old.metadata), ...validate(draft)];
  const before = old.spec ?? {};
  const after = draft.spec ?? {};
  const printed = { before: printedSource(before), after: printedSource(after) };
  if (!isSame(printed.before, printed.after)) {
    const place = 'spec.persistentvolumesource';
    errors.push(forbidden(place, `${place} is immutable after creation\n${goDiff(printed.before, printed.after)}`));
  }
  if (after.volumeMode !== before.volumeMode) {
    errors.push(invalid('volumeMode', after.volumeMode ?? null, 'field is immutable'));
  }
  if (before.nodeAffinity && !isSame(before.nodeAffinity, after.nodeAffinity)) {
    const detail = 'field is immutable, except for updating from beta label to GA';
    errors.push(invalid('nodeAffinity', printedNodeAffinity(after.nodeAffinity), detail));
  }
  return errors;
}

/** The server's own struct: capital names, nothing left out. */
function printedNodeAffinity(affinity: Spec['nodeAffinity']): unknown {
  if (!affinity) return null;
  const terms = affinity.required?.nodeSelectorTerms;
  const requirements = (list: NonNullable<NonNullable<typeof terms>[number]>['matchExpressions']) =>
    list?.map((item) => ({ Key: item?.key ?? '', Operator: item?.operator ?? '', Values: item?.values ?? null })) ??
    null;
  return {
    Required: affinity.required
      ? {
          NodeSelectorTerms:
            terms?.map((term) => ({
              MatchExpressions: requirements(term?.matchExpressions),
              MatchFields: requirements(term?.matchFields),
            })) ?? null,
        }
      : null,
  };
}
