/**
 * Writes down where a Service's traffic may go: for each selected pod with an address one endpoint, with the conditions
 * ready, serving and terminating. It asks the pod's Ready condition and nothing else: whether something listens on the
 * target port nobody checks. At most 100 endpoints a slice; pods whose named ports differ go to different slices.
 */
import type { Pod } from '#api/core/pod.ts';
import type { Service } from '#api/core/service.ts';
import type { EndpointSlice } from '#api/discovery/endpointslice.ts';
import { matchesLabels } from '#api/meta/label-selector.ts';
import type { Draft } from '#api/meta/object.ts';
import type { ApiClient } from '../apiserver/api-client.ts';
import type { Controller, ControllerContext } from './controller.ts';
import { keyOf, splitKey } from './object-key.ts';
import { controllerReference } from './owner.ts';
import { isFinished, isReady } from './pod-state.ts';
import { canonicalJson } from './template-hash.ts';

const serviceNameLabel = 'kubernetes.io/service-name';
const managedByLabel = 'endpointslice.kubernetes.io/managed-by';
const manager = 'endpointslice-controller.k8s.io';
const headlessLabel = 'service.kubernetes.io/headless';
const triggerTimeAnnotation = 'endpoints.kubernetes.io/last-change-trigger-time';
const endpointsPerSlice = 100;

export interface Endpoint {
  readonly addresses: readonly string[];
  readonly conditions: { readonly ready: boolean; readonly serving: boolean; readonly terminating: boolean };
  readonly hostname?: string;
  readonly nodeName?: string;
  readonly targetRef: { readonly kind: 'Pod'; readonly namespace: string; readonly name: string; readonly uid: string };
  readonly zone?: string;
}

export interface EndpointPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
}

export const endpointSliceController: Controller = {
  name: 'endpointslice-controller',
  start(context) {
    const { client } = context;
    const queue = context.queue((key) => syncService(context, key));
    client.watch('Service', ({ object }) => queue.add(keyOf(object)));
    client.watch('Pod', (event) => {
      const pod = event.object;
      const seen = event.type === 'MODIFIED' ? [event.old, pod] : [pod];
      for (const service of client.list('Service', { namespace: pod.metadata.namespace ?? '' })) {
        if (seen.some(({ metadata }) => matchesLabels(service.spec?.selector, metadata.labels))) {
          queue.add(keyOf(service));
        }
      }
    });
    client.watch('EndpointSlice', (event) => {
      traceEndpoints(context, event.type === 'MODIFIED' ? event.old : undefined, event);
      const service = event.object.metadata.labels?.[serviceNameLabel];
      if (service !== undefined) queue.add(`${event.object.metadata.namespace}/${service}`);
    });
  },
};

function syncService(context: ControllerContext, key: string): void {
  const { client, clock } = context;
  const { namespace, name } = splitKey(key);
  const service = client.get('Service', namespace, name);
  if (!service || service.metadata.deletionTimestamp !== undefined) return;
  if (service.spec?.type === 'ExternalName' || !hasSelector(service)) return;
  const pods = client.list('Pod', { namespace, labelSelector: service.spec?.selector ?? {} });
  const existing = client
    .list('EndpointSlice', { namespace, labelSelector: { [serviceNameLabel]: name } })
    .filter((slice) => slice.metadata.labels?.[managedByLabel] === manager);
  const groups = groupByPorts(client, service, pods);
  const changes = reconcile(groups, existing);
  const metadata = sliceMetadata(service);
  const annotations = { [triggerTimeAnnotation]: clock.timestamp() };
  for (const change of changes) {
    if (change.kind === 'delete') {
      client.delete('EndpointSlice', namespace, change.slice.metadata.name);
    } else if (change.kind === 'update') {
      const { endpoints, ports } = change;
      const labels = { ...change.slice.metadata.labels, ...metadata.labels };
      const next = { ...change.slice, metadata: { ...change.slice.metadata, labels, annotations }, endpoints, ports };
      client.update('EndpointSlice', next as unknown as Draft);
    } else {
      const { endpoints, ports } = change;
      client.create('EndpointSlice', {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { ...metadata, annotations },
        addressType: 'IPv4',
        endpoints,
        ports,
      });
    }
  }
}

function hasSelector(service: Service): boolean {
  return Object.keys(service.spec?.selector ?? {}).length > 0;
}

function sliceMetadata(service: Service) {
  const labels: Record<string, string> = {};
  for (const [key, value] of Object.entries(service.metadata.labels ?? {})) {
    if (key !== headlessLabel) labels[key] = String(value);
  }
  return {
    generateName: `${service.metadata.name}-`,
    namespace: service.metadata.namespace,
    labels: {
      ...labels,
      [serviceNameLabel]: service.metadata.name,
      [managedByLabel]: manager,
      ...(service.spec?.clusterIP === 'None' && { [headlessLabel]: '' }),
    },
    ownerReferences: [controllerReference(service)],
  };
}

interface Group {
  readonly ports: readonly EndpointPort[];
  readonly endpoints: readonly Endpoint[];
}

function groupByPorts(client: ApiClient, service: Service, pods: readonly Pod[]): readonly Group[] {
  const groups = new Map<string, { ports: readonly EndpointPort[]; endpoints: Endpoint[] }>();
  for (const pod of pods) {
    const address = pod.status?.podIP;
    if (isFinished(pod) || !address) continue;
    const ports = resolvePorts(service, pod);
    const key = canonicalJson(ports);
    const group = groups.get(key) ?? { ports, endpoints: [] };
    group.endpoints.push(endpointOf(client, service, pod, address));
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** `ready`: passes traffic. `serving`: would, were it not going. */
function endpointOf(client: ApiClient, service: Service, pod: Pod, address: string): Endpoint {
  const serving = isReady(pod);
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  const { hostname, subdomain, nodeName } = pod.spec;
  const node = nodeName ? client.get('Node', undefined, nodeName) : undefined;
  const zone = node?.metadata.labels?.['topology.kubernetes.io/zone'];
  return {
    addresses: [address],
    conditions: {
      ready: service.spec?.publishNotReadyAddresses === true || (serving && !terminating),
      serving,
      terminating,
    },
    ...(hostname && subdomain === service.metadata.name && { hostname }),
    ...(nodeName && { nodeName }),
    targetRef: {
      kind: 'Pod',
      namespace: pod.metadata.namespace ?? '',
      name: pod.metadata.name,
      uid: pod.metadata.uid,
    },
    ...(zone !== undefined && { zone }),
  };
}

/** A target port by name is looked up in the pod's containers; one that is not found is left out for this pod. */
function resolvePorts(service: Service, pod: Pod): readonly EndpointPort[] {
  const ports: EndpointPort[] = [];
  for (const { name = '', port, protocol = 'TCP', targetPort = port } of service.spec?.ports ?? []) {
    const number = typeof targetPort === 'number' ? targetPort : containerPort(pod, targetPort, protocol);
    if (number !== undefined) ports.push({ name, port: number, protocol });
  }
  return ports;
}

function containerPort(pod: Pod, name: string, protocol: string): number | undefined {
  const sidecars = (pod.spec.initContainers ?? []).filter((container) => container.restartPolicy === 'Always');
  for (const container of [...pod.spec.containers, ...sidecars]) {
    for (const port of container.ports ?? []) {
      if (port.name === name && (port.protocol ?? 'TCP') === protocol) return port.containerPort;
    }
  }
  return undefined;
}

type Change =
  | { readonly kind: 'create'; readonly ports: readonly EndpointPort[]; readonly endpoints: readonly Endpoint[] }
  | {
      readonly kind: 'update';
      readonly slice: EndpointSlice;
      readonly ports: readonly EndpointPort[];
      readonly endpoints: readonly Endpoint[];
    }
  | { readonly kind: 'delete'; readonly slice: EndpointSlice };

/**
 * Endpoints stay in the slice where they are; new ones fill slices that have room; slices left over are re-used before
 * others are made. A Service without pods keeps one empty slice.
 */
function reconcile(groups: readonly Group[], existing: readonly EndpointSlice[]): readonly Change[] {
  const changes: Change[] = [];
  const spare: EndpointSlice[] = [];
  const wanted: { slice: EndpointSlice | undefined; ports: readonly EndpointPort[]; endpoints: Endpoint[] }[] = [];
  const remaining = new Map(groups.map((group) => [canonicalJson(group.ports), group]));
  const missing = new Map<string, Map<string, Endpoint>>();
  for (const [key, group] of remaining) {
    missing.set(key, new Map(group.endpoints.map((endpoint) => [endpoint.targetRef.uid, endpoint])));
  }
  for (const slice of existing) {
    const key = canonicalJson(slice.ports ?? []);
    const group = remaining.get(key);
    const left = missing.get(key);
    if (!group || !left) {
      spare.push(slice);
      continue;
    }
    const endpoints: Endpoint[] = [];
    for (const { targetRef } of slice.endpoints ?? []) {
      const endpoint = left.get(targetRef?.uid ?? '');
      if (!endpoint) continue;
      endpoints.push(endpoint);
      left.delete(endpoint.targetRef.uid);
    }
    wanted.push({ slice, ports: group.ports, endpoints });
  }
  for (const [key, group] of remaining) {
    const left = [...(missing.get(key)?.values() ?? [])];
    for (const place of wanted) {
      if (canonicalJson(place.ports) !== key) continue;
      place.endpoints.push(...left.splice(0, endpointsPerSlice - place.endpoints.length));
    }
    while (left.length > 0) {
      wanted.push({ slice: undefined, ports: group.ports, endpoints: left.splice(0, endpointsPerSlice) });
    }
  }
  const filled = wanted.filter(({ endpoints }) => endpoints.length > 0);
  spare.push(...wanted.flatMap(({ slice, endpoints }) => (slice && endpoints.length === 0 ? [slice] : [])));
  if (filled.length === 0) filled.push({ slice: undefined, ports: [], endpoints: [] });
  for (const { slice, ports, endpoints } of filled) {
    const used = slice ?? spare.shift();
    if (!used) changes.push({ kind: 'create', ports, endpoints });
    else if (canonicalJson([used.ports ?? [], used.endpoints ?? []]) !== canonicalJson([ports, endpoints])) {
      changes.push({ kind: 'update', slice: used, ports, endpoints });
    }
  }
  for (const slice of spare) changes.push({ kind: 'delete', slice });
  return changes;
}

/** Tells the trace which pods came into or left the ready endpoints. */
function traceEndpoints(
  { trace }: ControllerContext,
  before: EndpointSlice | undefined,
  event: { readonly type: string; readonly object: EndpointSlice },
): void {
  const { object } = event;
  const name = object.metadata.labels?.[serviceNameLabel];
  if (name === undefined) return;
  const service = { kind: 'Service', namespace: object.metadata.namespace ?? '', name };
  const old = before ?? (event.type === 'DELETED' ? object : undefined);
  const was = readyPods(old);
  const is = event.type === 'DELETED' ? new Set<string>() : readyPods(object);
  for (const pod of is) if (!was.has(pod)) trace.record({ kind: 'endpoint', service, pod, ready: true });
  for (const pod of was) if (!is.has(pod)) trace.record({ kind: 'endpoint', service, pod, ready: false });
}

function readyPods(slice: EndpointSlice | undefined): ReadonlySet<string> {
  const ready = new Set<string>();
  for (const { conditions, targetRef } of slice?.endpoints ?? []) {
    if (conditions?.ready !== false && targetRef?.name) ready.add(targetRef.name);
  }
  return ready;
}
