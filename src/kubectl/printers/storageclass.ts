/** StorageClasses. */
import type { Anything } from '../api.ts';
import { ageColumn, column, type Printer } from './printer.ts';

export const storageClassPrinter: Printer = {
  kind: 'StorageClass',
  columns: [
    column(
      'NAME',
      (storageClass) => `${storageClass.metadata.name}${isDefaultClass(storageClass) ? ' (default)' : ''}`,
    ),
    column('PROVISIONER', ({ provisioner }) => provisioner),
    column('RECLAIMPOLICY', ({ reclaimPolicy }) => reclaimPolicy ?? 'Delete'),
    column('VOLUMEBINDINGMODE', ({ volumeBindingMode }) => volumeBindingMode ?? '<unset>'),
    column('ALLOWVOLUMEEXPANSION', ({ allowVolumeExpansion }) => String(allowVolumeExpansion ?? false)),
    ageColumn,
  ],
};

export function isDefaultClass({ metadata }: Anything): boolean {
  return metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true';
}
