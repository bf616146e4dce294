/**
 * Gives every namespace what its pods need to start: the ServiceAccount `default` and the ConfigMap with the cluster's
 * root certificate. Both come back when somebody deletes them.
 */
import type { Controller } from './controller.ts';

const accountName = 'default';
const certificateName = 'kube-root-ca.crt';

export const serviceAccountController: Controller = {
  name: 'serviceaccount-controller',
  start({ client, queue }) {
    const names = queue((namespace) => {
      const found = client.get('Namespace', undefined, namespace);
      if (!found || found.metadata.deletionTimestamp !== undefined) return;
      if (!client.get('ServiceAccount', namespace, accountName)) {
        const refused = !client.create('ServiceAccount', {
          apiVersion: 'v1',
          kind: 'ServiceAccount',
          metadata: { name: accountName, namespace },
        }).ok;
        if (refused) names.addRateLimited(namespace);
      }
      if (!client.get('ConfigMap', namespace, certificateName)) {
        const description =
          'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.';
        client.create('ConfigMap', {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: {
            name: certificateName,
            namespace,
            annotations: { 'kubernetes.io/description': description },
          },
          data: { 'ca.crt': '-----BEGIN CERTIFICATE-----\n(simulated)\n-----END CERTIFICATE-----\n' },
        });
      }
    });
    client.watch('Namespace', ({ object }) => names.add(object.metadata.name));
    client.watch('ServiceAccount', ({ type, object }) => {
      if (type === 'DELETED' && object.metadata.name === accountName) names.add(object.metadata.namespace ?? '');
    });
    client.watch('ConfigMap', ({ type, object }) => {
      if (type === 'DELETED' && object.metadata.name === certificateName) names.add(object.metadata.namespace ?? '');
    });
  },
};
