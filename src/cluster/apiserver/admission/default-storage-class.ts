/**
 * DefaultStorageClass: a claim that says nothing about its class gets the class marked as default; one that says "" wants none.
 * Of several defaults the newest counts.
 */

import { newestDefault } from './newest-default.ts';
import type { AdmissionPluginFactory } from './plugin.ts';

const annotations = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'];

export const defaultStorageClass: AdmissionPluginFactory = ({ list }) => ({
  name: 'DefaultStorageClass',
  admit({ operation, definition, subresource, object }) {
    if (operation !== 'CREATE' || definition.kind !== 'PersistentVolumeClaim' || subresource) return undefined;
    const claim = object as { spec?: { storageClassName?: string } };
    const named = object.metadata?.annotations?.['volume.beta.kubernetes.io/storage-class'];
    if (!claim.spec || claim.spec.storageClassName !== undefined || named !== undefined) return undefined;
    const chosen = newestDefault(list('StorageClass'), annotations);
    if (chosen) claim.spec.storageClassName = chosen.metadata.name;
    return undefined;
  },
});
