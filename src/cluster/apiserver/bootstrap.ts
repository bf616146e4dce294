/**
 * What a cluster has before anybody asks for anything: its four namespaces with their default ServiceAccounts and root
 * certificates, the two PriorityClasses of the system, and the Service `kubernetes`.
 */

import type { Draft } from '#api/meta/object.ts';
import type { KindName } from '#api/scheme.ts';
import { invariant } from '#base/invariant.ts';
import type { ApiClient } from './api-client.ts';

const namespaces = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

const fieldManager = 'kube-apiserver';

function make(client: ApiClient, kind: KindName, draft: Draft): void {
  const created = client.create(kind, draft, { fieldManager });
  invariant(
    created.ok || created.error.code === 409,
    `the cluster could not be set up: ${created.ok ? '' : created.error.message}`,
  );
}

export const bootstrap = {
  cluster(client: ApiClient): void {
    for (const name of namespaces) bootstrap.namespace(client, name);
    for (const [name, value] of [
      ['system-node-critical', 2000001000],
      ['system-cluster-critical', 2000000000],
    ] as const) {
      make(client, 'PriorityClass', { metadata: { name }, value, preemptionPolicy: 'PreemptLowerPriority' });
    }
    make(client, 'Service', {
      metadata: {
        name: 'kubernetes',
        namespace: 'default',
        labels: { component: 'apiserver', provider: 'kubernetes' },
      },
      spec: {
        type: 'ClusterIP',
        clusterIP: '10.96.0.1',
        clusterIPs: ['10.96.0.1'],
        ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 6443 }],
      },
    });
  },

  namespace(client: ApiClient, name: string): void {
    make(client, 'Namespace', {
      metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
      spec: { finalizers: ['kubernetes'] },
    });
    make(client, 'ServiceAccount', { metadata: { name: 'default', namespace: name } });
    make(client, 'ConfigMap', {
      metadata: {
        name: 'kube-root-ca.crt',
        namespace: name,
        annotations: {
          'kubernetes.io/description':
            'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.',
        },
      },
      data: { 'ca.crt': '-----BEGIN CERTIFICATE-----\n(simulated)\n-----END CERTIFICATE-----\n' },
    });
  },
};
