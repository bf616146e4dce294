/**
 * PersistentVolumeClaimResize: a claim may only grow when it is bound and its class allows volumes to be expanded.
 */
import { compareQuantities } from '#api/meta/quantity.ts';
import { forbidden } from '../status-errors.ts';
import type { AdmissionPluginFactory } from './plugin.ts';

interface Claim {
  readonly spec?: {
    readonly storageClassName?: string;
    readonly resources?: { readonly requests?: { readonly storage?: string | number } };
  };
  readonly status?: { readonly phase?: string };
}

export const persistentVolumeClaimResize: AdmissionPluginFactory = ({ get }) => ({
  name: 'PersistentVolumeClaimResize',
  validate({ operation, definition, subresource, object, old, name }) {
    if (operation !== 'UPDATE' || definition.kind !== 'PersistentVolumeClaim' || subresource || !old) return undefined;
    const before = old as Claim;
    const wanted = (object as Claim).spec?.resources?.requests?.storage;
    const had = before.spec?.resources?.requests?.storage;
    if (wanted === undefined || had === undefined || compareQuantities(wanted, had) <= 0) return undefined;
    const refuse = (why: string) => forbidden('persistentvolumeclaims', name, why);
    if (before.status?.phase !== 'Bound') return refuse('Only bound persistent volume claims can be expanded');
    const className =
      old.metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? before.spec?.storageClassName ?? '';
    const storageClass = className === '' ? undefined : get('StorageClass', undefined, className);
    if (storageClass?.allowVolumeExpansion === true) return undefined;
    return refuse(
      'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
    );
  },
});
