/**
 * The challenge of the day: the same question, with the same seed, for everybody who has the same questions. All of them come
 * once before any comes again, in an order that changes from round to round.
 */
import { SeededRandom } from '#simulation/seeded-random.ts';
import type { Library } from '../ports.ts';
import { shuffled } from '../quiz.ts';
import type { ScenarioSummary } from '../scenario.ts';

export interface Challenge {
  readonly day: number;
  readonly scenario: ScenarioSummary;
  readonly seed: number;
}

/** Nothing where there is no question at all. */
export function challengeOf(day: number, library: Library): Challenge | undefined {
  const all = library.list();
  if (all.length === 0) return undefined;
  const round = Math.floor(day / all.length);
  const ids = all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const order = shuffled(ids, new SeededRandom(round).fork('challenge'));
  const scenario = order[day - round * all.length];
  return scenario && { day, scenario, seed: new SeededRandom(day).fork('seed').integer(0, 2 ** 32 - 1) };
}
