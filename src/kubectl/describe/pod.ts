/** Pods. */
import type { Anything } from '../api.ts';
import { age } from '../output/age.ts';
import { conditionOf } from '../printers/pod.ts';
import { describeContainers } from './containers.ts';
import { controllerOf, type Describer } from './describer.ts';
import { describeEvents } from './events.ts';
import { describeTolerations, describeTopologySpread } from './placement.ts';
import { describeVolumes } from './volumes.ts';

export const podDescriber: Describer = {
  kind: 'Pod',
  describe(call, writer, pod) {
    const { metadata, spec, status = {} } = pod;
    writer.line(`Name:\t${metadata.name}`);
    writer.line(`Namespace:\t${metadata.namespace}`);
    writer.line(`Priority:\t${spec.priority ?? 0}`);
    if (spec.priorityClassName) writer.line(`Priority Class Name:\t${spec.priorityClassName}`);
    if (spec.runtimeClassName) writer.line(`Runtime Class Name:\t${spec.runtimeClassName}`);
    if (spec.serviceAccountName) writer.line(`Service Account:\t${spec.serviceAccountName}`);
    writer.line(`Node:\t${spec.nodeName ? `${spec.nodeName}/${status.hostIP ?? ''}` : '<none>'}`);
    writer.time('Start Time', status.startTime);
    writer.labels('Labels', metadata.labels);
    writer.annotations('Annotations', metadata.annotations);
    if (metadata.deletionTimestamp && status.phase !== 'Failed' && status.phase !== 'Succeeded') {
      writer.line(`Status:\tTerminating (lasts ${age(metadata.deletionTimestamp, call.nowMs)})`);
      writer.line(`Termination Grace Period:\t${metadata.deletionGracePeriodSeconds ?? 0}s`);
    } else writer.line(`Status:\t${status.phase ?? ''}`);
    if (status.reason) writer.line(`Reason:\t${status.reason}`);
    if (status.message) writer.line(`Message:\t${status.message}`);
    const seccomp = spec.securityContext?.seccompProfile;
    if (seccomp) writer.line(`SeccompProfile:\t${seccomp.type}`);
    writer.line(`IP:\t${status.podIP ?? ''}`);
    const addresses = (status.podIPs ?? []) as readonly { ip: string }[];
    if (addresses.length === 0) writer.line('IPs:\t<none>');
    else {
      writer.line('IPs:');
      for (const { ip } of addresses) writer.line(`IP:\t${ip}`, 1);
    }
    const controller = controllerOf(pod);
    if (controller) writer.line(`Controlled By:\t${controller}`);
    if (status.nominatedNodeName) writer.line(`NominatedNodeName:\t${status.nominatedNodeName}`);
    if ((spec.initContainers ?? []).length > 0) {
      describeContainers(writer, {
        title: 'Init Containers',
        containers: spec.initContainers,
        statuses: byName(status.initContainerStatuses),
        indent: '',
        pod,
      });
    }
    describeContainers(writer, {
      title: 'Containers',
      containers: spec.containers,
      statuses: byName(status.containerStatuses),
      indent: '',
      pod,
    });
    if ((spec.ephemeralContainers ?? []).length > 0) {
      describeContainers(writer, {
        title: 'Ephemeral Containers',
        containers: spec.ephemeralContainers,
        statuses: byName(status.ephemeralContainerStatuses),
        indent: '',
        pod,
      });
    }
    const gates = (spec.readinessGates ?? []) as readonly { conditionType: string }[];
    if (gates.length > 0) {
      writer.line('Readiness Gates:');
      writer.line('Type\tStatus', 1);
      for (const { conditionType } of gates) {
        writer.line(`${conditionType} \t${conditionOf(status, conditionType)?.['status'] ?? '<none>'} `, 1);
      }
    }
    const conditions = (status.conditions ?? []) as readonly Anything[];
    if (conditions.length > 0) {
      writer.line('Conditions:');
      writer.line('Type\tStatus', 1);
      for (const { type, status: value } of conditions) writer.line(`${type} \t${value} `, 1);
    }
    describeVolumes(writer, spec.volumes ?? [], '');
    writer.line(`QoS Class:\t${status.qosClass ?? 'BestEffort'}`);
    writer.labels('Node-Selectors', spec.nodeSelector);
    describeTolerations(writer, spec.tolerations);
    describeTopologySpread(writer, spec.topologySpreadConstraints);
    describeEvents(call, writer, pod);
  },
};

function byName(statuses: readonly Anything[] | undefined): ReadonlyMap<string, Anything> {
  return new Map((statuses ?? []).map((status) => [status['name'], status]));
}
