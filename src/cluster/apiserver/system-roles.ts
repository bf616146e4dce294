/**
 * The ClusterRoles every cluster comes with and people are bound to: cluster-admin may do everything; admin, edit and view
 * are meant for a namespace. Viewing does not include Secrets, and neither edit nor view touches roles.
 */
interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs: readonly string[];
}

const read = ['get', 'list', 'watch'];
const write = ['create', 'delete', 'deletecollection', 'patch', 'update'];

/** Resources of a namespace by group: what can be read, and of that what can be written. */
const workloads: readonly {
  readonly group: string;
  readonly written: readonly string[];
  readonly readOnly?: readonly string[];
}[] = [
  {
    group: '',
    written: [
      'configmaps',
      'endpoints',
      'persistentvolumeclaims',
      'pods',
      'replicationcontrollers',
      'replicationcontrollers/scale',
      'serviceaccounts',
      'services',
    ],
    readOnly: [
      'bindings',
      'events',
      'limitranges',
      'namespaces',
      'namespaces/status',
      'persistentvolumeclaims/status',
      'pods/log',
      'pods/status',
      'replicationcontrollers/status',
      'resourcequotas',
      'resourcequotas/status',
      'services/status',
    ],
  },
  {
    group: 'apps',
    written: [
      'daemonsets',
      'deployments',
      'deployments/rollback',
      'deployments/scale',
      'replicasets',
      'replicasets/scale',
      'statefulsets',
      'statefulsets/scale',
    ],
    readOnly: [
      'controllerrevisions',
      'daemonsets/status',
      'deployments/status',
      'replicasets/status',
      'statefulsets/status',
    ],
  },
  {
    group: 'autoscaling',
    written: ['horizontalpodautoscalers'],
    readOnly: ['horizontalpodautoscalers/status'],
  },
  { group: 'batch', written: ['cronjobs', 'jobs'], readOnly: ['cronjobs/status', 'jobs/status'] },
  { group: 'networking.k8s.io', written: ['ingresses', 'networkpolicies'], readOnly: ['ingresses/status'] },
  { group: 'policy', written: ['poddisruptionbudgets'], readOnly: ['poddisruptionbudgets/status'] },
  { group: 'discovery.k8s.io', written: [], readOnly: ['endpointslices'] },
];

const viewRules: readonly Rule[] = workloads.map(({ group, written, readOnly = [] }) => ({
  apiGroups: [group],
  resources: [...written, ...readOnly],
  verbs: read,
}));

const editRules: readonly Rule[] = [
  ...viewRules,
  {
    apiGroups: [''],
    resources: ['pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy', 'secrets', 'services/proxy'],
    verbs: read,
  },
  { apiGroups: [''], resources: ['serviceaccounts'], verbs: ['impersonate'] },
  {
    apiGroups: [''],
    resources: ['pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy', 'secrets', 'services/proxy'],
    verbs: write,
  },
  { apiGroups: [''], resources: ['pods/eviction'], verbs: ['create'] },
  ...workloads
    .filter(({ written }) => written.length > 0)
    .map(({ group, written }) => ({ apiGroups: [group], resources: written, verbs: write })),
];

const adminRules: readonly Rule[] = [
  ...editRules,
  { apiGroups: ['authorization.k8s.io'], resources: ['localsubjectaccessreviews'], verbs: ['create'] },
  { apiGroups: ['rbac.authorization.k8s.io'], resources: ['rolebindings', 'roles'], verbs: [...read, ...write] },
];

export const systemRoles: readonly { readonly name: string; readonly rules: readonly Rule[] }[] = [
  {
    name: 'cluster-admin',
    rules: [
      { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
      { nonResourceURLs: ['*'], verbs: ['*'] },
    ],
  },
  { name: 'admin', rules: adminRules },
  { name: 'edit', rules: editRules },
  { name: 'view', rules: viewRules },
];
