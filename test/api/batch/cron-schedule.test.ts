import { expect, test } from 'vitest';
import { parseCronSchedule } from '#api/batch/cron-schedule.ts';

function check(text: string, field: 'minutes' | 'hours' | 'daysOfMonth' | 'months' | 'daysOfWeek', values: number[]) {
  const parsed = parseCronSchedule(text);
  if (!parsed.ok || parsed.value.kind !== 'fields') throw new Error(`not read: ${text}`);
  expect([...parsed.value[field].values]).toEqual(values);
}

test('steps, lists, ranges and names', () => {
  check('*/20 * * * *', 'minutes', [0, 20, 40]);
  check('50/5 * * * *', 'minutes', [50, 55]);
  check('0 9-11,18 * * *', 'hours', [9, 10, 11, 18]);
  check('0 0 * FEB,dec *', 'months', [2, 12]);
  check('0 0 * * mon-wed', 'daysOfWeek', [1, 2, 3]);
  check('@weekly', 'daysOfWeek', [0]);
});

test('a star that leaves nothing out is told apart from one with steps', () => {
  const star = (text: string) => {
    const parsed = parseCronSchedule(text);
    return parsed.ok && parsed.value.kind === 'fields' && parsed.value.daysOfMonth.isStar;
  };
  expect(star('0 0 * * 1')).toBe(true);
  expect(star('0 0 */2 * 1')).toBe(false);
});

test('an interval is in whole seconds, at least one', () => {
  expect(parseCronSchedule('@every 1m30s')).toMatchObject({ ok: true, value: { kind: 'every', seconds: 90 } });
  expect(parseCronSchedule('@every 10ms')).toMatchObject({ ok: true, value: { seconds: 1 } });
  expect(parseCronSchedule('@every soon').ok).toBe(false);
});
