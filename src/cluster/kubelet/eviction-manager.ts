/**
 * Ends pods when a node runs out of memory or disk, one each ten seconds, before the kernel has to kill somebody: first those
 * that use more than they asked for, of these the least important, of these the one that is furthest above its request. The
 * node says that it is under pressure for five minutes after the last time it was, and takes pods accordingly.
 *
 * Thresholds are the kubelet's own: memory.available < 100Mi, nodefs.available < 10 %, nothing reclaimed beyond that. What a
 * node has is its capacity; what its own daemons and the images on its disk take is not counted, nor are images collected.
 */
import { type QuantityLike, quantityUnits } from '#api/meta/quantity.ts';
import type { Container } from '#container/container.ts';
import type { KubeletContext } from './kubelet-context.ts';
import { reportCondition } from './node-condition.ts';
import { type ContainerSpec, containersOf, type Pod } from './pod-types.ts';
import type { PodWorker } from './pod-worker.ts';
import { podMemoryBytes } from './resource-usage.ts';

const periodMs = 10_000;
const memoryThresholdBytes = 100 * 1024 ** 2;
const diskThresholdShare = 0.1;
const pressureLastsMs = 300_000;
const waitForVictimMs = 30_000;
const criticalPriority = 2_000_000_000;
/** Above this share of its memory a node is looked at every ten seconds; below it nothing can happen before the next change. */
const watchfulShare = 0.5;

/** What a node can run out of. */
interface Signal {
  readonly condition: 'MemoryPressure' | 'DiskPressure';
  readonly resource: 'memory' | 'ephemeral-storage';
  readonly capacityBytes: number;
  readonly thresholdBytes: number;
  readonly usedBytes: (worker: PodWorker) => number;
  readonly containerBytes: (worker: PodWorker, container: string) => number;
  /** Since when it is short, and when it last was. */
  lastMetMs: number | undefined;
}

export class EvictionManager {
  readonly #context: KubeletContext;
  readonly #workers: () => Iterable<PodWorker>;
  readonly #stopWatching: () => void;
  #signals: readonly Signal[] | undefined;
  #isArmed = false;
  #stopped = false;
  #victim: { readonly worker: PodWorker; readonly untilMs: number } | undefined;

  constructor(context: KubeletContext, workers: () => Iterable<PodWorker>) {
    this.#context = context;
    this.#workers = workers;
    this.#stopWatching = context.dataPlane.onChange((node) => {
      if (node === context.node) this.#arm();
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#stopWatching();
  }

  #arm(): void {
    if (this.#isArmed || this.#stopped || !this.#mustWatch()) return;
    this.#isArmed = true;
    const { clock } = this.#context;
    const sinceMs = clock.nowMs - clock.startMs;
    clock.after(periodMs - (sinceMs % periodMs), () => {
      this.#isArmed = false;
      if (this.#stopped) return;
      for (const signal of this.#all()) if (this.#look(signal)) break;
      this.#arm();
    });
  }

  #all(): readonly Signal[] {
    const { dataPlane, node } = this.#context;
    const capacity = dataPlane.capacity(node);
    this.#signals ??= [
      {
        condition: 'MemoryPressure',
        resource: 'memory',
        capacityBytes: capacity.memoryBytes,
        thresholdBytes: memoryThresholdBytes,
        usedBytes: ({ pod }) => memoryOf(dataPlane.pod(pod.metadata.namespace ?? '', pod.metadata.name)),
        containerBytes: (worker, container) => worker.runningContainer(container)?.memoryBytes() ?? 0,
        lastMetMs: undefined,
      },
      {
        condition: 'DiskPressure',
        resource: 'ephemeral-storage',
        capacityBytes: capacity.diskBytes,
        thresholdBytes: Math.floor(capacity.diskBytes * diskThresholdShare),
        usedBytes: (worker) => worker.localStorageBytes(),
        containerBytes: (worker, container) => worker.runningContainer(container)?.files.own.usedBytes ?? 0,
        lastMetMs: undefined,
      },
    ];
    return this.#signals;
  }

  #mustWatch(): boolean {
    const { dataPlane, node } = this.#context;
    const { memoryBytes, diskBytes } = dataPlane.capacity(node);
    if (this.#signals?.some(({ lastMetMs }) => lastMetMs !== undefined)) return true;
    const pods = dataPlane.podsOn(node);
    if (pods.length === 0) return false;
    if (Number.isFinite(diskBytes)) return true;
    const containers = pods.flatMap((pod) => [...pod.containers.values()]);
    if (containers.some((container) => container.state === 'running' && container.leakBytesPerSecond > 0)) return true;
    return pods.reduce((sum, pod) => sum + podMemoryBytes(pod), 0) > memoryBytes * watchfulShare;
  }

  /** True when somebody was ended, or is still ending: one at a time. */
  #look(signal: Signal): boolean {
    const { clock } = this.#context;
    const workers = [...this.#workers()].filter((worker) => !worker.isFinished());
    const availableBytes = signal.capacityBytes - workers.reduce((sum, worker) => sum + signal.usedBytes(worker), 0);
    if (availableBytes >= signal.thresholdBytes) {
      if (signal.lastMetMs !== undefined && clock.nowMs - signal.lastMetMs >= pressureLastsMs) {
        signal.lastMetMs = undefined;
        reportCondition(this.#context, signal.condition, false);
      }
      return false;
    }
    if (signal.lastMetMs === undefined) reportCondition(this.#context, signal.condition, true);
    signal.lastMetMs = clock.nowMs;
    if (this.#victim && !this.#victim.worker.isFinished() && clock.nowMs < this.#victim.untilMs) return true;
    if (signal.resource === 'memory' && availableBytes < 0) return this.#killBiggest(workers);
    this.#context.sayOfNode('Warning', 'EvictionThresholdMet', `Attempting to reclaim ${signal.resource}`);
    const [worker] = ranked(workers, signal);
    if (!worker) return false;
    const message = messageFor(worker, signal, availableBytes);
    this.#victim = { worker, untilMs: clock.nowMs + waitForVictimMs };
    this.#context.say(worker.pod, 'Warning', 'Evicted', message);
    const disruption = {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'TerminationByKubelet',
      message,
      lastProbeTime: null,
      lastTransitionTime: clock.timestamp(),
    };
    worker.end({ reason: 'Evicted', message, graceSeconds: 1, conditions: [disruption] });
    return true;
  }

  /** Nothing is left at all: the kernel kills the program that it thinks least of, and its container starts again. */
  #killBiggest(workers: readonly PodWorker[]): boolean {
    const { memoryBytes } = this.#context.dataPlane.capacity(this.#context.node);
    let worst: { readonly container: Container; readonly score: number; readonly name: string } | undefined;
    for (const worker of workers) {
      for (const spec of containersOf(worker.pod)) {
        const container = worker.runningContainer(spec.name);
        if (!container) continue;
        const score = (1000 * container.memoryBytes()) / memoryBytes + badness(worker.pod, spec, memoryBytes);
        if (!worst || score > worst.score) worst = { container, score, name: spec.name };
      }
    }
    if (!worst) return false;
    this.#context.sayOfNode('Warning', 'SystemOOM', `System OOM encountered, victim process: ${worst.name}, pid: 1`);
    worst.container.killForMemory();
    return true;
  }
}

function memoryOf(pod: Parameters<typeof podMemoryBytes>[0] | undefined): number {
  return pod ? podMemoryBytes(pod) : 0;
}

/** Whom to end first: uses more than requested, less important, further above its request. */
function ranked(workers: readonly PodWorker[], signal: Signal): readonly PodWorker[] {
  const excess = (worker: PodWorker) => signal.usedBytes(worker) - requestOf(worker.pod, signal.resource);
  const priority = ({ pod }: PodWorker) => pod.spec?.priority ?? 0;
  return workers
    .filter((worker) => priority(worker) < criticalPriority && signal.usedBytes(worker) > 0)
    .sort(
      (one, other) =>
        Number(excess(other) > 0) - Number(excess(one) > 0) ||
        priority(one) - priority(other) ||
        excess(other) - excess(one),
    );
}

function requestOf(pod: Pod, resource: string): number {
  return containersOf(pod).reduce((sum, container) => sum + containerRequest(container, resource), 0);
}

function containerRequest({ resources }: ContainerSpec, resource: string): number {
  const { requests } = (resources ?? {}) as { readonly requests?: Readonly<Record<string, QuantityLike>> };
  return requests?.[resource] === undefined ? 0 : quantityUnits(requests[resource]);
}

function messageFor(worker: PodWorker, signal: Signal, availableBytes: number): string {
  const { resource, thresholdBytes } = signal;
  const greedy = containersOf(worker.pod).flatMap((container) => {
    const used = signal.containerBytes(worker, container.name);
    const request = containerRequest(container, resource);
    return used > request
      ? [
          `Container ${container.name} was using ${binary(used)}, request is ${binary(request)}, has larger consumption of ${resource}. `,
        ]
      : [];
  });
  return `The node was low on resource: ${resource}. Threshold quantity: ${binary(thresholdBytes)}, available: ${binary(availableBytes)}. ${greedy.join('')}`;
}

/** As the kernel ranks: Guaranteed −997, without any request or limit 1000, between them by the share of memory requested. */
function badness(pod: Pod, container: ContainerSpec, nodeBytes: number): number {
  const qosClass = (pod.status as { readonly qosClass?: string } | undefined)?.qosClass;
  if (qosClass === 'Guaranteed' || (pod.spec?.priority ?? 0) >= criticalPriority) return -997;
  if (qosClass === 'BestEffort') return 1000;
  const share = Math.trunc((1000 * containerRequest(container, 'memory')) / nodeBytes);
  return Math.min(999, Math.max(3, 1000 - share));
}

/** `100Mi`, `85124Ki`: the largest unit in which it is a whole number; pages are 4 KiB. */
function binary(bytes: number): string {
  let amount = Math.floor(bytes / 1024);
  if (amount === 0) return String(Math.floor(bytes));
  for (const unit of ['Ki', 'Mi', 'Gi', 'Ti']) {
    if (amount % 1024 !== 0) return `${amount}${unit}`;
    amount /= 1024;
  }
  return `${amount}Pi`;
}
