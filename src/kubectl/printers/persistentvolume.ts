/** PersistentVolumes. */
import { accessModes, ageColumn, column, nameColumn, type Printer, wide } from './printer.ts';

export const persistentVolumePrinter: Printer = {
  kind: 'PersistentVolume',
  columns: [
    nameColumn,
    column('CAPACITY', ({ spec }) => spec.capacity?.storage ?? ''),
    column('ACCESS MODES', ({ spec }) => accessModes(spec.accessModes)),
    column('RECLAIM POLICY', ({ spec }) => spec.persistentVolumeReclaimPolicy),
    column('STATUS', ({ metadata, status }) => (metadata.deletionTimestamp ? 'Terminating' : (status?.phase ?? ''))),
    column('CLAIM', ({ spec }) => (spec.claimRef ? `${spec.claimRef.namespace}/${spec.claimRef.name}` : '')),
    column('STORAGECLASS', ({ spec }) => spec.storageClassName ?? ''),
    column('VOLUMEATTRIBUTESCLASS', ({ spec }) => spec.volumeAttributesClassName ?? '<unset>'),
    column('REASON', ({ status }) => status?.reason ?? ''),
    ageColumn,
    wide('VOLUMEMODE', ({ spec }) => spec.volumeMode ?? '<unset>'),
  ],
};
