/**
 * A node as the scheduler sees it: what it offers, what the pods on it have taken, kept up to date as pods come and go
 * instead of being summed anew for each decision.
 */
import type { Node } from '#api/core/node.ts';
import { quantityMillis, quantityUnits } from '#api/meta/quantity.ts';
import type { HostPort, PodInfo } from './pod-info.ts';

export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

export class NodeInfo {
  readonly name: string;
  node: Node;
  readonly pods = new Map<string, PodInfo>();
  /** Of `pods`, those with terms that make nodes more or less wanted for pods still to come. */
  readonly podsWithAffinity = new Map<string, PodInfo>();
  readonly podsWithRequiredAntiAffinity = new Map<string, PodInfo>();

  allocatableCpuMillis = 0;
  allocatableMemoryBytes = 0;
  allocatableEphemeralBytes = 0;
  allocatablePods = 0;
  allocatableScalars: ReadonlyMap<string, number> = new Map();
  /** Taints that keep pods away, and those that only make the node less wanted. */
  hardTaints: readonly Taint[] = [];
  softTaints: readonly Taint[] = [];
  labels: Readonly<Record<string, string>> = {};

  requestedCpuMillis = 0;
  requestedMemoryBytes = 0;
  requestedEphemeralBytes = 0;
  nonZeroCpuMillis = 0;
  nonZeroMemoryBytes = 0;
  readonly requestedScalars = new Map<string, number>();
  readonly #hostPorts = new Map<string, number>();

  /** From a node, or from what is known of one already. */
  constructor(from: Node | NodeInfo) {
    if (!(from instanceof NodeInfo)) {
      this.name = from.metadata.name;
      this.node = from;
      this.setNode(from);
      return;
    }
    this.name = from.name;
    this.node = from.node;
    this.labels = from.labels;
    this.allocatableCpuMillis = from.allocatableCpuMillis;
    this.allocatableMemoryBytes = from.allocatableMemoryBytes;
    this.allocatableEphemeralBytes = from.allocatableEphemeralBytes;
    this.allocatablePods = from.allocatablePods;
    this.allocatableScalars = from.allocatableScalars;
    this.hardTaints = from.hardTaints;
    this.softTaints = from.softTaints;
  }

  setNode(node: Node): void {
    this.node = node;
    this.labels = node.metadata.labels ?? {};
    const allocatable = (node.status?.allocatable ?? node.status?.capacity ?? {}) as Readonly<Record<string, string>>;
    this.allocatableCpuMillis = quantityMillis(allocatable['cpu']);
    this.allocatableMemoryBytes = quantityUnits(allocatable['memory']);
    this.allocatableEphemeralBytes = quantityUnits(allocatable['ephemeral-storage']);
    this.allocatablePods = quantityUnits(allocatable['pods']);
    const scalars = new Map<string, number>();
    for (const name of Object.keys(allocatable)) {
      if (!plain.has(name)) scalars.set(name, quantityUnits(allocatable[name]));
    }
    this.allocatableScalars = scalars;
    const taints = (node.spec?.taints ?? []) as readonly Taint[];
    this.hardTaints = taints.filter(({ effect }) => effect === 'NoSchedule' || effect === 'NoExecute');
    this.softTaints = taints.filter(({ effect }) => effect === 'PreferNoSchedule');
  }

  addPod(info: PodInfo): void {
    const { uid } = info.pod.metadata;
    if (this.pods.has(uid)) this.removePod(uid);
    this.pods.set(uid, info);
    if (hasAffinity(info)) this.podsWithAffinity.set(uid, info);
    if (info.requiredAntiAffinity.length > 0) this.podsWithRequiredAntiAffinity.set(uid, info);
    this.#count(info, 1);
  }

  removePod(uid: string): PodInfo | undefined {
    const info = this.pods.get(uid);
    if (!info) return undefined;
    this.pods.delete(uid);
    this.podsWithAffinity.delete(uid);
    this.podsWithRequiredAntiAffinity.delete(uid);
    this.#count(info, -1);
    return info;
  }

  /** A change of status alone: same place, same amounts. */
  replacePod(info: PodInfo): void {
    const { uid } = info.pod.metadata;
    this.pods.set(uid, info);
    if (this.podsWithAffinity.has(uid)) this.podsWithAffinity.set(uid, info);
    if (this.podsWithRequiredAntiAffinity.has(uid)) this.podsWithRequiredAntiAffinity.set(uid, info);
  }

  /** 0.0.0.0 is every address of the node. */
  hasPortConflict({ ip, protocol, port }: HostPort): boolean {
    if (this.#hostPorts.size === 0) return false;
    if (ip === anyAddress) {
      for (const key of this.#hostPorts.keys()) if (key.startsWith(`${protocol}/${port}/`)) return true;
      return false;
    }
    return this.#hostPorts.has(portKey(anyAddress, protocol, port)) || this.#hostPorts.has(portKey(ip, protocol, port));
  }

  /** A copy on which pods can be taken away and put back to see what would be. */
  clone(): NodeInfo {
    const copy = new NodeInfo(this);
    for (const [uid, info] of this.pods) copy.pods.set(uid, info);
    for (const [uid, info] of this.podsWithAffinity) copy.podsWithAffinity.set(uid, info);
    for (const [uid, info] of this.podsWithRequiredAntiAffinity) copy.podsWithRequiredAntiAffinity.set(uid, info);
    for (const [name, amount] of this.requestedScalars) copy.requestedScalars.set(name, amount);
    for (const [key, count] of this.#hostPorts) copy.#hostPorts.set(key, count);
    copy.requestedCpuMillis = this.requestedCpuMillis;
    copy.requestedMemoryBytes = this.requestedMemoryBytes;
    copy.requestedEphemeralBytes = this.requestedEphemeralBytes;
    copy.nonZeroCpuMillis = this.nonZeroCpuMillis;
    copy.nonZeroMemoryBytes = this.nonZeroMemoryBytes;
    return copy;
  }

  #count(info: PodInfo, sign: 1 | -1): void {
    const { requests } = info;
    this.requestedCpuMillis += sign * requests.cpuMillis;
    this.requestedMemoryBytes += sign * requests.memoryBytes;
    this.requestedEphemeralBytes += sign * requests.ephemeralBytes;
    this.nonZeroCpuMillis += sign * info.nonZeroCpuMillis;
    this.nonZeroMemoryBytes += sign * info.nonZeroMemoryBytes;
    for (const [name, value] of requests.scalars) {
      this.requestedScalars.set(name, (this.requestedScalars.get(name) ?? 0) + sign * value);
    }
    for (const { ip, protocol, port } of info.hostPorts) {
      const key = portKey(ip, protocol, port);
      const count = (this.#hostPorts.get(key) ?? 0) + sign;
      if (count > 0) this.#hostPorts.set(key, count);
      else this.#hostPorts.delete(key);
    }
  }
}

const plain: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage', 'pods']);
const anyAddress = '0.0.0.0';

function portKey(ip: string, protocol: string, port: number): string {
  return `${protocol}/${port}/${ip}`;
}

/** Whether its terms score other pods' nodes; required anti-affinity only forbids. */
function hasAffinity(info: PodInfo): boolean {
  return info.requiredAffinity.length + info.preferredAffinity.length + info.preferredAntiAffinity.length > 0;
}
