/** Stepping through the runs of a result: `run:line`, with an asterisk where all are shown. */
import { expect, test } from 'vitest';
import type { RunView } from '#engine/screen.ts';
import type { RunIntent } from '#terminal/model.ts';
import { openRuns, stepRuns } from '#terminal/run-steps.ts';

const run = (chosen: boolean, times: readonly number[], failedAt?: number): RunView => ({
  title: { es: 'A', en: 'A' },
  mark: 'wrong',
  chosen,
  entries: times.map((seconds) => ({ seconds, text: { es: '', en: '' }, tone: 'plain' })),
  ...(failedAt !== undefined && { failedAt }),
});

const runs = [run(false, [0, 50, 90]), run(true, [0, 10, 20, 30, 60], 2)];

function check(expected: string, ...intents: readonly RunIntent[]): void {
  const begun = openRuns(runs);
  if (!begun) throw new Error('there is nothing to step through');
  const { run: at, at: line, all } = intents.reduce((overlay, intent) => stepRuns(overlay, runs, intent), begun);
  expect(`${at}:${line}${all ? '*' : ''}`).toBe(expected);
}

test('one begins with one’s own run, where it broke', () => check('1:2'));
test('steps stay within the run', () => {
  check('1:3', { kind: 'step', by: 1 });
  check('1:4', { kind: 'step', by: 10 });
  check('1:0', { kind: 'step', by: -10 });
});
test('start, end and failure are one key away', () => {
  check('1:0', { kind: 'step-to', where: 'start' });
  check('1:4', { kind: 'step-to', where: 'end' });
  check('1:2', { kind: 'step-to', where: 'end' }, { kind: 'step-to', where: 'failure' });
  check('0:0', { kind: 'see-run', run: 0 }, { kind: 'step-to', where: 'failure' });
});
test('another run is seen at the same moment', () => {
  check('0:1', { kind: 'step-to', where: 'end' }, { kind: 'other-run', by: 1 });
  check('0:0', { kind: 'other-run', by: -1 });
  check('1:2*', { kind: 'all-runs' });
});
test('without runs, or with an empty one, there is nothing to open', () => {
  expect(openRuns([])).toBeUndefined();
  expect(openRuns([run(true, [])])).toBeUndefined();
});
