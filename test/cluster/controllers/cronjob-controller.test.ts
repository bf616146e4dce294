import { describe, expect, test } from 'vitest';
import { parseCronSchedule } from '#api/batch/cron-schedule.ts';
import { latestMissed, nextAfter } from '#cluster/controllers/cronjob-controller/schedule.ts';
import { eventsOf, put, settle, smallCluster } from '../small-cluster.ts';

function schedule(text: string) {
  const parsed = parseCronSchedule(text);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

describe('the next time', () => {
  test.each([
    ['*/15 * * * *', '2026-01-05T00:07:30Z', 'UTC', '2026-01-05T00:15:00Z'],
    ['0 2 * * *', '2026-01-05T02:00:00Z', 'UTC', '2026-01-06T02:00:00Z'],
    ['0 0 1 * 1', '2026-01-05T00:00:00Z', 'UTC', '2026-01-12T00:00:00Z'],
    ['0 0 29 2 *', '2026-01-05T00:00:00Z', 'UTC', '2028-02-29T00:00:00Z'],
    ['30 9 * * 1-5', '2026-01-09T12:00:00Z', 'Europe/Madrid', '2026-01-12T08:30:00Z'],
    // The clocks of Madrid go forward on 29 March 2026: noon is at 10:00 UTC from then on.
    ['0 12 * * *', '2026-03-28T12:00:00Z', 'Europe/Madrid', '2026-03-29T10:00:00Z'],
    ['@every 90m', '2026-01-05T00:00:00Z', 'UTC', '2026-01-05T01:30:00Z'],
  ])('of %s after %s in %s is %s', (text, after, zone, expected) => {
    const next = nextAfter(schedule(text), Date.parse(after), zone);
    expect(new Date(next ?? 0).toISOString().replace('.000', '')).toBe(expected);
  });
  test('of a day that never comes is none', () => {
    expect(nextAfter(schedule('0 0 30 2 *'), 0, 'UTC')).toBeUndefined();
  });
});

test('of several missed times only the last counts', () => {
  const start = Date.parse('2026-01-05T00:00:00Z');
  const missed = latestMissed(schedule('* * * * *'), start, start + 7.5 * 60_000, 'UTC');
  expect(missed).toEqual({ atMs: start + 7 * 60_000, count: 7 });
});

function cronJob(extra = '', command = '["true"]') {
  return `apiVersion: batch/v1
kind: CronJob
metadata: {name: tick}
spec:
  schedule: "* * * * *"
${extra}  jobTemplate:
    spec:
      template:
        spec: {restartPolicy: Never, containers: [{name: main, image: shop, command: ${command}}]}
`;
}

test('a Job a minute, named after the minute; three successes are kept', () => {
  const cluster = smallCluster(1);
  put(cluster, cronJob());
  settle(cluster, 5 * 60 + 30);
  const minute = Math.floor(cluster.clock.startMs / 60_000);
  const names = cluster.client.list('Job').map(({ metadata }) => metadata.name);
  expect(names).toEqual([3, 4, 5].map((index) => `tick-${minute + index}`));
  expect(eventsOf(cluster, 'CronJob').filter((text) => text.startsWith('SuccessfulCreate'))).toHaveLength(5);
});

test('Forbid starts no second Job while one runs; Replace ends the first', () => {
  const forbid = smallCluster(1);
  put(forbid, cronJob('  concurrencyPolicy: Forbid\n', '["sleep", "1000"]'));
  settle(forbid, 200);
  expect(forbid.client.list('Job')).toHaveLength(1);
  const replace = smallCluster(1);
  put(replace, cronJob('  concurrencyPolicy: Replace\n', '["sleep", "1000"]'));
  settle(replace, 200);
  const minute = Math.floor(replace.clock.startMs / 60_000);
  expect(replace.client.list('Job').map(({ metadata }) => metadata.name)).toEqual([`tick-${minute + 3}`]);
});
