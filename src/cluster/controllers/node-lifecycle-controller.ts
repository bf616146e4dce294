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

export function nodeLifecycleController(heartbeats: Heartbeats): Controller {
  return {
    name: 'node-lifecycle-controller',
    start(context) {
      const { client, clock } = context;
      const queue = context.queue((name) => syncTaints(context, name));
      client.watch('Node', ({ type, object }) => {
        if (type !== 'DELETED') queue.add(object.metadata.name);
      });
      // The last renewal came up to ten seconds before the silence; the check runs every five.
      heartbeats.onChange((name, isHeard) => {
        if (isHeard) return;
        const sinceStartMs = clock.nowMs - clock.startMs + graceMs;
        const tickMs = (Math.floor(sinceStartMs / monitorPeriodMs) + 1) * monitorPeriodMs;
        clock.at(clock.startMs + tickMs, () => {
          if (!heartbeats.isHeard(name)) markUnknown(context, name);
        });
      });
    },
  };
}

/** The taints that follow from a node's conditions and from its being cordoned. */
function wantedTaints(node: Node): readonly Taint[] {
  const taints: Taint[] = [];
  const conditions = node.status?.conditions ?? [];
  const ready = conditions.find(({ type }) => type === 'Ready')?.status;
  const key = ready === 'True' ? undefined : ready === 'Unknown' ? unreachable : notReady;
  if (key !== undefined && ready !== undefined) {
    taints.push({ key, effect: 'NoSchedule' }, { key, effect: 'NoExecute' });
  } else if (key !== undefined) taints.push({ key, effect: 'NoSchedule' });
  for (const [type, pressure] of Object.entries(pressures)) {
    if (conditions.some((condition) => condition.type === type && condition.status === 'True')) {
      taints.push({ key: pressure, effect: 'NoSchedule' });
    }
  }
  if (node.spec?.unschedulable) taints.push({ key: unschedulable, effect: 'NoSchedule' });
  return taints;
}

function syncTaints({ client, clock }: ControllerContext, name: string): void {
  const node = client.get('Node', undefined, name);
  if (!node) return;
  const present = (node.spec?.taints ?? []) as readonly Taint[];
  const wanted = wantedTaints(node);
  const same = (a: Taint, b: Taint) => a.key === b.key && a.effect === b.effect;
  const kept = present.filter((taint) => !managed.has(taint.key) || wanted.some((other) => same(taint, other)));
  const missing = wanted.filter((taint) => !present.some((other) => same(taint, other)));
  const added = missing.map((taint) => ({ ...taint, timeAdded: clock.timestamp() }));
  const taints = [...kept, ...added];
  if (canonicalJson(taints) === canonicalJson(present)) return;
  client.patch('Node', undefined, name, {
    type: 'merge',
    patch: { spec: { taints: taints.length > 0 ? taints : null } },
  });
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
