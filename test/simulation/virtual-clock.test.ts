import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EventQueue } from '#simulation/event-queue.ts';
import { defaultStartMs, VirtualClock } from '#simulation/virtual-clock.ts';

describe('the virtual clock', () => {
  test('runs what falls due, in order of time, and of two at one instant the first asked for', () => {
    const clock = new VirtualClock();
    const seen: string[] = [];
    clock.after(20, () => seen.push('b'));
    clock.after(10, () => seen.push('a'));
    clock.after(20, () => seen.push('c'));
    expect(clock.advance(15)).toBe('done');
    expect(seen).toEqual(['a']);
    expect(clock.nowMs).toBe(defaultStartMs + 15);
    expect(clock.advance(5)).toBe('quiet');
    expect(seen).toEqual(['a', 'b', 'c']);
  });

  test('what an event schedules for the same instant still happens within that instant', () => {
    const clock = new VirtualClock(0);
    const seen: number[] = [];
    clock.after(5, () => clock.after(0, () => seen.push(clock.nowMs)));
    clock.advance(5);
    expect(seen).toEqual([5]);
  });

  test('a cancelled event does not happen, and cancelling twice or late harms nothing', () => {
    const clock = new VirtualClock(0);
    let count = 0;
    const timer = clock.after(5, () => count++);
    clock.cancel(timer);
    clock.cancel(timer);
    const kept = clock.after(6, () => count++);
    expect(clock.pendingCount).toBe(1);
    clock.advance(10);
    clock.cancel(kept);
    expect(count).toBe(1);
    expect(clock.pendingCount).toBe(0);
  });

  test('stops where it is told to, and at the limit of events', () => {
    const clock = new VirtualClock(0);
    const tick = () => {
      clock.after(1, tick);
    };
    tick();
    expect(clock.advance(1_000, { until: () => clock.nowMs === 7 })).toBe('stopped');
    expect(clock.nowMs).toBe(7);
    expect(clock.advance(1_000, { eventLimit: 10 })).toBe('limit');
    expect(clock.eventCount).toBe(17);
  });

  test('writes time as Kubernetes does, in whole seconds', () => {
    const clock = new VirtualClock();
    clock.advance(41_900);
    expect(clock.timestamp()).toBe('2026-01-05T00:00:41Z');
    expect(clock.elapsedSeconds).toBe(41.9);
  });

  test('time never runs backwards: what is asked for the past happens now', () => {
    const clock = new VirtualClock(100);
    let at = 0;
    clock.at(50, () => {
      at = clock.nowMs;
    });
    clock.step();
    expect(at).toBe(100);
  });
});

test('the event queue gives back any set of events sorted by time, then by order of arrival, less the cancelled', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean())), (plan) => {
      const queue = new EventQueue();
      const events = plan.map(([atMs]) => queue.add(atMs, () => {}));
      plan.forEach(([, cancelled], index) => {
        const event = events[index];
        if (cancelled && event) queue.cancel(event);
      });
      const expected = plan
        .map(([atMs, cancelled], sequence) => ({ atMs, sequence, cancelled }))
        .filter((event) => !event.cancelled)
        .sort((a, b) => a.atMs - b.atMs || a.sequence - b.sequence)
        .map(({ sequence }) => sequence);
      expect(queue.size).toBe(expected.length);
      const taken: number[] = [];
      for (let event = queue.take(); event; event = queue.take()) taken.push(event.sequence);
      expect(taken).toEqual(expected);
    }),
  );
});
