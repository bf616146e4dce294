// Picking several options, and what a set of them is worth.
import { expect, test } from 'vitest';
import { answerOf, arePicks, isComplete, press } from '#engine/picks.ts';
import { multi } from '#engine/questions/multi.ts';
import type { MultiScenario } from '#engine/scenario.ts';
import type { PickRules } from '#engine/screen.ts';
import { playOf } from './checks/play-of.ts';

const text = { es: 'x', en: 'x' };
const options = ['a', 'b', 'c', 'd'].map((id) => ({ id, text }));
const rules = (manner: PickRules['manner'], slots = 0): PickRules => ({
  manner,
  options,
  slots: Array(slots).fill(text),
});
const pressAll = (of: PickRules, ids: string) =>
  [...ids].reduce<readonly string[]>((picks, id) => press(of, picks, id), []);

test('a second press takes an option back, and a set is sent in the order of the options', () => {
  const set = rules('set');
  expect(isComplete(set, [])).toBe(false);
  expect(answerOf(set, pressAll(set, 'cabb'))).toEqual({ kind: 'picks', options: ['a', 'c'] });
});

test('a sequence is whole when every option has its place', () => {
  const sequence = rules('sequence');
  expect(isComplete(sequence, pressAll(sequence, 'cab'))).toBe(false);
  expect(answerOf(sequence, pressAll(sequence, 'cabbdb'))).toEqual({ kind: 'picks', options: ['c', 'a', 'd', 'b'] });
});

test('a partner may serve twice, and no more are taken than there are places', () => {
  const partners = rules('partners', 3);
  expect(pressAll(partners, 'aabd')).toEqual(['a', 'a', 'b']);
});

test('what could not have been picked is not taken', () => {
  expect(arePicks(rules('set'), ['a', 'x'])).toBe(false);
  expect(arePicks(rules('set'), ['a', 'a'])).toBe(false);
  expect(arePicks(rules('set'), [])).toBe(false);
  expect(arePicks(rules('sequence'), ['a', 'b', 'd', 'c'])).toBe(true);
  expect(arePicks(rules('partners', 2), ['a', 'a'])).toBe(true);
});

/** Options `a`, `b` and `c` hold in their run, `d` does not. */
function check(picks: string, score: number): void {
  const scenario = {
    id: 'm',
    version: 1,
    assumptions: [],
    options: options.map((one) => ({ ...one, manifests: one.id })),
  };
  const run = (passed: boolean) => ({ passed, checks: [], timeline: [], simulatedSeconds: 1, eventCount: 1 });
  const grading = multi.grade({
    scenario: scenario as unknown as MultiScenario,
    answer: { kind: 'picks', options: [...picks] },
    seed: 1,
    simulate: (manifests) => ({
      kind: 'played',
      run: run(manifests !== 'd'),
      score: 1,
      warnings: [],
      counterExample: [],
      play: playOf({}),
      assumptions: [],
    }),
  });
  expect([grading.score, grading.verdict]).toEqual([score, score === 1 ? 'right' : 'wrong']);
}

test('all that hold and no other are worth all', () => check('abc', 1));
test('a missing one costs its share', () => check('ab', 0.667));
test('a false one costs as much as a hit brings', () => check('abcd', 0.667));
test('never below nothing', () => check('d', 0));
