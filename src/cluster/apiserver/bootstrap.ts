/**
 * What a cluster has before anybody asks for anything: its four namespaces with their default ServiceAccounts and root
 * certificates, the PriorityClasses of the system, the roles that people are usually bound to, and the Service `kubernetes`.
 * All are written out complete, as the server would have stored them (a test holds them to that), and stored directly.
 */
import type { KubernetesObject } from '#api/meta/object.ts';
import type { KindName } from '#api/scheme.ts';
import { systemRoles } from './system-roles.ts';

/** Fills in uid and time and stores the object; does nothing when it exists. */
export type PutNew = (kind: KindName, object: Omit<KubernetesObject, 'metadata'> & { metadata: object }) => void;

const namespaces = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

const systemPriorities = [
  {
    name: 'system-node-critical',
    value: 2000001000,
    description: 'Used for system critical pods that must not be moved from their current node.',
  },
  {
    name: 'system-cluster-critical',
    value: 2000000000,
    description:
      'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
  },
];

const rootCertificate = '-----BEGIN CERTIFICATE-----\n(simulated)\n-----END CERTIFICATE-----\n';

const rootCertificateDescription =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.';

export function bootstrapCluster(put: PutNew): void {
  for (const name of namespaces) bootstrapNamespace(put, name);
  for (const { name, value, description } of systemPriorities) {
    put('PriorityClass', {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name, generation: 1 },
      value,
      preemptionPolicy: 'PreemptLowerPriority',
      description,
    } as never);
  }
  for (const { name, rules } of systemRoles) {
    put('ClusterRole', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name, labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } },
      rules,
    } as never);
  }
  put('Service', kubernetesService as never);
}

const kubernetesService = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {
    name: 'kubernetes',
    namespace: 'default',
    labels: { component: 'apiserver', provider: 'kubernetes' },
  },
  spec: {
    type: 'ClusterIP',
    clusterIP: '10.96.0.1',
    clusterIPs: ['10.96.0.1'],
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
    internalTrafficPolicy: 'Cluster',
    sessionAffinity: 'None',
    ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 6443 }],
  },
  status: { loadBalancer: {} },
};

/** A namespace with what its controllers would have put there by now. */
export function bootstrapNamespace(put: PutNew, name: string): void {
  put('Namespace', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  } as never);
  put('ServiceAccount', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: name } });
  put('ConfigMap', rootCertificateConfigMap(name) as never);
}

/** What tells a pod that the API server is who it says. */
export function rootCertificateConfigMap(namespace: string) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'kube-root-ca.crt',
      namespace,
      annotations: { 'kubernetes.io/description': rootCertificateDescription },
    },
    data: { 'ca.crt': rootCertificate },
  };
}
