/**
 * NamespaceLifecycle: objects live in namespaces that exist and are not being deleted, and the namespaces that the
 * cluster itself needs cannot be deleted.
 */
import { qualifiedResource } from '#api/scheme.ts';
import { forbidden, notFound } from '../status-errors.ts';
import type { AdmissionPluginFactory } from './plugin.ts';

const immortal = new Set(['default', 'kube-system', 'kube-public']);

export const namespaceLifecycle: AdmissionPluginFactory = ({ get }) => ({
  name: 'NamespaceLifecycle',
  admit({ operation, definition, namespace, name }) {
    if (operation === 'DELETE' && definition.kind === 'Namespace' && immortal.has(name)) {
      return forbidden('namespaces', name, 'this namespace may not be deleted');
    }
    if (operation !== 'CREATE' || !definition.namespaced || namespace === undefined) return undefined;
    const home = get('Namespace', undefined, namespace);
    if (!home) return notFound('namespaces', namespace);
    if (home.metadata.deletionTimestamp === undefined) return undefined;
    const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
    const refusal = forbidden(qualifiedResource(definition), name, why);
    return {
      ...refusal,
      causes: [
        {
          field: 'metadata.namespace',
          reason: 'NamespaceTerminating',
          message: `namespace ${namespace} is being terminated`,
        },
      ],
    };
  },
});
