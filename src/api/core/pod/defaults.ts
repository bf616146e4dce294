/**
 * What a pod gets that does not say otherwise. Pods and templates share most of it; that unset requests equal the limits
 * and that Service variables are set (`enableServiceLinks`) is for pods alone.
 */
import { formatQuantity } from '../../meta/quantity.ts';
import { isHugePages } from '../../meta/resource-name.ts';
import { setPersistentVolumeClaimSpecDefaults } from '../persistentvolumeclaim.ts';
import { defaultPullPolicy } from './image.ts';
import type { ContainerDraft, LifecycleDraft, PodSpecDraft, ProbeDraft, ResourcesDraft, VolumeDraft } from './model.ts';
import { isPodLevelResource } from './pod-level-resources.ts';
import { containerTotals } from './resource-totals.ts';

/** For pods and templates. */
export function defaultPodSpec(spec: PodSpecDraft): void {
  spec.dnsPolicy = spec.dnsPolicy || 'ClusterFirst';
  spec.restartPolicy = spec.restartPolicy || 'Always';
  spec.securityContext ??= {};
  spec.terminationGracePeriodSeconds ??= 30;
  spec.schedulerName = spec.schedulerName || 'default-scheduler';
  defaultServiceAccount(spec);
  for (const volume of spec.volumes ?? []) defaultVolume(volume);
  for (const container of allContainers(spec)) defaultContainer(container);
  if (spec.hostNetwork) defaultHostPorts(spec);
}

/** `serviceAccount` is the old name of `serviceAccountName`; both are stored. */
function defaultServiceAccount(spec: PodSpecDraft): void {
  const name = spec.serviceAccountName || spec.serviceAccount;
  if (!name) return;
  spec.serviceAccountName = name;
  spec.serviceAccount = name;
}

/** Only for pods. */
export function defaultPod(spec: PodSpecDraft): void {
  spec.enableServiceLinks ??= true;
  for (const container of [...(spec.initContainers ?? []), ...(spec.containers ?? [])]) {
    defaultRequestsToLimits(container.resources);
  }
  defaultPodLevelHugePages(spec);
  defaultPodLevelRequests(spec);
}

function defaultRequestsToLimits(resources: ResourcesDraft | undefined): void {
  if (!resources?.limits) return;
  for (const [name, limit] of Object.entries(resources.limits)) {
    resources.requests ??= {};
    if (!Object.hasOwn(resources.requests, name)) resources.requests[name] = limit;
  }
}

/** What of huge pages the containers may have together, the pod as a whole may have. */
function defaultPodLevelHugePages(spec: PodSpecDraft): void {
  const { resources } = spec;
  const { requests = {}, limits = {} } = resources ?? {};
  if (!resources || isEmpty(requests, limits)) return;
  const all = { ...limits };
  for (const [name, total] of containerTotals(spec, 'limits')) {
    if (!isHugePages(name) || Object.hasOwn(requests, name) || Object.hasOwn(all, name)) continue;
    all[name] = formatQuantity(total);
  }
  if (!isEmpty(all)) resources.limits = all;
}

function isEmpty(...amounts: readonly object[]): boolean {
  return amounts.every((named) => Object.keys(named).length === 0);
}

/**
 * A pod with limits requests as a whole what it does not say: of each resource the sum of its containers, or else its limit.
 * limits cpu 4, containers request cpu 1 and 1: the pod requests cpu 2.
 */
function defaultPodLevelRequests(spec: PodSpecDraft): void {
  const { resources } = spec;
  if (!resources || isEmpty(resources.limits ?? {})) return;
  const requests = { ...resources.requests };
  for (const [name, total] of containerTotals(spec, 'requests')) {
    if ((name === 'cpu' || name === 'memory') && !Object.hasOwn(requests, name)) requests[name] = formatQuantity(total);
  }
  for (const [name, limit] of Object.entries(resources.limits ?? {})) {
    if (isPodLevelResource(name) && !Object.hasOwn(requests, name)) requests[name] = limit;
  }
  if (Object.keys(requests).length > 0) resources.requests = requests;
}

function allContainers(spec: PodSpecDraft): ContainerDraft[] {
  return [...(spec.initContainers ?? []), ...(spec.containers ?? []), ...(spec.ephemeralContainers ?? [])];
}

function defaultContainer(container: ContainerDraft): void {
  if (!container.imagePullPolicy) container.imagePullPolicy = defaultPullPolicy(container.image ?? '');
  container.terminationMessagePath = container.terminationMessagePath || '/dev/termination-log';
  container.terminationMessagePolicy = container.terminationMessagePolicy || 'File';
  container.resources ??= {};
  for (const port of container.ports ?? []) port.protocol = port.protocol || 'TCP';
  for (const probe of [container.livenessProbe, container.readinessProbe, container.startupProbe]) {
    if (probe) defaultProbe(probe);
  }
  if (container.lifecycle) defaultLifecycle(container.lifecycle);
  for (const { valueFrom } of container.env ?? []) {
    if (valueFrom?.fieldRef) defaultFieldRef(valueFrom.fieldRef);
    if (valueFrom?.resourceFieldRef) defaultDivisor(valueFrom.resourceFieldRef);
    if (valueFrom?.fileKeyRef) valueFrom.fileKeyRef.optional ??= false;
  }
}

function defaultProbe(probe: ProbeDraft): void {
  probe.timeoutSeconds = probe.timeoutSeconds || 1;
  probe.periodSeconds = probe.periodSeconds || 10;
  probe.successThreshold = probe.successThreshold || 1;
  probe.failureThreshold = probe.failureThreshold || 3;
  defaultHttpGet(probe.httpGet);
  if (probe.grpc) probe.grpc.service ??= '';
}

function defaultLifecycle(lifecycle: LifecycleDraft): void {
  defaultHttpGet(lifecycle.postStart?.httpGet);
  defaultHttpGet(lifecycle.preStop?.httpGet);
}

function defaultHttpGet(action: ProbeDraft['httpGet']): void {
  if (!action) return;
  action.path = action.path || '/';
  action.scheme = action.scheme || 'HTTP';
}

function defaultFieldRef(reference: { apiVersion?: string | undefined }): void {
  reference.apiVersion = reference.apiVersion || 'v1';
}

function defaultDivisor(reference: { divisor?: string | number | undefined }): void {
  reference.divisor ??= '0';
}

function defaultDownwardFiles(files: NonNullable<VolumeDraft['downwardAPI']>['items'] = []): void {
  for (const { fieldRef, resourceFieldRef } of files) {
    if (fieldRef) defaultFieldRef(fieldRef);
    if (resourceFieldRef) defaultDivisor(resourceFieldRef);
  }
}

function defaultVolume(volume: VolumeDraft): void {
  const hasSource = Object.keys(volume).some(
    (name) => name !== 'name' && volume[name as keyof VolumeDraft] !== undefined,
  );
  if (!hasSource) volume.emptyDir = {};
  // With two sources by mistake both are defaulted, and shown so when the pod's change is refused.
  if (volume.secret) volume.secret.defaultMode ??= 0o644;
  if (volume.configMap) volume.configMap.defaultMode ??= 0o644;
  if (volume.downwardAPI) {
    volume.downwardAPI.defaultMode ??= 0o644;
    defaultDownwardFiles(volume.downwardAPI.items);
  }
  if (volume.projected) {
    volume.projected.defaultMode ??= 0o644;
    for (const { downwardAPI, serviceAccountToken } of volume.projected.sources ?? []) {
      defaultDownwardFiles(downwardAPI?.items);
      if (serviceAccountToken) serviceAccountToken.expirationSeconds ??= 3600;
    }
  }
  if (volume.hostPath) volume.hostPath.type ??= '';
  if (volume.iscsi) volume.iscsi.iscsiInterface = volume.iscsi.iscsiInterface || 'default';
  if (volume.rbd) {
    volume.rbd.pool = volume.rbd.pool || 'rbd';
    volume.rbd.user = volume.rbd.user || 'admin';
    volume.rbd.keyring = volume.rbd.keyring || '/etc/ceph/keyring';
  }
  if (volume.scaleIO) {
    volume.scaleIO.storageMode = volume.scaleIO.storageMode || 'ThinProvisioned';
    volume.scaleIO.fsType = volume.scaleIO.fsType || 'xfs';
  }
  if (volume.azureDisk) {
    volume.azureDisk.cachingMode ??= 'ReadWrite';
    volume.azureDisk.kind ??= 'Shared';
    volume.azureDisk.fsType ??= 'ext4';
    volume.azureDisk.readOnly ??= false;
  }
  const claim = volume.ephemeral?.volumeClaimTemplate;
  if (claim) {
    claim.metadata ??= {};
    claim.spec ??= {};
    setPersistentVolumeClaimSpecDefaults(claim.spec);
    claim.spec.resources ??= {};
  }
  if (volume.image) {
    volume.image.pullPolicy = volume.image.pullPolicy || defaultPullPolicy(volume.image.reference ?? '');
  }
}

/** On the node's network the port of the container is the port of the node. */
function defaultHostPorts(spec: PodSpecDraft): void {
  for (const container of [...(spec.containers ?? []), ...(spec.initContainers ?? [])]) {
    for (const port of container.ports ?? []) {
      if (!port.hostPort && port.containerPort) port.hostPort = port.containerPort;
    }
  }
}
