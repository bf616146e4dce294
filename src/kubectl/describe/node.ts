/** Nodes: what they are, what runs on them, what of their resources is promised. */
import { addQuantities, formatQuantity, type QuantityLike, quantityMillis } from '#api/meta/quantity.ts';
import type { Anything } from '../api.ts';
import { age, longDate } from '../output/age.ts';
import { nodeRoles } from '../printers/node.ts';
import type { Describer } from './describer.ts';
import { describeEvents } from './events.ts';
import { sortedEntries, type Writer } from './writer.ts';

export const nodeDescriber: Describer = {
  kind: 'Node',
  describe(call, writer, node) {
    const { metadata, spec, status = {} } = node;
    writer.line(`Name:\t${metadata.name}`);
    writer.line(`Roles:\t${nodeRoles(node) || '<none>'}`);
    writer.labels('Labels', metadata.labels);
    writer.annotations('Annotations', metadata.annotations);
    writer.time('CreationTimestamp', metadata.creationTimestamp);
    describeTaints(writer, spec?.taints);
    writer.line(`Unschedulable:\t${spec?.unschedulable ?? false}`);
    const lease = call.cluster.client.get('Lease', 'kube-node-lease', metadata.name) as Anything | undefined;
    if (lease) {
      writer.line('Lease:');
      writer.line(`HolderIdentity:\t${lease['spec'].holderIdentity ?? '<unset>'}`, 1);
      writer.line('AcquireTime:\t<unset>', 1);
      writer.line(`RenewTime:\t${lease['spec'].renewTime ? longDate(lease['spec'].renewTime) : '<unset>'}`, 1);
    }
    const conditions = (status.conditions ?? []) as readonly Anything[];
    if (conditions.length > 0) {
      writer.line('Conditions:');
      writer.line('Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage', 1);
      writer.line('----\t------\t-----------------\t------------------\t------\t-------', 1);
      for (const one of conditions) {
        const at = (time: string | undefined) => (time ? longDate(time) : 'Mon, 01 Jan 0001 00:00:00 +0000');
        writer.line(
          `${one['type']} \t${one['status']} \t${at(one['lastHeartbeatTime'])} \t${at(one['lastTransitionTime'])} \t${one['reason'] ?? ''} \t${one['message'] ?? ''}`,
          1,
        );
      }
    }
    writer.line('Addresses:');
    for (const { type, address } of (status.addresses ?? []) as readonly Anything[])
      writer.line(`${type}:\t${address}`, 1);
    describeResources(writer, 'Capacity', status.capacity);
    describeResources(writer, 'Allocatable', status.allocatable ?? status.capacity);
    const info = status.nodeInfo ?? {};
    writer.line('System Info:');
    for (const [title, value] of [
      ['Machine ID', info.machineID],
      ['System UUID', info.systemUUID],
      ['Boot ID', info.bootID],
      ['Kernel Version', info.kernelVersion],
      ['OS Image', info.osImage],
      ['Operating System', info.operatingSystem],
      ['Architecture', info.architecture],
      ['Container Runtime Version', info.containerRuntimeVersion],
      ['Kubelet Version', info.kubeletVersion],
      ['Kube-Proxy Version', info.kubeProxyVersion ?? ''],
    ] as const) {
      writer.line(`${title}:\t${value ?? ''}`, 1);
    }
    if (spec?.podCIDR) writer.line(`PodCIDR:\t${spec.podCIDR}`);
    if ((spec?.podCIDRs ?? []).length > 0) writer.line(`PodCIDRs:\t${spec.podCIDRs.join(',')}`);
    if (spec?.providerID) writer.line(`ProviderID:\t${spec.providerID}`);
    const pods = (
      call.cluster.client.list('Pod', {
        fieldSelector: `spec.nodeName=${metadata.name}`,
      }) as unknown as readonly Anything[]
    )
      .filter((pod) => pod['status']?.phase !== 'Succeeded' && pod['status']?.phase !== 'Failed')
      .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
    describePods(writer, pods, status.allocatable ?? status.capacity ?? {}, call.nowMs);
    describeEvents(call, writer, node);
  },
};

function keyOf({ metadata }: Anything): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function describeTaints(writer: Writer, taints: readonly Anything[] = []): void {
  const lines = taints.map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`);
  const [first = '<none>', ...others] = lines;
  writer.line(`Taints:\t${first}`);
  for (const other of others) writer.line(`\t${other}`);
}

function describeResources(writer: Writer, title: string, amounts: Readonly<Record<string, string>> | undefined): void {
  if (!amounts) return;
  writer.line(`${title}:`);
  for (const [resource, amount] of sortedEntries(amounts)) writer.line(`${resource}:\t${amount}`, 1);
}

type Amounts = Record<string, QuantityLike | undefined>;

function describePods(writer: Writer, pods: readonly Anything[], allocatable: Amounts, nowMs: number): void {
  writer.line(`Non-terminated Pods:\t(${pods.length} in total)`);
  writer.line('Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge', 1);
  writer.line('---------\t----\t\t------------\t----------\t---------------\t-------------\t---', 1);
  const totals = { requests: {} as Amounts, limits: {} as Amounts };
  for (const pod of pods) {
    const { requests, limits } = amountsOf(pod);
    for (const [kind, amounts] of [
      ['requests', requests],
      ['limits', limits],
    ] as const) {
      for (const resource of Object.keys(amounts))
        totals[kind][resource] = addQuantities(totals[kind][resource], amounts[resource]);
    }
    const cell = (amounts: Amounts, resource: string) => shareText(amounts[resource], allocatable[resource]);
    writer.line(
      `${pod.metadata.namespace}\t${pod.metadata.name}\t\t${cell(requests, 'cpu')}\t${cell(limits, 'cpu')}\t${cell(requests, 'memory')}\t${cell(limits, 'memory')}\t${age(pod.metadata.creationTimestamp, nowMs)}`,
      1,
    );
  }
  writer.line('Allocated resources:');
  writer.line('(Total limits may be over 100 percent, i.e., overcommitted.)', 1);
  writer.line('Resource\tRequests\tLimits', 1);
  writer.line('--------\t--------\t------', 1);
  const more = Object.keys(allocatable).filter(
    (resource) => !['cpu', 'memory', 'ephemeral-storage', 'pods'].includes(resource),
  );
  for (const resource of ['cpu', 'memory', 'ephemeral-storage', ...more.sort()]) {
    writer.line(
      `${resource}\t${shareText(totals.requests[resource], allocatable[resource])}\t${shareText(totals.limits[resource], allocatable[resource])}`,
      1,
    );
  }
}

/** `100m (5%)`: the percentage is cut, not rounded. */
function shareText(amount: QuantityLike | undefined, of: QuantityLike | undefined): string {
  const whole = quantityMillis(of);
  const share = whole === 0 ? 0 : Math.floor((quantityMillis(amount) * 100) / whole);
  return `${amount === undefined ? '0' : formatQuantity(amount)} (${share}%)`;
}

/** What a pod asks for: its containers and sidecars together, or its greediest init container if that is more. */
function amountsOf(pod: Anything): { readonly requests: Amounts; readonly limits: Amounts } {
  const sum = (kind: 'requests' | 'limits'): Amounts => {
    const total: Amounts = {};
    const { containers, initContainers = [] } = pod['spec'] as { containers: Anything[]; initContainers?: Anything[] };
    const lasting = [...containers, ...initContainers.filter((one) => one['restartPolicy'] === 'Always')];
    for (const { resources } of lasting) {
      for (const [resource, amount] of Object.entries((resources?.[kind] ?? {}) as Amounts)) {
        total[resource] = addQuantities(total[resource], amount);
      }
    }
    for (const { resources, restartPolicy } of initContainers) {
      if (restartPolicy === 'Always') continue;
      for (const [resource, amount] of Object.entries((resources?.[kind] ?? {}) as Amounts)) {
        if (quantityMillis(amount) > quantityMillis(total[resource])) total[resource] = amount;
      }
    }
    return total;
  };
  return { requests: sum('requests'), limits: sum('limits') };
}
