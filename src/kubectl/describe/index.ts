/** All describers; kinds that are not here are shown field by field. */
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import { describeAnyKind } from './any-kind.ts';
import { clusterRoleBindingDescriber, roleBindingDescriber } from './binding.ts';
import { configMapDescriber } from './configmap.ts';
import { cronJobDescriber } from './cronjob.ts';
import { daemonSetDescriber } from './daemonset.ts';
import { deploymentDescriber } from './deployment.ts';
import type { Describer } from './describer.ts';
import { endpointSliceDescriber, endpointsDescriber } from './endpoints.ts';
import { horizontalPodAutoscalerDescriber } from './horizontalpodautoscaler.ts';
import { ingressDescriber } from './ingress.ts';
import { ingressClassDescriber } from './ingressclass.ts';
import { jobDescriber } from './job.ts';
import { limitRangeDescriber } from './limitrange.ts';
import { namespaceDescriber } from './namespace.ts';
import { networkPolicyDescriber } from './networkpolicy.ts';
import { nodeDescriber } from './node.ts';
import { persistentVolumeDescriber } from './persistentvolume.ts';
import { persistentVolumeClaimDescriber } from './persistentvolumeclaim.ts';
import { podDescriber } from './pod.ts';
import { podDisruptionBudgetDescriber } from './poddisruptionbudget.ts';
import { priorityClassDescriber } from './priorityclass.ts';
import { replicaSetDescriber, replicationControllerDescriber } from './replicaset.ts';
import { resourceQuotaDescriber } from './resourcequota.ts';
import { clusterRoleDescriber, roleDescriber } from './role.ts';
import { secretDescriber } from './secret.ts';
import { serviceDescriber } from './service.ts';
import { serviceAccountDescriber } from './serviceaccount.ts';
import { statefulSetDescriber } from './statefulset.ts';
import { storageClassDescriber } from './storageclass.ts';

const describers: readonly Describer[] = [
  podDescriber,
  deploymentDescriber,
  replicaSetDescriber,
  replicationControllerDescriber,
  statefulSetDescriber,
  daemonSetDescriber,
  jobDescriber,
  cronJobDescriber,
  serviceDescriber,
  endpointsDescriber,
  endpointSliceDescriber,
  ingressDescriber,
  ingressClassDescriber,
  networkPolicyDescriber,
  nodeDescriber,
  namespaceDescriber,
  configMapDescriber,
  secretDescriber,
  serviceAccountDescriber,
  persistentVolumeDescriber,
  persistentVolumeClaimDescriber,
  storageClassDescriber,
  horizontalPodAutoscalerDescriber,
  podDisruptionBudgetDescriber,
  resourceQuotaDescriber,
  limitRangeDescriber,
  roleDescriber,
  clusterRoleDescriber,
  roleBindingDescriber,
  clusterRoleBindingDescriber,
  priorityClassDescriber,
];

const byKind = new Map(describers.map((one) => [one.kind as string, one]));

export function describerOf({ kind, custom }: KindDefinition): Describer['describe'] {
  const found = custom ? undefined : byKind.get(kind);
  return found ? found.describe.bind(found) : describeAnyKind;
}
