/**
 * The explicit list of built-in kinds, and the ways to find one: by apiVersion and kind (manifests), by Kind (API calls),
 * by plural, singular or short name (kubectl). Kinds made by a CustomResourceDefinition are the API server's to add.
 */
import {
  type CustomResourceDefinition,
  customResourceDefinitionKind,
} from './apiextensions/customresourcedefinition.ts';
import { type ControllerRevision, controllerRevisionKind } from './apps/controllerrevision.ts';
import { type DaemonSet, daemonSetKind } from './apps/daemonset.ts';
import { type Deployment, deploymentKind } from './apps/deployment.ts';
import { type ReplicaSet, replicaSetKind } from './apps/replicaset.ts';
import { type StatefulSet, statefulSetKind } from './apps/statefulset.ts';
import { type HorizontalPodAutoscaler, horizontalPodAutoscalerKind } from './autoscaling/horizontalpodautoscaler.ts';
import { type CronJob, cronJobKind } from './batch/cronjob.ts';
import { type Job, jobKind } from './batch/job.ts';
import { type Lease, leaseKind } from './coordination/lease.ts';
import { type ConfigMap, configMapKind } from './core/configmap.ts';
import { type Endpoints, endpointsKind } from './core/endpoints.ts';
import { type Event, eventKind } from './core/event.ts';
import { type LimitRange, limitRangeKind } from './core/limitrange.ts';
import { type Namespace, namespaceKind } from './core/namespace.ts';
import { type Node, nodeKind } from './core/node.ts';
import { type PersistentVolume, persistentVolumeKind } from './core/persistentvolume/persistentvolume.ts';
import { type PersistentVolumeClaim, persistentVolumeClaimKind } from './core/persistentvolumeclaim.ts';
import { type Pod, podKind } from './core/pod.ts';
import { type PodTemplate, podTemplateKind } from './core/podtemplate.ts';
import { type ReplicationController, replicationControllerKind } from './core/replicationcontroller.ts';
import { type ResourceQuota, resourceQuotaKind } from './core/resourcequota.ts';
import { type Secret, secretKind } from './core/secret.ts';
import { type Service, serviceKind } from './core/service.ts';
import { type ServiceAccount, serviceAccountKind } from './core/serviceaccount.ts';
import { type EndpointSlice, endpointSliceKind } from './discovery/endpointslice.ts';
import type { KindDefinition } from './meta/kind-definition.ts';
import type { KubernetesObject } from './meta/object.ts';
import { type Ingress, ingressKind } from './networking/ingress.ts';
import { type IngressClass, ingressClassKind } from './networking/ingressclass.ts';
import { type NetworkPolicy, networkPolicyKind } from './networking/networkpolicy.ts';
import { type RuntimeClass, runtimeClassKind } from './node/runtimeclass.ts';
import { type PodDisruptionBudget, podDisruptionBudgetKind } from './policy/poddisruptionbudget.ts';
import { type ClusterRole, clusterRoleKind } from './rbac/clusterrole.ts';
import { type ClusterRoleBinding, clusterRoleBindingKind } from './rbac/clusterrolebinding.ts';
import { type Role, roleKind } from './rbac/role.ts';
import { type RoleBinding, roleBindingKind } from './rbac/rolebinding.ts';
import { type PriorityClass, priorityClassKind } from './scheduling/priorityclass.ts';
import { type CSIDriver, csiDriverKind } from './storage/csidriver.ts';
import { type CSINode, csiNodeKind } from './storage/csinode.ts';
import { type StorageClass, storageClassKind } from './storage/storageclass.ts';
import { type VolumeAttachment, volumeAttachmentKind } from './storage/volumeattachment.ts';

export interface KindTypes {
  Pod: Pod;
  Service: Service;
  Endpoints: Endpoints;
  ConfigMap: ConfigMap;
  Secret: Secret;
  Namespace: Namespace;
  Node: Node;
  PersistentVolume: PersistentVolume;
  PersistentVolumeClaim: PersistentVolumeClaim;
  ServiceAccount: ServiceAccount;
  ResourceQuota: ResourceQuota;
  LimitRange: LimitRange;
  Event: Event;
  ReplicationController: ReplicationController;
  PodTemplate: PodTemplate;
  Deployment: Deployment;
  ReplicaSet: ReplicaSet;
  StatefulSet: StatefulSet;
  DaemonSet: DaemonSet;
  ControllerRevision: ControllerRevision;
  Job: Job;
  CronJob: CronJob;
  Ingress: Ingress;
  IngressClass: IngressClass;
  NetworkPolicy: NetworkPolicy;
  PodDisruptionBudget: PodDisruptionBudget;
  HorizontalPodAutoscaler: HorizontalPodAutoscaler;
  EndpointSlice: EndpointSlice;
  StorageClass: StorageClass;
  VolumeAttachment: VolumeAttachment;
  CSIDriver: CSIDriver;
  CSINode: CSINode;
  PriorityClass: PriorityClass;
  RuntimeClass: RuntimeClass;
  Role: Role;
  ClusterRole: ClusterRole;
  RoleBinding: RoleBinding;
  ClusterRoleBinding: ClusterRoleBinding;
  Lease: Lease;
  CustomResourceDefinition: CustomResourceDefinition;
}

/** A built-in Kind, or `Kind.group` of a custom one. */
export type KindName = keyof KindTypes | (string & {});

export type ObjectOf<Kind extends KindName> = Kind extends keyof KindTypes ? KindTypes[Kind] : KubernetesObject;

/** In the order in which `kubectl api-resources` would group them: core first, then by group. */
export const kinds: readonly KindDefinition[] = [
  podKind,
  serviceKind,
  endpointsKind,
  configMapKind,
  secretKind,
  namespaceKind,
  nodeKind,
  persistentVolumeKind,
  persistentVolumeClaimKind,
  serviceAccountKind,
  resourceQuotaKind,
  limitRangeKind,
  eventKind,
  replicationControllerKind,
  podTemplateKind,
  deploymentKind,
  replicaSetKind,
  statefulSetKind,
  daemonSetKind,
  controllerRevisionKind,
  jobKind,
  cronJobKind,
  ingressKind,
  ingressClassKind,
  networkPolicyKind,
  podDisruptionBudgetKind,
  horizontalPodAutoscalerKind,
  endpointSliceKind,
  storageClassKind,
  volumeAttachmentKind,
  csiDriverKind,
  csiNodeKind,
  priorityClassKind,
  runtimeClassKind,
  roleKind,
  clusterRoleKind,
  roleBindingKind,
  clusterRoleBindingKind,
  leaseKind,
  customResourceDefinitionKind,
];

const byKind = new Map(kinds.map((definition) => [definition.kind, definition]));
const byApiVersion = new Map(
  kinds.flatMap((definition) =>
    [definition, ...(definition.otherVersions ?? [])].map(({ group, version }) => [
      `${apiVersionOf(group, version)} ${definition.kind}`,
      definition,
    ]),
  ),
);
const byResourceName = new Map(
  kinds.flatMap((definition) =>
    [definition.plural, definition.singular, ...definition.shortNames].map((name) => [name, definition]),
  ),
);

/** `findKind('Pod')`. */
export function findKind(kind: string): KindDefinition | undefined {
  return byKind.get(kind);
}

/** `findByApiVersion('apps/v1', 'Deployment')`; undefined is what the server calls NoKindMatch. */
export function findByApiVersion(apiVersion: string, kind: string): KindDefinition | undefined {
  return byApiVersion.get(`${apiVersion} ${kind}`);
}

/** By plural, singular or short name in lower case: `deployments`, `deployment`, `deploy`. */
export function findByResourceName(name: string): KindDefinition | undefined {
  return byResourceName.get(name);
}

/** `apps/v1`, or `v1` for the core group. */
export function apiVersionOf(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}

/** `deployments.apps`, or `pods` for the core group: how refusals name a resource. */
export function qualifiedResource(definition: KindDefinition): string {
  return definition.group === '' ? definition.plural : `${definition.plural}.${definition.group}`;
}
