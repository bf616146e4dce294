/**
 * Puts the cluster's root certificate into a ConfigMap of every namespace, where pods mount it to know the API server by.
 * Deleted it comes back, and what somebody changes in it is put right again.
 */
import { rootCertificateConfigMap } from '../apiserver/bootstrap.ts';
import type { Controller } from './controller.ts';
import { canonicalJson } from './template-hash.ts';

const { name } = rootCertificateConfigMap('').metadata;

export const rootCaCertificatePublisher: Controller = {
  name: 'root-ca-certificate-publisher-controller',
  start({ client, queue }) {
    const namespaces = queue((namespace) => {
      const home = client.get('Namespace', undefined, namespace);
      if (!home || home.metadata.deletionTimestamp !== undefined) return;
      const wanted = rootCertificateConfigMap(namespace);
      const found = client.get('ConfigMap', namespace, name);
      if (found && canonicalJson(found.data ?? {}) === canonicalJson(wanted.data)) return;
      const annotations = { ...found?.metadata.annotations, ...wanted.metadata.annotations };
      const written = found
        ? client.update('ConfigMap', { ...found, data: wanted.data, metadata: { ...found.metadata, annotations } })
        : client.create('ConfigMap', wanted);
      if (!written.ok) namespaces.addRateLimited(namespace);
    });
    client.watch('Namespace', ({ object }) => namespaces.add(object.metadata.name));
    client.watch('ConfigMap', ({ type, object }) => {
      if (type !== 'ADDED' && object.metadata.name === name) namespaces.add(object.metadata.namespace ?? '');
    });
  },
};
