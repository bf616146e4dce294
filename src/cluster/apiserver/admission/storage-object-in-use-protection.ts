/**
 * StorageObjectInUseProtection: a finalizer on every volume and claim, so that neither disappears under a pod that uses it.
 * The protection controllers take it off when nobody does any more.
 */
import type { AdmissionPluginFactory } from './plugin.ts';

const finalizers: Readonly<Record<string, string>> = {
  PersistentVolume: 'kubernetes.io/pv-protection',
  PersistentVolumeClaim: 'kubernetes.io/pvc-protection',
};

export const storageObjectInUseProtection: AdmissionPluginFactory = () => ({
  name: 'StorageObjectInUseProtection',
  admit({ operation, definition, subresource, object }) {
    const finalizer = finalizers[definition.kind];
    if (operation !== 'CREATE' || subresource || !finalizer || !object.metadata) return undefined;
    const given = object.metadata.finalizers ?? [];
    if (!given.includes(finalizer)) object.metadata.finalizers = [...given, finalizer];
    return undefined;
  },
});
