/**
 * Watches over nodes: what their conditions say becomes taints, a node not heard of for 50 s is marked Unknown and its pods
 * not ready, and new pods stay away from it. What then happens to the pods that are there is taint-eviction's business.
 */
import type { Node } from '#api/core/node.ts';
import type { Pod } from '#api/core/pod.ts';
import type { Heartbeats } from '../heartbeats.ts';
import type { Controller, ControllerContext } from './controller.ts';
import { isReady } from './pod-state.ts';
import { canonicalJson } from './template-hash.ts';

const monitorPeriodMs = 5_000;
const graceMs = 50_000;
const source = 'node-controller';

interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
  readonly timeAdded?: string;
}

const notReady = 'node.kubernetes.io/not-ready';
const unreachable = 'node.kubernetes.io/unreachable';
const unschedulable = 'node.kubernetes.io/unschedulable';

/** Conditions that are bad when True, and their taints. */
const pressures: Readonly<Record<string, string>> = {
  MemoryPressure: 'node.kubernetes.io/memory-pressure',
  DiskPressure: 'node.kubernetes.io/disk-pressure',
  PIDPressure: 'node.kubernetes.io/pid-pressure',
  NetworkUnavailable: 'node.kubernetes.io/network-unavailable',
};

const managed: ReadonlySet<string> = new Set([notReady, unreachable, unschedulable, ...Object.values(pressures)]);

/** One node of a zone is given up every ten seconds, so that a passing trouble does not empty a whole zone. */
const evictionPeriodMs = 10_000;
const slowEvictionPeriodMs = 100_000;
const largeZone = 50;
const disruptedShare = 0.55;
const zoneLabel = 'topology.kubernetes.io/zone';
const regionLabel = 'topology.kubernetes.io/region';

export function nodeLifecycleController(heartbeats: Heartbeats): Controller {
  return {
    name: 'node-lifecycle-controller',
    start(context) {
      const { client, clock } = context;
      const lastGivenUpMs = new Map<string, number>();
      const queue = context.queue((name) => {
        const waitMs = syncTaints(context, name, lastGivenUpMs);
        if (waitMs !== undefined) queue.addAfter(name, waitMs);
      });
      client.watch('Node', (event) => {
        if (event.type !== 'DELETED') queue.add(event.object.metadata.name);
        // Whether nodes are given up depends on how the others fare.
        const turned = event.type !== 'MODIFIED' || isNodeReady(event.old) !== isNodeReady(event.object);
        if (turned) for (const { metadata } of client.list('Node')) queue.add(metadata.name);
      });
      const silent = context.queue((name) => {
        if (!heartbeats.isHeard(name)) markUnknown(context, name);
      });
      // The last renewal came up to ten seconds before the silence; the check runs every five.
      heartbeats.onChange((name, isHeard) => {
        if (isHeard) return;
        const sinceStartMs = clock.nowMs - clock.startMs + graceMs;
        const tickMs = (Math.floor(sinceStartMs / monitorPeriodMs) + 1) * monitorPeriodMs;
        silent.addAfter(name, clock.startMs + tickMs - clock.nowMs);
      });
    },
  };
}

function readyStatus(node: Node): string | undefined {
  return node.status?.conditions?.find(({ type }) => type === 'Ready')?.status;
}

function isNodeReady(node: Node): boolean {
  return readyStatus(node) === 'True';
}

/** The taints that follow from a node's conditions and from its being cordoned. */
function wantedTaints(node: Node): readonly Taint[] {
  const taints: Taint[] = [];
  const conditions = node.status?.conditions ?? [];
  const ready = readyStatus(node);
  const key = ready === 'True' ? undefined : ready === 'Unknown' ? unreachable : notReady;
  if (key !== undefined) taints.push({ key, effect: 'NoSchedule' });
  if (key !== undefined && ready !== undefined) taints.push({ key, effect: 'NoExecute' });
  for (const [type, pressure] of Object.entries(pressures)) {
    if (conditions.some((condition) => condition.type === type && condition.status === 'True')) {
      taints.push({ key: pressure, effect: 'NoSchedule' });
    }
  }
  if (node.spec?.unschedulable) taints.push({ key: unschedulable, effect: 'NoSchedule' });
  return taints;
}

function zoneOf({ metadata: { labels } }: Node): string {
  return `${labels?.[regionLabel] ?? ''}:${labels?.[zoneLabel] ?? ''}`;
}

/**
 * How long between two nodes of this zone that are given up; undefined: none is. When no node of the cluster is well the
 * trouble is rather the observer's; when most of a small zone is not, better nothing is moved.
 */
function evictionPeriod(nodes: readonly Node[], zone: string): number | undefined {
  if (!nodes.some(isNodeReady)) return undefined;
  const own = nodes.filter((node) => zoneOf(node) === zone);
  const lost = own.filter((node) => !isNodeReady(node)).length;
  const isPartly = lost < own.length && lost > 2 && lost / own.length >= disruptedShare;
  if (!isPartly) return evictionPeriodMs;
  return own.length > largeZone ? slowEvictionPeriodMs : undefined;
}

/** Returns when to look again at a node that must wait to be given up. */
function syncTaints(
  { client, clock }: ControllerContext,
  name: string,
  lastGivenUpMs: Map<string, number>,
): number | undefined {
  const node = client.get('Node', undefined, name);
  if (!node) return undefined;
  const present = (node.spec?.taints ?? []) as readonly Taint[];
  const same = (a: Taint, b: Taint) => a.key === b.key && a.effect === b.effect;
  let wanted = wantedTaints(node);
  let waitMs: number | undefined;
  if (wanted.some(({ effect }) => effect === 'NoExecute')) {
    const zone = zoneOf(node);
    const periodMs = evictionPeriod(client.list('Node'), zone);
    const isGivenUp = present.some(({ key, effect }) => managed.has(key) && effect === 'NoExecute');
    const dueMs = (lastGivenUpMs.get(zone) ?? Number.NEGATIVE_INFINITY) + (periodMs ?? 0);
    if (periodMs === undefined || (!isGivenUp && dueMs > clock.nowMs)) {
      wanted = wanted.filter(({ effect }) => effect !== 'NoExecute');
      if (periodMs !== undefined) waitMs = dueMs - clock.nowMs;
    } else if (!isGivenUp) lastGivenUpMs.set(zone, clock.nowMs);
  }
  const kept = present.filter((taint) => !managed.has(taint.key) || wanted.some((other) => same(taint, other)));
  const missing = wanted.filter((taint) => !present.some((other) => same(taint, other)));
  const added = missing.map((taint) => ({ ...taint, timeAdded: clock.timestamp() }));
  const taints = [...kept, ...added];
  if (canonicalJson(taints) === canonicalJson(present)) return waitMs;
  client.patch('Node', undefined, name, {
    type: 'merge',
    patch: { spec: { taints: taints.length > 0 ? taints : null } },
  });
  return waitMs;
}

/** Nobody knows how the node is, so its pods are taken to be not ready. */
function markUnknown({ client, clock, events }: ControllerContext, name: string): void {
  const node = client.get('Node', undefined, name);
  if (!node) return;
  const timestamp = clock.timestamp();
  const conditions = (node.status?.conditions ?? []).map((condition) => {
    if (condition.status === 'Unknown' || !watched.has(condition.type)) return condition;
    return {
      ...condition,
      status: 'Unknown',
      reason: 'NodeStatusUnknown',
      message: 'Kubelet stopped posting node status.',
      lastTransitionTime: timestamp,
    };
  });
  client.update('Node', { ...node, status: { ...node.status, conditions } }, { subresource: 'status' });
  const message = `Node ${name} status is now: NodeNotReady`;
  events.record({ object: node, type: 'Normal', reason: 'NodeNotReady', message, source });
  for (const pod of client.list('Pod', { fieldSelector: `spec.nodeName=${name}` })) {
    if (!isReady(pod)) continue;
    client.update('Pod', withReadyFalse(pod, timestamp), { subresource: 'status' });
    events.record({ object: pod, type: 'Warning', reason: 'NodeNotReady', message: 'Node is not ready', source });
  }
}

const watched: ReadonlySet<string> = new Set(['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure']);

function withReadyFalse(pod: Pod, timestamp: string) {
  const conditions = (pod.status?.conditions ?? []).map((condition) =>
    condition.type === 'Ready' ? { ...condition, status: 'False', lastTransitionTime: timestamp } : condition,
  );
  return { ...pod, status: { ...pod.status, conditions } };
}
