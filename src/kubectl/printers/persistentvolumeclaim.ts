/** PersistentVolumeClaims: size and modes are those of the volume, so they come when there is one. */
import { accessModes, ageColumn, column, nameColumn, type Printer, wide } from './printer.ts';

export const persistentVolumeClaimPrinter: Printer = {
  kind: 'PersistentVolumeClaim',
  columns: [
    nameColumn,
    column('STATUS', ({ metadata, status }) => (metadata.deletionTimestamp ? 'Terminating' : (status?.phase ?? ''))),
    column('VOLUME', ({ spec }) => spec.volumeName ?? ''),
    column('CAPACITY', ({ spec, status }) => (spec.volumeName ? (status?.capacity?.storage ?? '') : '')),
    column('ACCESS MODES', ({ spec, status }) => (spec.volumeName ? accessModes(status?.accessModes) : '')),
    column('STORAGECLASS', ({ spec }) => spec.storageClassName ?? ''),
    column('VOLUMEATTRIBUTESCLASS', ({ spec }) => spec.volumeAttributesClassName ?? '<unset>'),
    ageColumn,
    wide('VOLUMEMODE', ({ spec }) => spec.volumeMode ?? '<unset>'),
  ],
};
