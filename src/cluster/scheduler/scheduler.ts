/**
 * Gives each pod a node. One pod at a time: filter the nodes, score those that are left, bind. A pod that fits nowhere is
 * told each node's reason, tries to make room by preemption, and waits for something to change.
 */
import type { Pod } from '#api/core/pod.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import type { ApiClient } from '../apiserver/api-client.ts';
import type { EventRecorder } from '../apiserver/event-recorder.ts';
import type { ControlPlane } from '../control-plane.ts';
import type { ClusterEvent } from './cluster-event.ts';
import { type Attempt, explain } from './explain.ts';
import { failureMessage } from './failure-message.ts';
import type { NodeInfo } from './node-info.ts';
import { Nominations } from './nominations.ts';
import { plugins } from './plugins/index.ts';
import { patchCondition } from './pod-condition.ts';
import { type PodInfo, podInfo } from './pod-info.ts';
import { type NodeCheck, preempt } from './preemption.ts';
import { isSameForScheduling } from './same-for-scheduling.ts';
import { SchedulerCache } from './scheduler-cache.ts';
import {
  type ActiveFilter,
  bestIndex,
  type FilterOutcome,
  feasibleNodesWanted,
  filterNode,
  type NodeRejection,
  type PreFilterOutcome,
  preFilter,
  scoreNodes,
  withPod,
} from './scheduling-cycle.ts';
import { type QueuedPod, SchedulingQueue } from './scheduling-queue.ts';
import { VolumeBinder } from './volume-binder.ts';

const schedulerName = 'default-scheduler';
const longestEventMessage = 1024;

export interface Decision {
  readonly pod: Pod;
  readonly node: string;
  /** By node, then by plugin: normalised and weighted. Empty when only one node was feasible. */
  readonly scores: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface SchedulerParts {
  readonly client: ApiClient;
  readonly clock: VirtualClock;
  readonly events: EventRecorder;
  /** While it is down no pod is placed; absent: it never is. */
  readonly controlPlane?: ControlPlane;
  /** Told of each attempt beforehand, with what every plugin says of every node: also of those that a search may skip. */
  readonly onAttempt?: (attempt: Attempt) => void;
  /** Told of each decision with all scores. */
  readonly onDecision?: (decision: Decision) => void;
  /** Names the node to take when the best ones tie; anything else leaves the choice as it is. */
  readonly breakTie?: (pod: Pod, best: readonly string[]) => string | undefined;
  /** For plays that follow a recording: whose turn it is among pods that came at one instant, each bent on one node. */
  readonly expectedNode?: () => string | undefined;
}

export class Scheduler {
  readonly #parts: SchedulerParts;
  readonly #cache: SchedulerCache;
  readonly #queue: SchedulingQueue;
  readonly #volumes: VolumeBinder;
  readonly #nominations = new Nominations();
  #nextStartIndex = 0;
  #scheduled = false;

  constructor(parts: SchedulerParts) {
    this.#parts = parts;
    this.#cache = new SchedulerCache(parts.client);
    this.#queue = new SchedulingQueue(parts.clock, () => this.#wakeUp());
    this.#volumes = new VolumeBinder(parts.client, parts.clock);
  }

  start(): void {
    const { client, controlPlane } = this.#parts;
    controlPlane?.onComeBack(() => this.#wakeUp());
    client.watch('Node', (event) => {
      if (event.type === 'DELETED') {
        this.#cache.removeNode(event.object);
        this.#announce({ kind: 'node-deleted', node: event.object });
      } else if (event.type === 'ADDED') {
        this.#cache.setNode(event.object);
        this.#adoptPodsOf(event.object.metadata.name);
        this.#announce({ kind: 'node-added', node: event.object });
      } else {
        this.#cache.setNode(event.object);
        this.#announce({ kind: 'node-updated', node: event.object, old: event.old });
      }
    });
    client.watch('Pod', (event) => {
      if (event.type === 'DELETED') this.#forget(event.object);
      else this.#see(event.object, event.type === 'MODIFIED' ? event.old : undefined);
    });
    for (const resource of [
      'PersistentVolume',
      'PersistentVolumeClaim',
      'StorageClass',
      'CSINode',
      'VolumeAttachment',
    ] as const) {
      client.watch(resource, ({ object }) => {
        const { namespace = '', name } = object.metadata;
        this.#volumes.check();
        this.#announce({ kind: 'storage', resource, namespace, name });
      });
    }
  }

  /** A pod came or changed: it waits, or it holds a place, or it is over. */
  #see(pod: Pod, old: Pod | undefined): void {
    const { uid } = pod.metadata;
    const finished = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
    if (finished) {
      this.#forget(pod);
      return;
    }
    if (pod.spec.nodeName) {
      this.#queue.remove(uid);
      const before = this.#cache.find(uid);
      if (before && isSameForScheduling(before.pod, pod)) {
        const info = { ...before, pod };
        this.#cache.replacePod(info);
        // Its place was taken when it was chosen; that it is bound is news for others.
        if (!before.pod.spec.nodeName) this.#announce({ kind: 'pod-added', pod: info });
        else if (old && old.metadata.deletionTimestamp !== pod.metadata.deletionTimestamp) {
          this.#announce({ kind: 'pod-updated', pod: info, old: before });
        }
        return;
      }
      const info = podInfo(pod);
      if (before) this.#cache.removePod(uid);
      this.#cache.addPod(info, pod.spec.nodeName);
      this.#announce(before ? { kind: 'pod-updated', pod: info, old: before } : { kind: 'pod-added', pod: info });
      return;
    }
    if (pod.spec.schedulerName !== undefined && pod.spec.schedulerName !== schedulerName) return;
    if (this.#cache.find(uid)) return; // its place is taken; the API server just has not said so yet
    if ((pod.spec.schedulingGates ?? []).length > 0) {
      this.#queue.remove(uid);
      return;
    }
    const waiting = this.#queue.find(uid);
    if (!waiting) {
      if (pod.metadata.deletionTimestamp === undefined) this.#queue.add(podInfo(pod));
      return;
    }
    const before = waiting.info;
    waiting.info = podInfo(pod);
    if (old && !isSameForScheduling(old, pod)) {
      this.#queue.wake((queued) => queued === waiting && this.#wakes(queued, { kind: 'self-updated', old: before }));
    }
  }

  #forget(pod: Pod): void {
    const { uid } = pod.metadata;
    this.#queue.remove(uid);
    this.#nominations.remove(uid);
    this.#volumes.forget(uid);
    const info = this.#cache.find(uid);
    if (!info) return;
    this.#cache.removePod(uid);
    this.#announce({ kind: 'pod-deleted', pod: info, node: this.#cache.nodesByName.get(pod.spec.nodeName ?? '') });
  }

  /** Pods may be bound to a node before the node is there. */
  #adoptPodsOf(nodeName: string): void {
    const { client } = this.#parts;
    for (const pod of client.list('Pod', { fieldSelector: `spec.nodeName=${nodeName}` })) {
      if (!this.#cache.find(pod.metadata.uid)) this.#see(pod, undefined);
    }
  }

  #announce(event: ClusterEvent): void {
    if (!this.#queue.hasUnschedulable) return;
    if (event.kind !== 'pod-deleted' || !event.node) {
      this.#queue.wake((queued) => this.#wakes(queued, event));
      return;
    }
    const viewOf = this.#nominations.viewsOf(event.node);
    this.#queue.wake((queued) => this.#wakes(queued, { ...event, node: viewOf(queued.info) }));
  }

  #wakes(queued: QueuedPod, event: ClusterEvent): boolean {
    const { client } = this.#parts;
    if (queued.rejectedBy.size === 0) return true;
    return plugins.some(
      (plugin) => queued.rejectedBy.has(plugin.name) && (plugin.wakes?.(event, queued.info, client) ?? false),
    );
  }

  #wakeUp(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#parts.clock.after(0, () => {
      this.#scheduled = false;
      if (this.#parts.controlPlane?.works('kube-scheduler') === false) return;
      const { expectedNode } = this.#parts;
      const expected = expectedNode?.();
      const queued =
        expected === undefined
          ? this.#queue.take()
          : this.#queue.takePreferred(({ info }) => onlyNode(info.pod) === expected);
      if (!queued) return;
      this.#scheduleOne(queued);
      this.#wakeUp();
    });
  }

  #scheduleOne(queued: QueuedPod): void {
    const { client, events } = this.#parts;
    const { namespace, name } = queued.info.pod.metadata;
    const pod = client.get('Pod', namespace, name);
    if (!pod || pod.metadata.uid !== queued.uid || pod.spec.nodeName) return;
    if (pod.metadata.deletionTimestamp !== undefined) {
      const message = `skip schedule deleting pod: ${namespace}/${name}`;
      events.record({ object: pod, type: 'Warning', reason: 'FailedScheduling', message, source: schedulerName });
      return;
    }
    const info = queued.info;
    this.#parts.onAttempt?.(explain(plugins, info, this.#cache));
    const before = preFilter(plugins, info, this.#cache);
    if (before.rejection) {
      const { plugin, rejection } = before.rejection;
      const preFilterMessage = rejection.reasons.join(', ');
      const diagnosis = { nodeCount: this.#cache.nodes.length, reasons: [], preFilterMessage };
      this.#fail(queued, pod, failureMessage(diagnosis, 'not found'), new Set([plugin]));
      return;
    }
    const outcome = this.#filter(info, before);
    if (outcome.feasible.length === 0) {
      this.#unschedulable(queued, pod, before, outcome);
      return;
    }
    const node = this.#choose(info, pod, outcome.feasible);
    this.#take(queued, pod, node);
  }

  #filter(pod: PodInfo, { filters, nodeNames }: PreFilterOutcome): FilterOutcome {
    const { nodes } = this.#cache;
    const feasible: NodeInfo[] = [];
    const rejections = new Map<NodeInfo, NodeRejection>();
    const nominated = this.#cache.nodesByName.get(pod.pod.status?.nominatedNodeName ?? '');
    if (nominated && !this.#filterNode(filters, pod, nominated)) {
      return { feasible: [nominated], rejections, tried: 1 };
    }
    if (nodes.length === 0) return { feasible, rejections, tried: 0 };
    const wanted = feasibleNodesWanted(nodes.length);
    let tried = 0;
    for (; tried < nodes.length && feasible.length < wanted; tried++) {
      const node = nodes[(this.#nextStartIndex + tried) % nodes.length] as NodeInfo;
      if (nodeNames && !nodeNames.has(node.name)) {
        const reasons = ["node(s) didn't satisfy plugin(s) [NodeAffinity]"];
        rejections.set(node, { plugin: 'NodeAffinity', reasons, unresolvable: true });
        continue;
      }
      const rejection = this.#filterNode(filters, pod, node);
      if (rejection) rejections.set(node, rejection);
      else feasible.push(node);
    }
    this.#nextStartIndex = (this.#nextStartIndex + tried) % nodes.length;
    return { feasible, rejections, tried };
  }

  /** With the pods that are there, and, where more important ones are to come, with those as well. */
  #filterNode(filters: readonly ActiveFilter[], pod: PodInfo, node: NodeInfo): NodeRejection | undefined {
    const expected = this.#nominations.before(pod, node);
    if (expected.length > 0) {
      const crowded = node.clone();
      let active = filters;
      for (const other of expected) {
        crowded.addPod(other);
        active = withPod(active, pod, other, node, 1);
      }
      const rejection = filterNode(active, pod, crowded, this.#cache);
      if (rejection) return rejection;
    }
    return filterNode(filters, pod, node, this.#cache);
  }

  #choose(info: PodInfo, pod: Pod, feasible: readonly NodeInfo[]): NodeInfo {
    const { onDecision, breakTie } = this.#parts;
    const only = feasible[0] as NodeInfo;
    if (feasible.length === 1) {
      onDecision?.({ pod, node: only.name, scores: {} });
      return only;
    }
    const { totals, byPlugin } = scoreNodes(plugins, info, feasible, this.#cache);
    let chosen = feasible[bestIndex(totals)] as NodeInfo;
    if (breakTie) {
      const top = Math.max(...totals);
      const best = feasible.filter((_, index) => totals[index] === top);
      const named = breakTie(
        pod,
        best.map(({ name }) => name),
      );
      chosen = best.find(({ name }) => name === named) ?? chosen;
    }
    if (onDecision) {
      const scores = Object.fromEntries(
        feasible.map((node, index) => [
          node.name,
          Object.fromEntries([...byPlugin].map(([plugin, values]) => [plugin, values[index] ?? 0])),
        ]),
      );
      onDecision({ pod, node: chosen.name, scores });
    }
    return chosen;
  }

  /** The place is taken at once; binding follows when the pod's volumes are bound. */
  #take(queued: QueuedPod, pod: Pod, node: NodeInfo): void {
    this.#cache.addPod(queued.info, node.name);
    const { uid } = pod.metadata;
    this.#nominations.remove(uid);
    this.#volumes.bind(queued.info, node, (failure) => {
      if (failure === undefined) return this.#bind(queued, pod, node);
      this.#cache.removePod(uid);
      this.#fail(queued, pod, failure, new Set(['VolumeBinding']));
    });
  }

  #bind(queued: QueuedPod, pod: Pod, node: NodeInfo): void {
    const { client, events } = this.#parts;
    const { namespace = '', name, uid } = pod.metadata;
    const bound = client.bind(namespace, name, node.name);
    if (bound.ok) {
      const message = `Successfully assigned ${namespace}/${name} to ${node.name}`;
      events.record({ object: pod, type: 'Normal', reason: 'Scheduled', message, source: schedulerName });
      return;
    }
    this.#cache.removePod(uid);
    const now = client.get('Pod', namespace, name);
    if (now?.metadata.uid === uid && !now.spec.nodeName) this.#fail(queued, now, bound.error.message, new Set());
  }

  #unschedulable(queued: QueuedPod, pod: Pod, { filters }: PreFilterOutcome, outcome: FilterOutcome): void {
    const rejections = [...outcome.rejections.values()];
    const nodeCount = this.#cache.nodes.length;
    const diagnosis = { nodeCount, reasons: rejections.map(({ reasons }) => reasons) };
    const rejectedBy = new Set(rejections.map(({ plugin }) => plugin));
    if (nodeCount === 0) {
      this.#fail(queued, pod, failureMessage(diagnosis, undefined), new Set(allFilterNames));
      return;
    }
    const check: NodeCheck = (active, info, node) => this.#filterNode(active, info, node);
    const result = preempt(queued.info, filters, check, outcome.rejections, this.#cache);
    if (result.kind === 'nothing') {
      this.#fail(queued, pod, failureMessage(diagnosis, result.message), rejectedBy);
      return;
    }
    this.#nominations.set(queued.info, result.preemption.node.name);
    this.#fail(queued, pod, failureMessage(diagnosis, undefined), rejectedBy, result.preemption.node.name);
    this.#evictVictims(pod, result.preemption.node, result.preemption.victims);
  }

  #evictVictims(pod: Pod, node: NodeInfo, victims: readonly PodInfo[]): void {
    const { client, clock, events } = this.#parts;
    for (const { pod: victim } of victims) {
      const { namespace = '', name, uid } = victim.metadata;
      const found = client.get('Pod', namespace, name);
      if (found?.metadata.uid !== uid) continue;
      if (found.metadata.deletionTimestamp === undefined) {
        const target = {
          type: 'DisruptionTarget',
          status: 'True',
          reason: 'PreemptionByScheduler',
          message: `${schedulerName}: preempting to accommodate a higher priority pod`,
          lastTransitionTime: clock.timestamp(),
        };
        patchCondition(client, found, target);
        client.delete('Pod', namespace, name, { preconditions: { uid } });
      }
      const message = `Preempted by pod ${pod.metadata.uid} on node ${node.name}`;
      events.record({ object: victim, type: 'Normal', reason: 'Preempted', message, source: schedulerName });
    }
    for (const queued of this.#queue.unschedulable()) {
      const { pod: other, priority } = queued.info;
      if (other.status?.nominatedNodeName !== node.name || priority >= (pod.spec.priority ?? 0)) continue;
      if (other.metadata.uid === pod.metadata.uid) continue;
      this.#nominations.remove(other.metadata.uid);
      client.patch(
        'Pod',
        other.metadata.namespace,
        other.metadata.name,
        { type: 'merge', patch: { status: { nominatedNodeName: null } } },
        { subresource: 'status' },
      );
    }
  }

  /** Tells the pod why, and has it wait. */
  #fail(
    queued: QueuedPod,
    pod: Pod,
    message: string,
    rejectedBy: ReadonlySet<string>,
    nominatedNodeName?: string,
  ): void {
    const { client, clock, events } = this.#parts;
    this.#queue.addUnschedulable(queued, rejectedBy);
    const said = message.length > longestEventMessage ? `${message.slice(0, longestEventMessage - 4)} ...` : message;
    events.record({ object: pod, type: 'Warning', reason: 'FailedScheduling', message: said, source: schedulerName });
    const condition = {
      type: 'PodScheduled',
      status: 'False',
      reason: 'Unschedulable',
      message,
      lastProbeTime: null,
      lastTransitionTime: clock.timestamp(),
    };
    patchCondition(client, pod, condition, nominatedNodeName);
  }
}

/** The one node that a DaemonSet's pod may go to. */
function onlyNode(pod: Pod): string | undefined {
  const required = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const [field] = required?.nodeSelectorTerms?.[0]?.matchFields ?? [];
  return field?.key === 'metadata.name' && field.values?.length === 1 ? field.values[0] : undefined;
}

const allFilterNames = plugins.filter(({ filter }) => filter).map(({ name }) => name);
