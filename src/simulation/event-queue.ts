/**
 * What happens when: a binary heap ordered by (time, sequence), so that of two things due at the same instant
 * the one scheduled first happens first. That order is what makes two runs with one seed equal.
 */
export interface ScheduledEvent {
  readonly atMs: number;
  readonly sequence: number;
  readonly run: () => void;
  cancelled: boolean;
}

export class EventQueue {
  readonly #heap: ScheduledEvent[] = [];
  #sequence = 0;
  #cancelledCount = 0;

  /** Events still to happen, cancelled ones not counted. */
  get size(): number {
    return this.#heap.length - this.#cancelledCount;
  }

  add(atMs: number, run: () => void): ScheduledEvent {
    const event: ScheduledEvent = { atMs, sequence: this.#sequence++, run, cancelled: false };
    this.#heap.push(event);
    this.#up(this.#heap.length - 1);
    return event;
  }

  cancel(event: ScheduledEvent): void {
    if (event.cancelled) return;
    event.cancelled = true;
    this.#cancelledCount++;
  }

  /** The next event that is not cancelled, left in the queue. */
  peek(): ScheduledEvent | undefined {
    while (this.#heap[0]?.cancelled) {
      this.#removeTop();
      this.#cancelledCount--;
    }
    return this.#heap[0];
  }

  take(): ScheduledEvent | undefined {
    const next = this.peek();
    if (next) {
      this.#removeTop();
      next.cancelled = true; // a later cancel() of what already happened does nothing
    }
    return next;
  }

  #removeTop(): void {
    const last = this.#heap.pop();
    if (this.#heap.length === 0 || last === undefined) return;
    this.#heap[0] = last;
    this.#down(0);
  }

  #up(start: number): void {
    const heap = this.#heap;
    let index = start;
    const event = heap[index] as ScheduledEvent;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(event, heap[parent] as ScheduledEvent)) break;
      heap[index] = heap[parent] as ScheduledEvent;
      index = parent;
    }
    heap[index] = event;
  }

  #down(start: number): void {
    const heap = this.#heap;
    let index = start;
    const event = heap[index] as ScheduledEvent;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1] as ScheduledEvent, heap[child] as ScheduledEvent)) child++;
      if (!before(heap[child] as ScheduledEvent, event)) break;
      heap[index] = heap[child] as ScheduledEvent;
      index = child;
    }
    heap[index] = event;
  }
}

function before(a: ScheduledEvent, b: ScheduledEvent): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.sequence < b.sequence);
}
