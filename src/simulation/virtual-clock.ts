/**
 * Time that moves only when told. The clock owns the event queue: advancing it runs what falls due on the way, in order.
 * Nobody below the frontends reads the real clock; an hour of cluster time costs what its events cost.
 */
import { invariant } from '#base/invariant.ts';
import { EventQueue, type ScheduledEvent } from './event-queue.ts';

/** 2026-01-05T00:00:00Z, a Monday: the wall clock at the start of a run that names no other. */
export const defaultStartMs = Date.UTC(2026, 0, 5);

export type Timer = ScheduledEvent;

/** `done`: the time asked for was reached. `quiet`: nothing is left to happen. `stopped`: `until` was met. `limit`: too many events. */
export type Ending = 'done' | 'quiet' | 'stopped' | 'limit';

export class VirtualClock {
  readonly startMs: number;
  readonly #queue = new EventQueue();
  #nowMs: number;
  #eventCount = 0;
  #lastStamp = { second: Number.NaN, text: '' };

  constructor(startMs: number = defaultStartMs) {
    this.startMs = startMs;
    this.#nowMs = startMs;
  }

  /** Milliseconds since 1970 on the simulated wall clock. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /** Seconds since the run began. */
  get elapsedSeconds(): number {
    return (this.#nowMs - this.startMs) / 1000;
  }

  /** How many events have run: what limits count, so that a verdict never depends on the machine. */
  get eventCount(): number {
    return this.#eventCount;
  }

  /** Events still to happen. */
  get pendingCount(): number {
    return this.#queue.size;
  }

  /** When the next event happens; undefined where none will. */
  get nextMs(): number | undefined {
    return this.#queue.peek()?.atMs;
  }

  /** As Kubernetes writes it in objects: `2026-01-05T00:00:41Z`, whole seconds. */
  timestamp(atMs: number = this.#nowMs): string {
    const second = Math.floor(atMs / 1000);
    // A burst of a thousand writes falls into one second.
    if (second !== this.#lastStamp.second) {
      this.#lastStamp = { second, text: `${new Date(atMs).toISOString().slice(0, 19)}Z` };
    }
    return this.#lastStamp.text;
  }

  after(delayMs: number, run: () => void): Timer {
    return this.at(this.#nowMs + Math.max(0, delayMs), run);
  }

  /** Time is counted in whole milliseconds: fractions are rounded. What is asked for the past happens now. */
  at(atMs: number, run: () => void): Timer {
    invariant(Number.isFinite(atMs), 'an event needs a finite time');
    return this.#queue.add(Math.max(Math.round(atMs), this.#nowMs), run);
  }

  cancel(timer: Timer | undefined): void {
    if (timer) this.#queue.cancel(timer);
  }

  /** Runs the next event and moves to its time; false when nothing is left. */
  step(): boolean {
    const next = this.#queue.take();
    if (!next) return false;
    this.#nowMs = next.atMs;
    this.#eventCount++;
    next.run();
    return true;
  }

  /**
   * Runs all events up to and including `now + durationMs`, then stands at that time.
   * `until` is asked after each event; `eventLimit` counts the events of this call.
   */
  advance(durationMs: number, options: { readonly until?: () => boolean; readonly eventLimit?: number } = {}): Ending {
    const endMs = this.#nowMs + durationMs;
    const limit = options.eventLimit ?? Number.POSITIVE_INFINITY;
    if (options.until?.()) return 'stopped';
    for (let count = 0; ; count++) {
      const next = this.#queue.peek();
      if (!next || next.atMs > endMs) break;
      if (count >= limit) return 'limit';
      this.step();
      if (options.until?.()) return 'stopped';
    }
    if (Number.isFinite(endMs)) this.#nowMs = endMs;
    return this.#queue.size === 0 ? 'quiet' : 'done';
  }
}
