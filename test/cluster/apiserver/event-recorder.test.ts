import { describe, expect, test } from 'vitest';
import { must, newServer, pod } from './new-server.ts';

function setUp() {
  const parts = newServer();
  const object = must(parts.server.create('Pod', pod('web')));
  const say = (message: string, source = 'kubelet', reason = 'Unhealthy') =>
    parts.server.events.record({ object, type: 'Warning', reason, message, source, host: 'node-1' });
  const events = () => parts.server.list('Event').map(({ count, message }) => `${count} ${message}`);
  return { ...parts, object, say, events };
}

describe('events', () => {
  test('an equal event raises the count of the first', () => {
    const { say, events, clock, server } = setUp();
    say('probe failed');
    clock.advance(10_000);
    say('probe failed');
    expect(events()).toEqual(['2 probe failed']);
    expect(server.list('Event')[0]).toMatchObject({
      firstTimestamp: '2026-01-05T00:00:00Z',
      lastTimestamp: '2026-01-05T00:00:10Z',
      source: { component: 'kubelet', host: 'node-1' },
      involvedObject: { kind: 'Pod', name: 'web', namespace: 'default' },
    });
  });

  test('from the tenth different message on they are combined', () => {
    const { say, events } = setUp();
    for (let index = 1; index <= 12; index++) say(`failure ${index}`);
    expect(events().slice(8)).toEqual(['1 failure 9', '3 (combined from similar events): failure 12']);
  });

  test('one source says 25 things about an object, then one every five minutes; the trace hears them all', () => {
    const { say, events, clock, trace } = setUp();
    for (let index = 0; index < 40; index++) say('again');
    expect(events()).toEqual(['25 again']);
    clock.advance(300_000);
    say('again');
    say('again');
    expect(events()).toEqual(['41 again']);
    expect(trace.entries.filter(({ kind }) => kind === 'event')).toHaveLength(42);
  });

  test('are forgotten an hour after they were last seen', () => {
    const { say, events, clock } = setUp();
    say('old');
    clock.advance(3_600_001);
    say('new');
    expect(events()).toEqual(['1 new']);
  });

  test('of the scheduler are counted in series', () => {
    const { say, server, clock } = setUp();
    say('0/1 nodes are available', 'default-scheduler', 'FailedScheduling');
    clock.advance(60_000);
    say('0/1 nodes are available', 'default-scheduler', 'FailedScheduling');
    expect(server.list('Event')).toMatchObject([
      {
        eventTime: '2026-01-05T00:00:00.000000Z',
        series: { count: 2, lastObservedTime: '2026-01-05T00:01:00.000000Z' },
        reportingComponent: 'default-scheduler',
      },
    ]);
  });
});
