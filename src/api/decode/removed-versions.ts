/**
 * API versions that old tutorials still show, gone from Kubernetes 1.36, with what replaced them and since when they are gone.
 */
export interface RemovedVersion {
  readonly apiVersion: string;
  readonly kinds: readonly string[];
  /** Undefined where nothing took its place. */
  readonly successor: string | undefined;
  readonly removedIn: string;
}

const removedVersions: readonly RemovedVersion[] = [
  removed('extensions/v1beta1', ['Deployment', 'DaemonSet', 'ReplicaSet'], 'apps/v1', '1.16'),
  removed('apps/v1beta1', ['Deployment', 'StatefulSet', 'ControllerRevision'], 'apps/v1', '1.16'),
  removed(
    'apps/v1beta2',
    ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ControllerRevision'],
    'apps/v1',
    '1.16',
  ),
  removed('extensions/v1beta1', ['NetworkPolicy'], 'networking.k8s.io/v1', '1.16'),
  removed('extensions/v1beta1', ['Ingress'], 'networking.k8s.io/v1', '1.22'),
  removed('networking.k8s.io/v1beta1', ['Ingress', 'IngressClass'], 'networking.k8s.io/v1', '1.22'),
  removed('extensions/v1beta1', ['PodSecurityPolicy'], undefined, '1.16'),
  removed('policy/v1beta1', ['PodDisruptionBudget'], 'policy/v1', '1.25'),
  removed('policy/v1beta1', ['PodSecurityPolicy'], undefined, '1.25'),
  removed('batch/v1beta1', ['CronJob'], 'batch/v1', '1.25'),
  removed('batch/v2alpha1', ['CronJob'], 'batch/v1', '1.21'),
  removed('autoscaling/v2beta1', ['HorizontalPodAutoscaler'], 'autoscaling/v2', '1.25'),
  removed('autoscaling/v2beta2', ['HorizontalPodAutoscaler'], 'autoscaling/v2', '1.26'),
  removed('apiextensions.k8s.io/v1beta1', ['CustomResourceDefinition'], 'apiextensions.k8s.io/v1', '1.22'),
  removed(
    'rbac.authorization.k8s.io/v1beta1',
    ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'],
    'rbac.authorization.k8s.io/v1',
    '1.22',
  ),
  removed(
    'rbac.authorization.k8s.io/v1alpha1',
    ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'],
    'rbac.authorization.k8s.io/v1',
    '1.22',
  ),
  removed('scheduling.k8s.io/v1beta1', ['PriorityClass'], 'scheduling.k8s.io/v1', '1.22'),
  removed('scheduling.k8s.io/v1alpha1', ['PriorityClass'], 'scheduling.k8s.io/v1', '1.22'),
  removed(
    'storage.k8s.io/v1beta1',
    ['StorageClass', 'VolumeAttachment', 'CSIDriver', 'CSINode'],
    'storage.k8s.io/v1',
    '1.22',
  ),
  removed('node.k8s.io/v1beta1', ['RuntimeClass'], 'node.k8s.io/v1', '1.25'),
  removed('discovery.k8s.io/v1beta1', ['EndpointSlice'], 'discovery.k8s.io/v1', '1.25'),
  removed('events.k8s.io/v1beta1', ['Event'], 'events.k8s.io/v1', '1.25'),
  removed('coordination.k8s.io/v1beta1', ['Lease'], 'coordination.k8s.io/v1', '1.22'),
];

function removed(
  apiVersion: string,
  kinds: readonly string[],
  successor: string | undefined,
  removedIn: string,
): RemovedVersion {
  return { apiVersion, kinds, successor, removedIn };
}

export function findRemovedVersion(apiVersion: string, kind: string): RemovedVersion | undefined {
  return removedVersions.find((entry) => entry.apiVersion === apiVersion && entry.kinds.includes(kind));
}
