/**
 * A whole simulated cluster behind one door: API server, controllers, scheduler and kubelets on one virtual clock.
 *
 *   const cluster = createCluster({ seed: 1, nodes: [{ name: 'node-1' }], images });
 *   cluster.apply(yaml);                                   // → one answer a document, as the API server gives it
 *   cluster.advance({ seconds: 60 });                      // → everything that falls due in a minute has happened
 *   cluster.client.list('Pod', { namespace: 'default' });  // → what is
 *   cluster.trace.entries                                  // → what happened, in order
 *   cluster.inject({ kind: 'node-down', node: 'node-1' });
 *
 * Same options and same calls, same trace. Nothing happens between calls: time moves in `advance` alone.
 */

import { readDraft } from '#api/decode/read-draft.ts';
import type { Draft, KubernetesObject } from '#api/meta/object.ts';
import type { Status } from '#api/meta/status.ts';
import { invariant } from '#base/invariant.ts';
import type { Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import { readManifests } from '#base/yaml/read-manifests.ts';
import { ImageCatalogue } from '#container/image.ts';
import type { Outside } from '#container/network-namespace.ts';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { type Ending, VirtualClock } from '#simulation/virtual-clock.ts';
import { type ApiServer, createApiServer } from './apiserver/apiserver.ts';
import { ControlPlane } from './control-plane.ts';
import type { Controller, ControllerContext } from './controllers/controller.ts';
import { horizontalPodAutoscaler } from './controllers/horizontal-pod-autoscaler/horizontal-pod-autoscaler.ts';
import { controllers } from './controllers/index.ts';
import { nodeLifecycleController } from './controllers/node-lifecycle-controller.ts';
import { type LoadBalancerProvider, serviceLoadBalancerController } from './controllers/service-lb-controller.ts';
import { createWorkQueue } from './controllers/work-queue.ts';
import { type Fault, strike } from './faults/index.ts';
import { healthyConditions } from './faults/node-up.ts';
import { Heartbeats } from './heartbeats.ts';
import { DataPlane, type Registry } from './kubelet/data-plane.ts';
import { startKubelet } from './kubelet/kubelet.ts';
import { podUsage } from './kubelet/resource-usage.ts';
import { startStandIn } from './kubelet/stand-in.ts';
import type { MetricsSource } from './metrics.ts';
import { clusterNetwork } from './network/cluster-network.ts';
import { type ConnectionQuestion, type ConnectionReport, explainConnection } from './network/connection.ts';
import { resolve } from './network/coredns.ts';
import { networkOutside } from './network/from-outside.ts';
import { answerByIngress, classOf, type HttpAnswer } from './network/ingress-controller.ts';
import { LateEndpoints } from './network/late-endpoints.ts';
import { type Visit, type VisitReport, visitFromOutside } from './network/outside.ts';
import { Traffic, type TrafficOptions } from './network/traffic.ts';
import type { ContainerFiles, NodeAgent, NodeAgentParts } from './node-agent.ts';
import { NodeLeases } from './node-leases.ts';
import { type Decision, Scheduler, type SchedulerParts } from './scheduler/scheduler.ts';
import { persistentVolumeBinder } from './storage/persistentvolume-binder.ts';
import type { Provisioner } from './storage/provisioner.ts';
import { volumeExpander } from './storage/volume-expander.ts';
import { Trace } from './trace.ts';

export interface NodeShape {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  /** cpu 4, memory 8Gi, ephemeral-storage 100Gi, pods 110 where it says nothing else. */
  readonly capacity?: Readonly<Record<string, string | number>>;
}

export interface ClusterOptions {
  readonly seed: number;
  readonly nodes: readonly NodeShape[];
  /** Where objects go that name no namespace; it exists. Default: `default`. */
  readonly namespace?: string;
  /** The wall clock at the start. */
  readonly startMs?: number;
  readonly images?: ImageCatalogue;
  /** `stand-in`: pods run at once and nothing takes time (untimed plays, and tests of the control plane). */
  readonly kubelet?: 'real' | 'stand-in';
  /** Images that nodes need not pull: all that are described, or only these. */
  readonly presentImages?: 'described' | readonly string[];
  /** Where images are pulled from; everything can be pulled where it says nothing else. */
  readonly registry?: Registry;
  readonly installed?: {
    /** What makes volumes on demand. */
    readonly provisioners?: readonly Provisioner[];
    /** How often claims without a volume are looked at again; 15 where nothing else was set. */
    readonly claimResyncSeconds?: number;
    /** A metrics server, which autoscalers and `kubectl top` read: what the kubelets measure, or a source of its own. */
    readonly metrics?: 'kubelets' | MetricsSource;
    /** A cloud that gives Services of type LoadBalancer an address. */
    readonly loadBalancer?: LoadBalancerProvider;
  };
  readonly onDecision?: (decision: Decision) => void;
  readonly onAttempt?: SchedulerParts['onAttempt'];
  readonly breakTie?: SchedulerParts['breakTie'];
  readonly expectedNode?: SchedulerParts['expectedNode'];
}

/** What became of one document: the stored object, the API server's refusal, or what is wrong with the text. */
export type ApplyAnswer =
  | { readonly ok: true; readonly object: KubernetesObject; readonly created: boolean }
  | { readonly ok: false; readonly status: Status };

export interface Cluster {
  readonly client: ApiServer;
  readonly clock: VirtualClock;
  readonly trace: Trace;
  readonly namespace: string;
  readonly heartbeats: Heartbeats;
  readonly agents: ReadonlyMap<string, NodeAgent>;
  /** Server-side apply of YAML text or of drafts, one answer each. */
  apply(manifests: string | readonly Draft[]): readonly ApplyAnswer[];
  /** Whether the API server answers. */
  readonly isAnswering: boolean;
  /** Lets time pass. `until` is asked after each event; `eventLimit` counts the events of this call. */
  advance(span: { readonly seconds: number; readonly until?: () => boolean; readonly eventLimit?: number }): Ending;
  inject(fault: Fault): Result<undefined, Text>;
  addNode(shape: NodeShape): Result<KubernetesObject, Status>;
  /** Can this pod reach that host and port, and if not, at which step does it fail. */
  connection(question: ConnectionQuestion): ConnectionReport;
  /** What a request from outside is answered through an ingress controller that serves this IngressClass. */
  ingress(request: {
    readonly host: string;
    readonly path: string;
    readonly tls?: boolean;
    readonly ingressClass: string;
  }): HttpAnswer;
  /** Somebody outside opens an address: a node's port, a balancer, a host behind the ingress controller. */
  visit(visit: Visit): VisitReport;
  /** What the cluster's DNS answers a pod of this namespace; undefined when it does not answer. */
  resolve(namespace: string, name: string): readonly string[] | undefined;
  /** What a machine beside the cluster reaches: open ports of nodes, addresses of balancers, hosts of Ingresses. */
  readonly outside: Outside;
  /** Begins to send requests to a Service, as a rate, from now on. */
  traffic(options: TrafficOptions): Traffic;
  /** What a metrics server tells; undefined in a cluster without one. */
  readonly metrics: MetricsSource | undefined;
  /** Files as a running container sees them. */
  filesOf(namespace: string, pod: string, container: string): ContainerFiles | undefined;
}

export function createCluster(options: ClusterOptions): Cluster {
  const clock = new VirtualClock(options.startMs);
  const random = new SeededRandom(options.seed);
  const trace = new Trace(() => clock.nowMs - clock.startMs);
  const client = createApiServer({ clock, random: random.fork('apiserver'), trace });
  const { events } = client;
  const { namespace = 'default', images = new ImageCatalogue([]) } = options;
  const heartbeats = new Heartbeats();
  const controlPlane = new ControlPlane();
  const agents = new Map<string, NodeAgent>();
  const leases = new NodeLeases({ client, clock, controlPlane, heartbeats });
  const dataPlane = new DataPlane({ images, ...(options.registry && { registry: options.registry }) });
  const measured: MetricsSource = {
    usageOf: (podNamespace, pod) => podUsage(dataPlane, clock, podNamespace, pod),
  };
  const isReachable = (node: string) => agents.get(node)?.isReachable ?? false;
  const endpoints = new LateEndpoints({ client, clock, dataPlane, controlPlane });
  const outside = clusterNetwork({ client, dataPlane, controlPlane, endpoints });
  const startAgent = (parts: NodeAgentParts): NodeAgent =>
    options.kubelet === 'real'
      ? startKubelet({ ...parts, dataPlane, outside, presentImages: options.presentImages ?? 'described' })
      : startStandIn(parts);
  if (namespace !== 'default') client.ensureNamespace(namespace);

  const metrics = options.installed?.metrics === 'kubelets' ? measured : options.installed?.metrics;
  const provisioners = new Map((options.installed?.provisioners ?? []).map((one) => [one.name, one]));
  const all: readonly Controller[] = [
    ...controllers,
    nodeLifecycleController(heartbeats),
    persistentVolumeBinder({ provisioners, resyncSeconds: options.installed?.claimResyncSeconds }),
    volumeExpander(provisioners),
    horizontalPodAutoscaler(metrics),
    ...(options.installed?.loadBalancer ? [serviceLoadBalancerController(options.installed.loadBalancer)] : []),
  ];
  for (const controller of all) {
    const context: ControllerContext = {
      client,
      clock,
      random: random.fork(controller.name),
      events,
      trace,
      queue: (reconcile) => createWorkQueue(clock, controlPlane, reconcile),
      after: (delayMs, run) => clock.after(delayMs, () => controlPlane.whenWorks('kube-controller-manager', run)),
    };
    controller.start(context);
  }
  const { onDecision, onAttempt, breakTie, expectedNode } = options;
  new Scheduler({
    client,
    clock,
    events,
    controlPlane,
    ...(onDecision && { onDecision }),
    ...(onAttempt && { onAttempt }),
    ...(breakTie && { breakTie }),
    ...(expectedNode && { expectedNode }),
  }).start();

  function addNode(shape: NodeShape): Result<KubernetesObject, Status> {
    const created = client.create('Node', nodeDraft(shape), { fieldManager: 'kubelet' });
    if (!created.ok) return created;
    const reported = client.update(
      'Node',
      { ...created.value, status: nodeStatus(shape, clock.timestamp()) },
      { subresource: 'status', fieldManager: 'kubelet' },
    );
    const parts: NodeAgentParts = {
      nodeName: shape.name,
      client,
      clock,
      random: random.fork(`kubelet ${shape.name}`),
      events,
      trace,
      images,
    };
    agents.set(shape.name, startAgent(parts));
    leases.enter(created.value);
    return reported;
  }

  for (const shape of options.nodes) {
    const added = addNode(shape);
    invariant(added.ok, `node ${shape.name} cannot be made: ${added.ok ? '' : added.error.message}`);
  }

  // The nodes' first taints go, the caches fill: all at the first instant.
  clock.advance(0);
  trace.restart();

  return {
    client,
    clock,
    trace,
    namespace,
    heartbeats,
    agents,
    metrics,
    addNode,
    get isAnswering() {
      return controlPlane.isUp;
    },

    apply(manifests) {
      if (typeof manifests !== 'string') {
        return manifests.map((draft) => (controlPlane.isUp ? applyOne(client, namespace, draft) : refused));
      }
      return readManifests(manifests).manifests.map((manifest) => {
        if (!controlPlane.isUp) return refused;
        const read = readDraft(manifest, { apply: true });
        if (!read.ok) return { ok: false, status: read.error.status };
        return applyOne(client, namespace, read.value.draft as Draft);
      });
    },

    advance({ seconds, until, eventLimit }) {
      const ending = clock.advance(seconds * 1000, {
        ...(until && { until }),
        ...(eventLimit !== undefined && { eventLimit }),
      });
      leases.bringUpToDate();
      return ending;
    },

    inject: (fault) => strike({ client, clock, trace, controlPlane, heartbeats, agents, dataPlane }, fault),

    connection: (question) => explainConnection({ client, dataPlane, controlPlane, endpoints }, question),

    ingress: ({ host, path, tls = false, ingressClass }) =>
      answerByIngress(
        { client, dataPlane, isServed: (ingress) => classOf(ingress) === ingressClass },
        { host, path, tls },
      ),

    resolve: (from, name) => (controlPlane.works('coredns') ? resolve(client, from, name) : undefined),

    outside: networkOutside({ client, dataPlane, isReachable, endpoints }),

    visit: (visit) => visitFromOutside({ client, dataPlane, isReachable, endpoints }, visit),

    traffic: (request) => new Traffic({ client, clock, dataPlane, controlPlane }, request),

    filesOf(podNamespace, pod, container) {
      const nodeName = client.get('Pod', podNamespace, pod)?.spec.nodeName;
      return agents.get(nodeName ?? '')?.filesOf(podNamespace, pod, container);
    },
  };
}

/** What kubectl says when nobody answers. */
const refused: ApplyAnswer = {
  ok: false,
  status: {
    code: 0,
    reason: 'ServiceUnavailable',
    message: 'The connection to the server 10.0.0.1:6443 was refused - did you specify the right host or port?',
    causes: [],
  },
};

function applyOne(client: ApiServer, namespace: string, draft: Draft): ApplyAnswer {
  const { apiVersion, kind } = draft as { readonly apiVersion?: unknown; readonly kind?: unknown };
  const definition = client.definitionByApiVersion(String(apiVersion), String(kind));
  const metadata = (draft['metadata'] ?? {}) as Readonly<Record<string, unknown>>;
  const inNamespace =
    definition?.namespaced && metadata['namespace'] === undefined && namespace !== 'default'
      ? { ...draft, metadata: { ...metadata, namespace } }
      : draft;
  const before = client.revision;
  const known =
    definition &&
    client.get(
      definition.kind,
      definition.namespaced ? String(metadata['namespace'] ?? namespace) : undefined,
      String(metadata['name'] ?? ''),
    );
  const applied = client.apply(inNamespace, { fieldManager: 'kubectl', force: true });
  if (!applied.ok) return { ok: false, status: applied.error };
  return { ok: true, object: applied.value, created: known === undefined && client.revision > before };
}

function nodeDraft({ name, labels, taints }: NodeShape): Draft {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', ...labels },
    },
    spec: { ...(taints && { taints }) },
  };
}

const defaultCapacity = { cpu: '4', memory: '8Gi', 'ephemeral-storage': '100Gi', pods: '110' };

function nodeStatus({ capacity }: NodeShape, timestamp: string) {
  // `pods: 2` in a file is a number; the API server keeps amounts as text.
  const amounts = Object.fromEntries(
    Object.entries({ ...defaultCapacity, ...capacity }).map(([name, amount]) => [name, String(amount)]),
  );
  const conditions = Object.entries(healthyConditions).map(([type, facts]) => ({
    type,
    ...facts,
    lastHeartbeatTime: timestamp,
    lastTransitionTime: timestamp,
  }));
  return { capacity: amounts, allocatable: amounts, conditions };
}
