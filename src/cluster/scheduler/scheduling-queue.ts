/**
 * Pods that wait for a node. *Active*: highest priority first, then who has waited longest. *Back-off*: tried and failed
 * lately (1, 2, 4, 8, 10 s), taken early when nothing else is active, so a quiet cluster shows no back-off.
 * *Unschedulable*: until something happens that one of the plugins that rejected the pod cares about, or five minutes.
 */
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import type { PodInfo } from './pod-info.ts';

export interface QueuedPod {
  info: PodInfo;
  readonly uid: string;
  /** Failed attempts so far. */
  attempts: number;
  /** Since when in its present queue. */
  sinceMs: number;
  /** End of the back-off after the last failed attempt. */
  backOffUntilMs: number;
  /** Names of the plugins that rejected it at the last attempt. */
  rejectedBy: ReadonlySet<string>;
  /** Order of arrival, to tell equals apart. */
  sequence: number;
}

const longestBackOffSeconds = 10;
const unschedulableForMs = 5 * 60 * 1000;
const flushEveryMs = 30 * 1000;

export class SchedulingQueue {
  readonly #clock: VirtualClock;
  readonly #onReady: () => void;
  readonly #active = new Heap<QueuedPod>(
    (a, b) => b.info.priority - a.info.priority || a.sinceMs - b.sinceMs || a.sequence - b.sequence,
  );
  readonly #backOff = new Heap<QueuedPod>((a, b) => a.backOffUntilMs - b.backOffUntilMs || a.sequence - b.sequence);
  readonly #unschedulable = new Map<string, QueuedPod>();
  /** Where each pod is now; a pod taken out of a heap early is skipped when its turn comes. */
  readonly #places = new Map<
    string,
    { readonly queue: 'active' | 'back-off' | 'unschedulable'; readonly pod: QueuedPod }
  >();
  #sequence = 0;
  #flushScheduled = false;

  /** `onReady` is called when there is something to take. */
  constructor(clock: VirtualClock, onReady: () => void) {
    this.#clock = clock;
    this.#onReady = onReady;
  }

  get size(): number {
    return this.#places.size;
  }

  has(uid: string): boolean {
    return this.#places.has(uid);
  }

  find(uid: string): QueuedPod | undefined {
    return this.#places.get(uid)?.pod;
  }

  add(info: PodInfo): void {
    const { uid } = info.pod.metadata;
    if (this.#places.has(uid)) return;
    this.#activate({
      info,
      uid,
      attempts: 0,
      sinceMs: this.#clock.nowMs,
      backOffUntilMs: 0,
      rejectedBy: new Set(),
      sequence: this.#sequence++,
    });
  }

  remove(uid: string): void {
    this.#places.delete(uid);
    this.#unschedulable.delete(uid);
  }

  /**
   * Of pods of one priority that came at the same instant the order is chance (their creations run side by side);
   * `prefers` may name the one whose turn it is.
   */
  takePreferred(prefers: (pod: QueuedPod) => boolean): QueuedPod | undefined {
    const first = this.take();
    if (!first || prefers(first)) return first;
    const equals: QueuedPod[] = [];
    let chosen = first;
    for (let next = this.take(); next; next = this.take()) {
      equals.push(next);
      if (next.info.priority !== first.info.priority || next.sinceMs !== first.sinceMs) break;
      if (!prefers(next)) continue;
      chosen = next;
      break;
    }
    for (const pod of [first, ...equals]) {
      if (pod === chosen) continue;
      this.#places.set(pod.uid, { queue: 'active', pod });
      this.#active.add(pod);
    }
    return chosen;
  }

  take(): QueuedPod | undefined {
    for (const [heap, queue] of [
      [this.#active, 'active'],
      [this.#backOff, 'back-off'],
    ] as const) {
      for (let pod = heap.take(); pod; pod = heap.take()) {
        const place = this.#places.get(pod.uid);
        if (place?.pod !== pod || place.queue !== queue) continue;
        this.#places.delete(pod.uid);
        return pod;
      }
    }
    return undefined;
  }

  /** Back after a failed attempt. */
  addUnschedulable(pod: QueuedPod, rejectedBy: ReadonlySet<string>): void {
    const nowMs = this.#clock.nowMs;
    pod.attempts++;
    pod.rejectedBy = rejectedBy;
    pod.sinceMs = nowMs;
    pod.backOffUntilMs = nowMs + Math.min(2 ** (pod.attempts - 1), longestBackOffSeconds) * 1000;
    this.#places.set(pod.uid, { queue: 'unschedulable', pod });
    this.#unschedulable.set(pod.uid, pod);
    this.#scheduleFlush();
  }

  /** Wakes those waiting pods for which `wakes` says that something may have changed. */
  wake(wakes: (pod: QueuedPod) => boolean): void {
    for (const pod of [...this.#unschedulable.values()]) if (wakes(pod)) this.#requeue(pod);
  }

  *unschedulable(): Iterable<QueuedPod> {
    yield* this.#unschedulable.values();
  }

  get hasUnschedulable(): boolean {
    return this.#unschedulable.size > 0;
  }

  #requeue(pod: QueuedPod): void {
    this.#unschedulable.delete(pod.uid);
    if (pod.backOffUntilMs > this.#clock.nowMs) {
      this.#places.set(pod.uid, { queue: 'back-off', pod });
      this.#backOff.add(pod);
      this.#onReady();
    } else this.#activate(pod);
  }

  #activate(pod: QueuedPod): void {
    pod.sinceMs = this.#clock.nowMs;
    this.#places.set(pod.uid, { queue: 'active', pod });
    this.#active.add(pod);
    this.#onReady();
  }

  #scheduleFlush(): void {
    if (this.#flushScheduled) return;
    this.#flushScheduled = true;
    this.#clock.after(flushEveryMs, () => {
      this.#flushScheduled = false;
      const nowMs = this.#clock.nowMs;
      this.wake((pod) => nowMs - pod.sinceMs > unschedulableForMs);
      if (this.#unschedulable.size > 0) this.#scheduleFlush();
    });
  }
}

class Heap<Item> {
  readonly #items: Item[] = [];
  readonly #compare: (a: Item, b: Item) => number;

  constructor(compare: (a: Item, b: Item) => number) {
    this.#compare = compare;
  }

  add(item: Item): void {
    const items = this.#items;
    let index = items.push(item) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (this.#compare(item, items[parent] as Item) >= 0) break;
      items[index] = items[parent] as Item;
      index = parent;
    }
    items[index] = item;
  }

  take(): Item | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (items.length === 0 || last === undefined) return top;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && this.#compare(items[child + 1] as Item, items[child] as Item) < 0) child++;
      if (this.#compare(items[child] as Item, last) >= 0) break;
      items[index] = items[child] as Item;
      index = child;
    }
    items[index] = last;
    return top;
  }
}
