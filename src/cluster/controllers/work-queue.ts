/**
 * Keys waiting to be reconciled: each once however often it is added, one after the other, each as an event of its own
 * on the virtual clock, so that what a reconcile wrote is delivered to the other controllers before the next key runs.
 * A key whose reconcile failed is added again with a back-off of its own: 5 ms × 2ⁿ, at most 1,000 s.
 */
import type { Timer, VirtualClock } from '#simulation/virtual-clock.ts';
import type { ControlPlane } from '../control-plane.ts';

export interface WorkQueue {
  add(key: string): void;
  /** At the given time from now; an earlier appointment of the same key stands. */
  addAfter(key: string, delayMs: number): void;
  /** After the key's back-off; call it from the reconcile that failed. A reconcile that does not call it resets the back-off. */
  addRateLimited(key: string): void;
  /** Keys that are due now. */
  readonly size: number;
}

const firstBackOffMs = 5;
const longestBackOffMs = 1_000_000;

export function createWorkQueue(
  clock: VirtualClock,
  controlPlane: ControlPlane,
  reconcile: (key: string) => void,
): WorkQueue {
  const due = new Set<string>();
  const appointments = new Map<string, Timer>();
  const failures = new Map<string, number>();
  let scheduled = false;

  controlPlane.onComeBack(schedule);

  function runNext(): void {
    scheduled = false;
    if (!controlPlane.works('kube-controller-manager')) return;
    const [key] = due;
    if (key === undefined) return;
    due.delete(key);
    const failuresBefore = failures.get(key) ?? 0;
    reconcile(key);
    if ((failures.get(key) ?? 0) === failuresBefore) failures.delete(key);
    schedule();
  }

  function schedule(): void {
    if (scheduled || due.size === 0) return;
    scheduled = true;
    clock.after(0, runNext);
  }

  const queue: WorkQueue = {
    get size() {
      return due.size;
    },
    add(key) {
      due.add(key);
      schedule();
    },
    addAfter(key, delayMs) {
      if (delayMs <= 0) return queue.add(key);
      const earlier = appointments.get(key);
      if (earlier && !earlier.cancelled) {
        if (earlier.atMs <= clock.nowMs + delayMs) return;
        clock.cancel(earlier);
      }
      appointments.set(
        key,
        clock.after(delayMs, () => {
          appointments.delete(key);
          queue.add(key);
        }),
      );
    },
    addRateLimited(key) {
      const count = failures.get(key) ?? 0;
      failures.set(key, count + 1);
      queue.addAfter(key, Math.min(firstBackOffMs * 2 ** count, longestBackOffMs));
    },
  };
  return queue;
}
