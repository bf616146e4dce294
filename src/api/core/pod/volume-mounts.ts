/**
 * Where a container sees its volumes: as folders (`volumeMounts`) or as raw devices (`volumeDevices`).
 * Complaints about subPath, mountPropagation and recursiveReadOnly have lost the mount's index on the way; so they have here.
 */

import { descendingPath, noBacksteps } from '../../meta/field-checks.ts';
import { type FieldError, forbidden, invalid, notFound, notSupported, required } from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import type { ContainerDraft, VolumeMountDraft } from './model.ts';
import type { KnownVolumes } from './volumes.ts';

export function validateVolumeMounts(container: ContainerDraft, volumes: KnownVolumes, field: FieldPath): FieldError[] {
  const { volumeMounts = [], volumeDevices = [] } = container;
  const deviceNames = new Set(volumeDevices.map(({ name = '' }) => name));
  const devicePaths = new Set(volumeDevices.map(({ devicePath = '' }) => devicePath));
  const paths = new Set<string>();
  return volumeMounts.flatMap((mount, index) => {
    const place = field.index(index);
    const { name = '', mountPath = '', subPath = '', subPathExpr = '' } = mount;
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(place.child('name')));
    if (!volumes.has(name)) errors.push(notFound(place.child('name'), name));
    if (mountPath === '') errors.push(required(place.child('mountPath')));
    if (paths.has(mountPath)) errors.push(invalid(place.child('mountPath'), mountPath, 'must be unique'));
    paths.add(mountPath);
    if (deviceNames.has(name)) {
      errors.push(invalid(place.child('name'), name, 'must not already exist in volumeDevices'));
    }
    if (devicePaths.has(mountPath)) {
      const detail = 'must not already exist as a path in volumeDevices';
      errors.push(invalid(place.child('mountPath'), mountPath, detail));
    }
    if (subPath !== '') errors.push(...descendingPath(subPath, field.child('subPath')));
    if (subPathExpr !== '') {
      if (subPath !== '') {
        const detail = 'subPathExpr and subPath are mutually exclusive';
        errors.push(invalid(place.child('subPathExpr'), subPathExpr, detail));
      }
      errors.push(...descendingPath(subPathExpr, field.child('subPathExpr')));
    }
    errors.push(...validatePropagation(mount, container, field.child('mountPropagation')));
    errors.push(...validateRecursiveReadOnly(mount, field.child('recursiveReadOnly')));
    return errors;
  });
}

const propagations = ['Bidirectional', 'HostToContainer', 'None'];

function validatePropagation({ mountPropagation }: VolumeMountDraft, container: ContainerDraft, field: FieldPath) {
  if (mountPropagation === undefined) return [];
  const errors: FieldError[] = [];
  if (!propagations.includes(mountPropagation)) errors.push(notSupported(field, mountPropagation, propagations));
  if (mountPropagation === 'Bidirectional' && container.securityContext?.privileged !== true) {
    errors.push(forbidden(field, 'Bidirectional mount propagation is available only to privileged containers'));
  }
  return errors;
}

const recursiveReadOnlyModes = ['Disabled', 'Enabled', 'IfPossible'];

function validateRecursiveReadOnly(mount: VolumeMountDraft, field: FieldPath): FieldError[] {
  const { recursiveReadOnly, readOnly, mountPropagation = 'None' } = mount;
  if (recursiveReadOnly === undefined || recursiveReadOnly === 'Disabled') return [];
  if (!recursiveReadOnlyModes.includes(recursiveReadOnly)) {
    return [notSupported(field, recursiveReadOnly, recursiveReadOnlyModes)];
  }
  const errors: FieldError[] = [];
  if (!readOnly) errors.push(forbidden(field, 'may only be specified when readOnly is true'));
  if (mountPropagation !== 'None') {
    errors.push(forbidden(field, 'may only be specified when mountPropagation is None or not specified'));
  }
  return errors;
}

export function validateVolumeDevices(
  container: ContainerDraft,
  volumes: KnownVolumes,
  field: FieldPath,
): FieldError[] {
  const { volumeMounts = [], volumeDevices = [] } = container;
  const mountNames = new Set(volumeMounts.map((mount) => mount.name ?? ''));
  const mountPaths = new Set(volumeMounts.map(({ mountPath = '' }) => mountPath));
  const names = new Set<string>();
  const paths = new Set<string>();
  return volumeDevices.flatMap(({ name = '', devicePath = '' }, index) => {
    const namePlace = field.index(index).child('name');
    const pathPlace = field.index(index).child('devicePath');
    const volume = volumes.get(name);
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(namePlace));
    if (names.has(name)) errors.push(invalid(namePlace, name, 'must be unique'));
    if (volume && !volume.persistentVolumeClaim && !volume.ephemeral) {
      const detail = 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode';
      errors.push(invalid(namePlace, name, detail));
    }
    if (!volume) errors.push(notFound(namePlace, name));
    if (devicePath === '') errors.push(required(pathPlace));
    if (paths.has(devicePath)) errors.push(invalid(pathPlace, devicePath, 'must be unique'));
    if (noBacksteps(devicePath, pathPlace).length > 0) {
      errors.push(invalid(pathPlace, devicePath, "can not contain backsteps ('..')"));
    } else {
      paths.add(devicePath);
    }
    if (mountNames.has(name)) {
      errors.push(invalid(namePlace, name, 'must not already exist in volumeMounts'));
    }
    if (mountPaths.has(devicePath)) {
      errors.push(invalid(pathPlace, devicePath, 'must not already exist as a path in volumeMounts'));
    }
    if (name !== '') names.add(name);
    return errors;
  });
}
