/** All printers, and the one for a kind: what has none of its own shows name and creation time, as the server does it. */
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import type { Anything, Api } from '../api.ts';
import { findByPath } from '../jsonpath/evaluate.ts';
import { age } from '../output/age.ts';
import { clusterRoleBindingPrinter, roleBindingPrinter } from './binding.ts';
import { configMapPrinter } from './configmap.ts';
import { controllerRevisionPrinter } from './controllerrevision.ts';
import { cronJobPrinter } from './cronjob.ts';
import { daemonSetPrinter } from './daemonset.ts';
import { deploymentPrinter } from './deployment.ts';
import { endpointsPrinter } from './endpoints.ts';
import { endpointSlicePrinter } from './endpointslice.ts';
import { eventPrinter } from './event.ts';
import { horizontalPodAutoscalerPrinter } from './horizontalpodautoscaler.ts';
import { ingressPrinter } from './ingress.ts';
import { ingressClassPrinter } from './ingressclass.ts';
import { jobPrinter } from './job.ts';
import { leasePrinter } from './lease.ts';
import { namespacePrinter } from './namespace.ts';
import { networkPolicyPrinter } from './networkpolicy.ts';
import { nodePrinter } from './node.ts';
import { persistentVolumePrinter } from './persistentvolume.ts';
import { persistentVolumeClaimPrinter } from './persistentvolumeclaim.ts';
import { podPrinter } from './pod.ts';
import { podDisruptionBudgetPrinter } from './poddisruptionbudget.ts';
import { ageColumn, type Column, column, createdColumn, nameColumn, type Printer, wide } from './printer.ts';
import { priorityClassPrinter } from './priorityclass.ts';
import { replicaSetPrinter } from './replicaset.ts';
import { replicationControllerPrinter } from './replicationcontroller.ts';
import { resourceQuotaPrinter } from './resourcequota.ts';
import { runtimeClassPrinter } from './runtimeclass.ts';
import { secretPrinter } from './secret.ts';
import { servicePrinter } from './service.ts';
import { serviceAccountPrinter } from './serviceaccount.ts';
import { statefulSetPrinter } from './statefulset.ts';
import { storageClassPrinter } from './storageclass.ts';
import { volumeAttachmentPrinter } from './volumeattachment.ts';

const printers: readonly Printer[] = [
  podPrinter,
  deploymentPrinter,
  replicaSetPrinter,
  replicationControllerPrinter,
  statefulSetPrinter,
  daemonSetPrinter,
  jobPrinter,
  cronJobPrinter,
  servicePrinter,
  endpointsPrinter,
  endpointSlicePrinter,
  ingressPrinter,
  ingressClassPrinter,
  networkPolicyPrinter,
  nodePrinter,
  namespacePrinter,
  configMapPrinter,
  secretPrinter,
  serviceAccountPrinter,
  persistentVolumePrinter,
  persistentVolumeClaimPrinter,
  storageClassPrinter,
  volumeAttachmentPrinter,
  horizontalPodAutoscalerPrinter,
  podDisruptionBudgetPrinter,
  resourceQuotaPrinter,
  roleBindingPrinter,
  clusterRoleBindingPrinter,
  priorityClassPrinter,
  runtimeClassPrinter,
  leasePrinter,
  controllerRevisionPrinter,
  eventPrinter,
];

const byKind = new Map(printers.map((printer) => [printer.kind as string, printer]));

export function columnsOf(api: Api, definition: KindDefinition): readonly Column[] {
  if (definition.custom) return customColumns(api, definition);
  return byKind.get(definition.kind)?.columns ?? [nameColumn, createdColumn];
}

/** The columns that a CustomResourceDefinition declares; name and age where it declares none. */
function customColumns(api: Api, { group, kind, version }: KindDefinition): readonly Column[] {
  const crd = api.server
    .list('CustomResourceDefinition')
    .find(({ spec }) => spec.group === group && spec.names.kind === kind) as Anything | undefined;
  const versions = (crd?.['spec'].versions ?? []) as readonly Anything[];
  const declared = (versions.find((one) => one['name'] === version)?.['additionalPrinterColumns'] ??
    []) as readonly Anything[];
  if (declared.length === 0) return [nameColumn, ageColumn];
  const made = declared.map((one) => {
    const cell: Column['cell'] = (object, { nowMs }) => {
      const found = findByPath(one['jsonPath'], object);
      const value = found.ok ? found.value[0] : undefined;
      if (value === undefined || value === null) return '';
      return one['type'] === 'date' ? age(String(value), nowMs) : String(value);
    };
    const name = String(one['name']).toUpperCase();
    return (one['priority'] ?? 0) > 0 ? wide(name, cell) : column(name, cell);
  });
  return [nameColumn, ...made];
}
