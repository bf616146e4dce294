// A mixed class of 500 (200 on Discord, 200 in terminals, 100 in browsers; five real terminals and two real pages among them)
// through twenty questions of every type, once undisturbed and once with the host killed ten times.
// PEOPLE=50 makes it smaller in the same proportions, KILLS=0,10 says how often each run kills.
import { expect, test } from 'vitest';
import { openLibrary } from '#content/library.ts';
import { choosableAnswers } from '#engine/live/choosable.ts';
import { root } from '../helpers/source-file.ts';
import { mixedClass } from './mixed/mixed-class.ts';

const people = Number(process.env['PEOPLE'] ?? 500);
const count = Number(process.env['QUESTIONS'] ?? 20);
const runs = (process.env['KILLS'] ?? '0,10').split(',').map(Number);

test.each(runs)('a mixed class, the host killed %i times', { timeout: 1_800_000 }, async (kills) => {
  const figures = await mixedClass({
    discord: Math.round(people * 0.4),
    terminals: Math.round(people * 0.4),
    browsers: Math.round(people * 0.2),
    ...{ realTerminals: 5, realPages: 2, questions: await questionsOfEachType(count) },
    ...{ kills, spanMilliseconds: 4000, seed: 11 },
    log: (line) => console.log(line),
  });
  console.log(JSON.stringify(figures, undefined, 2));
  expect(figures.lost).toEqual([]);
  expect(figures.wrong).toEqual([]);
  expect(figures.problems).toEqual([]);
  expect(figures.kills).toBe(kills);
});

/** One after the other of each type, until there are enough. */
async function questionsOfEachType(wanted: number): Promise<readonly string[]> {
  const library = await openLibrary([root]);
  // In a terminal and on a phone YAML is answered by choosing: not every question has something to choose from.
  const isAnswerable = ({ id, type }: { readonly id: string; readonly type: string }) =>
    (type !== 'manifest' && type !== 'fix') || choosableAnswers(library.find(id)!, 1).length > 0;
  const byType = Map.groupBy(library.list().filter(isAnswerable), ({ type }) => type);
  const questions: string[] = [];
  for (let round = 0; questions.length < wanted; round++)
    for (const all of byType.values()) {
      const one = all[round];
      if (one && questions.length < wanted) questions.push(one.id);
    }
  return questions;
}
