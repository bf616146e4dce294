/**
 * What the scheduler needs of a pod, worked out once for each pod object: its requests as numbers, host ports, claims and
 * (anti-)affinity terms. Milli-CPUs and bytes as numbers: exact up to 2⁵³.
 */
import type { Pod } from '#api/core/pod.ts';
import type { LabelSelector } from '#api/meta/label-selector.ts';
import { quantityMillis, quantityUnits } from '#api/meta/quantity.ts';

export interface Resources {
  readonly cpuMillis: number;
  readonly memoryBytes: number;
  readonly ephemeralBytes: number;
  /** Extended resources and huge pages, by name, in whole units. */
  readonly scalars: ReadonlyMap<string, number>;
}

export interface HostPort {
  readonly ip: string;
  readonly protocol: string;
  readonly port: number;
}

export interface AffinityTerm {
  readonly topologyKey: string;
  readonly selector: LabelSelector | undefined;
  /** Undefined: only the pod's own namespace unless a namespaceSelector says more. */
  readonly namespaces: ReadonlySet<string>;
  readonly namespaceSelector: LabelSelector | undefined;
  readonly weight: number;
}

export interface PodInfo {
  readonly pod: Pod;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly priority: number;
  readonly requests: Resources;
  /** As `requests`, but a container that names no CPU counts 100m and one that names no memory 200Mi. */
  readonly nonZeroCpuMillis: number;
  readonly nonZeroMemoryBytes: number;
  readonly hostPorts: readonly HostPort[];
  readonly claimNames: readonly string[];
  readonly requiredAffinity: readonly AffinityTerm[];
  readonly requiredAntiAffinity: readonly AffinityTerm[];
  readonly preferredAffinity: readonly AffinityTerm[];
  readonly preferredAntiAffinity: readonly AffinityTerm[];
}

const defaultCpuMillis = 100;
const defaultMemoryBytes = 200 * 1024 * 1024;
const noScalars: ReadonlyMap<string, number> = new Map();
const known = new WeakMap<object, PodInfo['requests'] & { nonZeroCpuMillis: number; nonZeroMemoryBytes: number }>();

export function podInfo(pod: Pod): PodInfo {
  const { affinity } = pod.spec;
  const namespace = pod.metadata.namespace ?? '';
  const requests = requestsOf(pod);
  return {
    pod,
    namespace,
    labels: pod.metadata.labels ?? {},
    priority: pod.spec.priority ?? 0,
    requests,
    nonZeroCpuMillis: requests.nonZeroCpuMillis,
    nonZeroMemoryBytes: requests.nonZeroMemoryBytes,
    hostPorts: hostPortsOf(pod),
    claimNames: claimNamesOf(pod),
    requiredAffinity: required(pod, affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution),
    requiredAntiAffinity: required(pod, affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution),
    preferredAffinity: preferred(pod, affinity?.podAffinity?.preferredDuringSchedulingIgnoredDuringExecution),
    preferredAntiAffinity: preferred(pod, affinity?.podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution),
  };
}

type Containers = Pod['spec']['containers'];
type RequestMap = Readonly<Record<string, string | number>>;

/** Pods of one template share the very containers, or equal ones; the sum is kept by the spec object. */
function requestsOf(pod: Pod) {
  const { spec } = pod;
  const cached = known.get(spec);
  if (cached) return cached;
  const total = podRequests(spec.containers, spec.initContainers ?? [], {});
  const nonZero = asksForAll(spec)
    ? new Map(total)
    : podRequests(spec.containers, spec.initContainers ?? [], { cpu: defaultCpuMillis, memory: defaultMemoryBytes });
  const podLevel = (spec.resources?.requests ?? {}) as RequestMap;
  const overhead = (spec.overhead ?? {}) as RequestMap;
  for (const sums of [total, nonZero]) {
    for (const name of Object.keys(podLevel)) sums.set(name, amount(name, podLevel[name]));
    for (const name of Object.keys(overhead)) sums.set(name, (sums.get(name) ?? 0) + amount(name, overhead[name]));
  }
  const scalars = new Map([...total].filter(([name]) => !plainResources.has(name)));
  const result = {
    cpuMillis: total.get('cpu') ?? 0,
    memoryBytes: total.get('memory') ?? 0,
    ephemeralBytes: total.get('ephemeral-storage') ?? 0,
    scalars: scalars.size > 0 ? scalars : noScalars,
    nonZeroCpuMillis: nonZero.get('cpu') ?? 0,
    nonZeroMemoryBytes: nonZero.get('memory') ?? 0,
  };
  known.set(spec, result);
  return result;
}

/** Whether no container leaves out what a default would stand for. */
function asksForAll({ containers, initContainers = [] }: Pod['spec']): boolean {
  return [containers, initContainers].every((list) =>
    list.every(
      ({ resources }) => resources?.requests?.['cpu'] !== undefined && resources.requests['memory'] !== undefined,
    ),
  );
}

const plainResources: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage', 'pods']);

function amount(name: string, value: string | number | undefined): number {
  return name === 'cpu' ? quantityMillis(value) : quantityUnits(value);
}

/**
 * Containers run together, init containers one after the other, sidecars from their place on with all that follow:
 * main 500m; i1 800m, sidecar 200m, i2 700m → max(500 + 200, 800, 200 + 700) = 900m.
 */
function podRequests(
  containers: Containers,
  initContainers: Containers,
  defaults: Readonly<Record<string, number>>,
): Map<string, number> {
  const sum = new Map<string, number>();
  const sidecars = new Map<string, number>();
  const most = new Map<string, number>();
  for (const container of containers) add(sum, requestsOfContainer(container, defaults));
  for (const container of initContainers) {
    const own = requestsOfContainer(container, defaults);
    if (container.restartPolicy === 'Always') {
      add(sum, own);
      add(sidecars, own);
      raise(most, sidecars);
    } else {
      const together = new Map(sidecars);
      add(together, own);
      raise(most, together);
    }
  }
  raise(sum, most);
  return sum;
}

function requestsOfContainer(
  container: Containers[number],
  defaults: Readonly<Record<string, number>>,
): Map<string, number> {
  const requests = (container.resources?.requests ?? {}) as RequestMap;
  const amounts = new Map(Object.keys(requests).map((name) => [name, amount(name, requests[name])]));
  for (const name of Object.keys(defaults)) if (!amounts.has(name)) amounts.set(name, defaults[name] ?? 0);
  return amounts;
}

function add(sums: Map<string, number>, amounts: ReadonlyMap<string, number>): void {
  for (const [name, value] of amounts) sums.set(name, (sums.get(name) ?? 0) + value);
}

function raise(sums: Map<string, number>, amounts: ReadonlyMap<string, number>): void {
  for (const [name, value] of amounts) sums.set(name, Math.max(sums.get(name) ?? 0, value));
}

function hostPortsOf(pod: Pod): readonly HostPort[] {
  const sidecars = (pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  const ports: HostPort[] = [];
  for (const container of sidecars.length > 0 ? [...pod.spec.containers, ...sidecars] : pod.spec.containers) {
    for (const { hostIP, protocol, hostPort } of container.ports ?? []) {
      if (hostPort) ports.push({ ip: hostIP || '0.0.0.0', protocol: protocol ?? 'TCP', port: hostPort });
    }
  }
  return ports;
}

function claimNamesOf(pod: Pod): readonly string[] {
  const names: string[] = [];
  for (const volume of pod.spec.volumes ?? []) {
    if (volume.persistentVolumeClaim) names.push(volume.persistentVolumeClaim.claimName);
    else if (volume.ephemeral) names.push(`${pod.metadata.name}-${volume.name}`);
  }
  return names;
}

interface RawTerm {
  readonly topologyKey: string;
  readonly labelSelector?: LabelSelector | undefined;
  readonly namespaces?: readonly string[] | undefined;
  readonly namespaceSelector?: LabelSelector | undefined;
  readonly matchLabelKeys?: readonly string[] | undefined;
  readonly mismatchLabelKeys?: readonly string[] | undefined;
}

function required(pod: Pod, terms: readonly unknown[] | undefined): readonly AffinityTerm[] {
  return (terms ?? []).map((term) => affinityTerm(pod, term as RawTerm, 1));
}

function preferred(pod: Pod, terms: readonly unknown[] | undefined): readonly AffinityTerm[] {
  return (terms ?? []).map((term) => {
    const { weight, podAffinityTerm } = term as { readonly weight: number; readonly podAffinityTerm: RawTerm };
    return affinityTerm(pod, podAffinityTerm, weight);
  });
}

function affinityTerm(pod: Pod, term: RawTerm, weight: number): AffinityTerm {
  const labels = pod.metadata.labels ?? {};
  const extra = [
    ...(term.matchLabelKeys ?? []).flatMap((key) => requirement(labels, key, 'In')),
    ...(term.mismatchLabelKeys ?? []).flatMap((key) => requirement(labels, key, 'NotIn')),
  ];
  const selector =
    term.labelSelector && extra.length > 0
      ? { ...term.labelSelector, matchExpressions: [...(term.labelSelector.matchExpressions ?? []), ...extra] }
      : term.labelSelector;
  const named = term.namespaces ?? [];
  const own = named.length === 0 && term.namespaceSelector === undefined ? [pod.metadata.namespace ?? ''] : named;
  return {
    topologyKey: term.topologyKey,
    selector,
    namespaces: new Set(own),
    namespaceSelector: term.namespaceSelector,
    weight,
  };
}

function requirement(labels: Readonly<Record<string, string>>, key: string, operator: 'In' | 'NotIn') {
  const value = labels[key];
  return value === undefined ? [] : [{ key, operator, values: [value] }];
}
