/**
 * The lab as a picture: how nodes, pods, Services and containers stand at this moment, as plain data that any frontend can draw
 * or send. Pods are shown as the API server knows them; of a node it is also told when it is down and nobody has noticed yet.
 */
import type { Pod } from '#api/core/pod.ts';
import type { Text } from '#base/text.ts';
import { endpointsOf } from '#cluster/network/service-endpoints.ts';
import { podSummary } from '#kubectl/printers/pod.ts';
import type { TimelineEntry } from '../grading.ts';
import type { PodState } from '../timeline/picture.ts';
import { sentence } from '../timeline/sentence.ts';
import type { Broken } from './lab-room.ts';
import { stillBroken } from './strike.ts';
import type { World } from './world.ts';

export interface LabPicture {
  readonly clock: LabClock;
  /** Of kubectl's current context. */
  readonly namespace: string;
  /** Somebody answers at the API server. */
  readonly isAnswering: boolean;
  readonly nodes: readonly NodePicture[];
  /** Pods on no node. */
  readonly waiting: readonly PodPicture[];
  /** Pods beyond those that are shown. */
  readonly morePods: number;
  readonly services: readonly ServicePicture[];
  readonly containers: readonly ContainerPicture[];
  readonly traffic: readonly TrafficPicture[];
  readonly broken: readonly Broken[];
  /** What happened last, the newest at the end. */
  readonly recent: readonly RecentEvent[];
}

export interface LabClock {
  readonly elapsedSeconds: number;
  /** On the cluster's wall clock: `2026-01-05T00:01:27Z`. */
  readonly timestamp: string;
  /** When the next thing happens, in elapsed seconds; undefined where nothing will. */
  readonly nextSeconds: number | undefined;
}

/** `silent`: nothing is heard of it, and the control plane has not noticed. `closed`: takes no new pods. */
export type NodeState = 'ready' | 'closed' | 'silent' | 'not-ready';

export interface NodePicture {
  readonly name: string;
  readonly state: NodeState;
  readonly pods: readonly PodPicture[];
}

export interface PodPicture {
  readonly namespace: string;
  readonly name: string;
  readonly state: PodState;
  /** As `kubectl get pods` writes them: `1/2`, `CrashLoopBackOff`. */
  readonly ready: string;
  readonly status: string;
  readonly restarts: number;
}

export interface ServicePicture {
  readonly namespace: string;
  readonly name: string;
  readonly type: string;
  /** Pods behind it that are ready, and all. */
  readonly ready: number;
  readonly endpoints: number;
}

export interface ContainerPicture {
  readonly name: string;
  readonly image: string;
  readonly state: 'created' | 'running' | 'restarting' | 'exited';
  readonly exitCode: number;
  readonly health: string | undefined;
  /** `8080->80`. */
  readonly ports: readonly string[];
  readonly restarts: number;
}

export interface TrafficPicture {
  readonly name: string;
  readonly requestsPerSecond: number;
  readonly requests: number;
  readonly served: number;
  /** Of the last ten seconds, 0 to 1. */
  readonly servedNow: number;
}

export interface RecentEvent {
  readonly seconds: number;
  readonly text: Text;
  readonly tone: TimelineEntry['tone'];
}

const most = { pods: 200, services: 50, containers: 50, recent: 12, entriesLookedAt: 2_000 };
const systemNamespaces = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

export function labPicture(world: World): LabPicture {
  const { cluster, namespace, machine } = world;
  const { client } = cluster;
  const all = client.list('Pod').filter((pod) => !systemNamespaces.has(pod.metadata.namespace ?? ''));
  const pods = all.slice(0, most.pods);
  const nodes = client.list('Node');
  const names = new Set(nodes.map(({ metadata }) => metadata.name));
  return {
    clock: labClock(world),
    namespace,
    isAnswering: cluster.isAnswering,
    nodes: nodes.map((node) => ({
      name: node.metadata.name,
      state: nodeState(world, node),
      pods: pods.filter(({ spec }) => spec.nodeName === node.metadata.name).map(podPicture),
    })),
    waiting: pods.filter(({ spec }) => !names.has(spec.nodeName ?? '')).map(podPicture),
    morePods: all.length - pods.length,
    services: client
      .list('Service')
      .filter(({ metadata }) => metadata.name !== 'kubernetes' || metadata.namespace !== 'default')
      .filter(({ metadata }) => !systemNamespaces.has(metadata.namespace ?? ''))
      .slice(0, most.services)
      .map(({ metadata: { name, namespace = '' }, spec }) => {
        const endpoints = endpointsOf(client, namespace, name);
        const ready = endpoints.filter((endpoint) => endpoint.ready).length;
        return { namespace, name, type: spec.type ?? 'ClusterIP', ready, endpoints: endpoints.length };
      }),
    containers: machine.host.containers.slice(0, most.containers).map((container) => ({
      name: container.name,
      image: container.plan.image,
      state: container.state,
      exitCode: container.exitCode,
      health: container.health,
      ports: container.plan.ports.map(({ hostPort, port }) => `${hostPort}->${port}`),
      restarts: container.restartCount,
    })),
    traffic: world.traffic.map(({ name, requestsPerSecond, traffic }) => {
      const { requests, served } = traffic.total();
      const lately = traffic.total(cluster.clock.nowMs - 10_000);
      const servedNow = lately.requests === 0 ? 1 : lately.served / lately.requests;
      return { name, requestsPerSecond, requests: Math.round(requests), served: Math.round(served), servedNow };
    }),
    broken: stillBroken(world),
    recent: recent(world),
  };
}

export function labClock({ cluster: { clock } }: World): LabClock {
  const { nextMs } = clock;
  return {
    elapsedSeconds: clock.elapsedSeconds,
    timestamp: clock.timestamp(),
    nextSeconds: nextMs === undefined ? undefined : (nextMs - clock.startMs) / 1000,
  };
}

interface SomeNode {
  readonly metadata: { readonly name: string };
  readonly spec?: { readonly unschedulable?: boolean };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

function nodeState({ cluster }: World, { metadata, spec, status }: SomeNode): NodeState {
  const isReady = status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True') ?? false;
  if (!isReady) return 'not-ready';
  if (cluster.agents.has(metadata.name) && !cluster.heartbeats.isHeard(metadata.name)) return 'silent';
  return spec?.unschedulable ? 'closed' : 'ready';
}

function podPicture(pod: Pod): PodPicture {
  const { ready, status, restarts } = podSummary(pod);
  return {
    namespace: pod.metadata.namespace ?? '',
    name: pod.metadata.name,
    state: podState(pod),
    ready,
    status,
    restarts,
  };
}

/** Reasons for which a container waits though nothing is wrong. */
const onItsWay = new Set(['ContainerCreating', 'PodInitializing']);

function podState({ metadata, spec, status = {} }: Pod): PodState {
  if (metadata.deletionTimestamp) return 'stopping';
  if (status.phase === 'Succeeded') return 'done';
  if (status.phase === 'Failed') return 'failed';
  if (!spec.nodeName) return 'waiting';
  const all = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  const isBroken = all.some(({ state }) => {
    const { waiting, terminated } = state ?? {};
    if (terminated) return terminated.exitCode !== 0;
    return waiting !== undefined && !onItsWay.has(waiting.reason ?? 'ContainerCreating');
  });
  if (isBroken) return 'broken';
  if (status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True')) return 'ready';
  return status.phase === 'Running' ? 'running' : 'starting';
}

function recent({ cluster: { trace } }: World): readonly RecentEvent[] {
  const found: RecentEvent[] = [];
  const { entries } = trace;
  const from = Math.max(0, entries.length - most.entriesLookedAt);
  for (let at = entries.length - 1; at >= from && found.length < most.recent; at--) {
    const entry = entries[at];
    const told = entry && sentence(entry);
    if (told) found.unshift({ seconds: entry.atMs / 1000, text: told.text, tone: told.tone });
  }
  return found;
}
