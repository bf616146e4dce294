// When a question comes back: measured grades, FSRS, sure and wrong sooner, leeches aside, a day's cap.
import { describe, expect, test } from 'vitest';
import { deckOf } from '#engine/learning/deck.ts';
import { ratingOf } from '#engine/learning/rating.ts';
import { reviewQueue } from '#engine/learning/review-queue.ts';
import type { HistoryEntry } from '#engine/ports.ts';
import { longLibrary } from '../../helpers/small-quiz.ts';
import { day, entry, noon } from './history.ts';

describe('the grade of an answer is measured', () => {
  const checkRating = (parts: Partial<HistoryEntry>, wanted: ReturnType<typeof ratingOf>) =>
    expect(ratingOf(entry(0, parts))).toBe(wanted);
  test('right at once is good, and easy for whoever was sure', () => {
    checkRating({}, 'good');
    checkRating({ confidence: 'unsure' }, 'good');
    checkRating({ confidence: 'sure' }, 'easy');
  });
  test('right by a hint, at the second try or by a guess is hard', () => {
    checkRating({ hints: 1 }, 'hard');
    checkRating({ attempts: 2, confidence: 'sure' }, 'hard');
    checkRating({ confidence: 'guess' }, 'hard');
  });
  test('wrong and refused are asked again, skipped says nothing', () => {
    checkRating({ verdict: 'wrong' }, 'again');
    checkRating({ verdict: 'refused' }, 'again');
    checkRating({ verdict: 'skipped' }, undefined);
  });
});

/** After how many days the question comes back after its last answer. */
function checkInterval(history: readonly HistoryEntry[], days: number): void {
  const card = deckOf(history).get('pods-1');
  expect(Math.round(((card?.due ?? 0) - history.at(-1)!.at) / day)).toBe(days);
}

describe('a question comes back', () => {
  test('after three days when it was right, and ever later', () => {
    checkInterval([entry(noon)], 3);
    checkInterval([entry(noon), entry(noon + 3 * day)], 14);
  });
  test('the next day when it was wrong', () => checkInterval([entry(noon, { verdict: 'wrong' })], 1));
  test('later for whoever was sure, sooner after a hint', () => {
    checkInterval([entry(noon, { confidence: 'sure' })], 8);
    checkInterval([entry(noon, { hints: 1 })], 2);
  });
  test('within minutes for whoever was sure and wrong', () => {
    const card = deckOf([entry(noon, { verdict: 'wrong', confidence: 'sure' })]).get('pods-1');
    expect(card).toMatchObject({ due: noon + 600_000, soon: true });
  });
  test('as new when its version changed', () =>
    expect(deckOf([entry(noon), entry(noon + 3 * day, { version: 2 })]).get('pods-1')).toMatchObject({
      version: 2,
      answers: 1,
    }));
  test('the same way however often it is computed', () => {
    const history = Array.from({ length: 20 }, (_, index) =>
      entry(noon + index * 2 * day, { verdict: index % 3 ? 'right' : 'wrong' }),
    );
    expect(JSON.stringify([...deckOf(history)])).toBe(JSON.stringify([...deckOf(history)]));
  });
});

describe('a leech', () => {
  const misses = Array.from({ length: 5 }, (_, index) => entry(noon + index * day, { verdict: 'wrong' }));
  test('is set aside at the fifth miss in a row', () => {
    expect(deckOf(misses.slice(0, 4)).get('pods-1')?.setAside).toBe(false);
    expect(deckOf(misses).get('pods-1')?.setAside).toBe(true);
  });
  test('comes back once it is answered right by choice', () =>
    expect(deckOf([...misses, entry(noon + 6 * day)]).get('pods-1')?.setAside).toBe(false));
});

describe('the queue of a day', () => {
  const library = longLibrary(60);
  const queueOf = (history: readonly HistoryEntry[], now: number, doneToday = 0) =>
    reviewQueue(deckOf(history), library, { now, zone: 'UTC', doneToday });
  const answers = (count: number, parts: (index: number) => Partial<HistoryEntry> = () => ({})) =>
    Array.from({ length: count }, (_, index) => entry(noon, { scenario: `pods-${index + 1}`, ...parts(index) }));

  test('is empty before anything is due', () => expect(queueOf(answers(5), noon + day).today).toEqual([]));
  test('counts by days: what is due at noon may be reviewed in the morning', () =>
    expect(queueOf(answers(5), noon + 3 * day - 10 * 3_600_000).today).toHaveLength(5));
  test('has at most twenty, less what was done today, and says how many wait', () => {
    expect(queueOf(answers(50), noon + 30 * day)).toMatchObject({ today: { length: 20 }, waiting: 30 });
    expect(queueOf(answers(50), noon + 30 * day, 15)).toMatchObject({ today: { length: 5 }, waiting: 45 });
  });
  test('saves from a backlog first what is still remembered', () => {
    const history = answers(50, (index) => (index >= 40 ? { confidence: 'sure' } : {}));
    const { today } = queueOf(history, noon + 60 * day);
    const first = today.slice(0, 10).map(({ scenario }) => Number(scenario.slice(5)));
    expect(Math.min(...first)).toBe(41);
  });
  test('begins with what was sure and wrong, ten minutes later', () => {
    const history = [
      ...answers(3),
      entry(noon + 3 * day, { scenario: 'pods-9', verdict: 'wrong', confidence: 'sure' }),
    ];
    expect(queueOf(history, noon + 3 * day + 60_000).today.map(({ scenario }) => scenario)).not.toContain('pods-9');
    expect(queueOf(history, noon + 3 * day + 660_000).today[0]?.scenario).toBe('pods-9');
  });
  test('leaves out what no longer exists, what has changed and what is set aside', () => {
    const gone = entry(noon, { scenario: 'gone' });
    const changed = entry(noon, { scenario: 'pods-2', version: 7 });
    expect(queueOf([gone, changed], noon + 9 * day).today).toEqual([]);
    const leech = Array.from({ length: 5 }, () => entry(noon, { verdict: 'wrong' }));
    expect(queueOf(leech, noon + 9 * day)).toMatchObject({ today: [], setAside: [{ scenario: 'pods-1' }] });
  });
});
