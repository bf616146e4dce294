// Days, streaks, mastery, the challenge of the day, the placement test, statistics.
import { describe, expect, test } from 'vitest';
import { challengeOf } from '#engine/learning/challenge.ts';
import { dayOf, readDay, writtenDay } from '#engine/learning/day.ts';
import { deckOf } from '#engine/learning/deck.ts';
import { masteryByTopic } from '#engine/learning/mastery.ts';
import { nextInPlacement, type PlacementQuestion, placementOf } from '#engine/learning/placement.ts';
import { nextNewQuestion } from '#engine/learning/recommendation.ts';
import { statisticsOf } from '#engine/learning/statistics.ts';
import { streakOf } from '#engine/learning/streak.ts';
import type { HistoryEntry } from '#engine/ports.ts';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { libraryOf } from '../../helpers/library-of.ts';
import { longLibrary } from '../../helpers/small-quiz.ts';
import { day, entry, noon } from './history.ts';

describe('a day', () => {
  const lateEvening = Date.UTC(2026, 10, 21, 23, 30);
  test('is the learner’s own', () => {
    expect(writtenDay(dayOf(lateEvening, 'UTC'))).toBe('2026-11-21');
    expect(writtenDay(dayOf(lateEvening, 'Europe/Madrid'))).toBe('2026-11-22');
    expect(writtenDay(dayOf(lateEvening, 'America/Lima'))).toBe('2026-11-21');
  });
  test('in a zone that nobody knows is UTC’s', () =>
    expect(dayOf(lateEvening, 'Mars/Olympus')).toBe(dayOf(lateEvening, 'UTC')));
  test.each(['2026-02-30', '2026-13-01', 'today', '', '2026-1-1'])('is not %j', (text) =>
    expect(readDay(text)).toBeUndefined(),
  );
  test('is read as it is written', () => expect(writtenDay(readDay('2026-02-28')!)).toBe('2026-02-28'));
});

describe('a streak', () => {
  const checkStreak = (days: readonly number[], today: number, wanted: object) =>
    expect(streakOf(days, today)).toMatchObject(wanted);
  const week = [1, 2, 3, 4, 5, 6, 7];
  test('counts days in a row, each once', () => checkStreak([1, 1, 2, 3], 3, { days: 3, doneToday: true }));
  test('is not broken by a day that is not over', () => checkStreak([1, 2, 3], 4, { days: 3, doneToday: false }));
  test('survives one missed day from the start', () => checkStreak([1, 2, 4], 4, { days: 3, graceDays: 0 }));
  test('ends with the second missed day', () => checkStreak([1, 2, 5], 5, { days: 1, best: 2 }));
  test('earns a grace day by a week, and keeps two at most', () => {
    checkStreak(week, 7, { days: 7, graceDays: 2 });
    checkStreak(
      Array.from({ length: 30 }, (_, index) => index),
      29,
      { days: 30, graceDays: 2 },
    );
    checkStreak([...week, 10], 10, { days: 8, graceDays: 0 });
  });
  test('is over when nobody came back', () => checkStreak(week, 30, { days: 0, best: 7 }));
  test('of nobody is nothing', () => checkStreak([], 9, { days: 0, best: 0, doneToday: false }));
  test('takes a day in the future, of a clock set back, for today', () => checkStreak([5, 99], 6, { days: 2 }));
});

describe('mastery', () => {
  const [easy, hard] = longLibrary(2)
    .list()
    .map((scenario, index) => ({ ...longLibrary(2).find(scenario.id)!, level: index === 0 ? 1 : 3 }) as const);
  const library = libraryOf([easy!, hard!]);
  const shareAt = (history: Parameters<typeof deckOf>[0], now: number) =>
    masteryByTopic(deckOf(history), library, now)[0]!;
  test('is nothing before the first answer, and says how many there are', () =>
    expect(shareAt([], noon)).toEqual({ topic: 'pods', share: 0, answered: 0, total: 2 }));
  test('gives a hard question its weight', () => {
    expect(shareAt([entry(noon, { scenario: 'pods-2' })], noon).share).toBeCloseTo(0.75);
    expect(shareAt([entry(noon)], noon).share).toBeCloseTo(0.25);
  });
  test('fades with time and comes back with a review', () => {
    const both = [entry(noon), entry(noon, { scenario: 'pods-2' })];
    const later = shareAt(both, noon + 60 * day).share;
    expect(later).toBeLessThan(0.8);
    expect(later).toBeGreaterThan(0.3);
    const reviewed = [...both, entry(noon + 60 * day), entry(noon + 60 * day, { scenario: 'pods-2' })];
    expect(shareAt(reviewed, noon + 60 * day).share).toBeCloseTo(1);
  });
  test('does not count what was wrong the last time, or has changed since', () => {
    expect(shareAt([entry(noon), entry(noon + day, { verdict: 'wrong' })], noon + day).share).toBe(0);
    expect(shareAt([entry(noon, { version: 9 })], noon)).toMatchObject({ share: 0, answered: 0 });
  });
});

describe('the challenge of the day', () => {
  const library = longLibrary(30);
  test('is the same for everybody, whatever the order of the questions', () => {
    const reversed = { ...library, list: () => library.list().toReversed() };
    expect(challengeOf(20_000, library)).toEqual(challengeOf(20_000, reversed));
  });
  test('asks each question once before any comes again', () => {
    const first = 30 * 700;
    const ids = Array.from({ length: 30 }, (_, index) => challengeOf(first + index, library)!.scenario.id);
    expect(new Set(ids).size).toBe(30);
  });
  test('changes its order from round to round', () =>
    expect([0, 1, 2, 3, 4].map((index) => challengeOf(30 * 700 + index, library)!.scenario.id)).not.toEqual(
      [0, 1, 2, 3, 4].map((index) => challengeOf(30 * 701 + index, library)!.scenario.id),
    ));
  test('without questions is none', () => expect(challengeOf(1, libraryOf([]))).toBeUndefined());
});

/** Somebody of a level takes the test: right with the chance that the level has, by a seed. */
function take(own: number, seed: number) {
  const random = new SeededRandom(seed);
  let questions: readonly PlacementQuestion[] = Array.from({ length: 42 }, (_, index) => ({
    level: (1 + (index % 3)) as 1 | 2 | 3,
    topic: `topic-${index % 7}`,
  }));
  for (;;) {
    const next = nextInPlacement(questions);
    if (next === undefined) return { ...placementOf(questions), questions };
    const gap = questions[next]!.level - own;
    const chance = gap <= 0 ? 0.9 : gap === 1 ? 0.4 : 0.15;
    questions = questions.with(next, { ...questions[next]!, score: random.next() < chance ? 1 : 0 });
  }
}

describe('the placement test', () => {
  test('is short', () => {
    for (const own of [1, 2, 3]) {
      const { asked } = take(own, own);
      expect(asked).toBeGreaterThanOrEqual(5);
      expect(asked).toBeLessThanOrEqual(10);
    }
  });
  test('finds the level of nearly nine people in ten, and is hardly ever two levels off', () => {
    let found = 0;
    let far = 0;
    for (let seed = 0; seed < 300; seed++) {
      const own = 1 + (seed % 3);
      const { level } = take(own, seed);
      found += Number(level === own);
      far += Number(Math.abs(level - own) > 1);
    }
    expect(found / 300).toBeGreaterThan(0.85);
    expect(far / 300).toBeLessThan(0.02);
  });
  test('asks of different topics', () => {
    const { questions } = take(2, 5);
    const asked = questions.filter(({ score }) => score !== undefined);
    expect(new Set(asked.map(({ topic }) => topic)).size).toBeGreaterThan(3);
  });
  test('with nothing to ask is over', () => expect(nextInPlacement([])).toBeUndefined());
});

test('statistics add up what was answered, and nothing else', () => {
  const library = longLibrary(3);
  const history = [
    entry(noon - day, { confidence: 'sure' }),
    entry(noon - day, { scenario: 'pods-2', verdict: 'wrong', confidence: 'sure', failed: ['one-database'] }),
    entry(noon - 1000, { scenario: 'pods-2', verdict: 'right', hints: 1, occasion: 'review' }),
    entry(noon - 1000, { scenario: 'pods-3', verdict: 'skipped', points: 0, attempts: 0 }),
    entry(noon - 1000, { scenario: 'gone' }),
  ];
  expect(statisticsOf({ history, now: noon, zone: 'UTC' }, library)).toMatchObject({
    answers: 4,
    solved: 2,
    questions: 3,
    rightAtOnce: 2,
    streak: { days: 2 },
    reviewsDoneToday: 1,
    confidence: [{ confidence: 'sure', answers: 2, right: 1 }],
    broken: [{ scenario: 'pods-2', check: 'one-database', times: 1 }],
  });
});

describe('a named misconception', () => {
  const ids = ['readiness-restarts', 'liveness-recreates-the-pod'] as const;
  const wrong = (scenario: string, ...misconceptions: readonly string[]) =>
    entry(noon - day, { scenario, verdict: 'wrong', misconceptions });
  const check = (history: readonly HistoryEntry[], ...wanted: readonly string[]) => {
    const { beliefs } = statisticsOf({ history, now: noon, zone: 'UTC' }, longLibrary(3));
    expect(beliefs.map(({ misconception, times, overcome }) => `${misconception.id} ${times} ${overcome}`)).toEqual(
      wanted,
    );
  };
  test('is open until the questions that showed it are answered right, and comes first until then', () => {
    check([wrong('pods-1', ids[0]), wrong('pods-2', ids[0], ids[1])], `${ids[0]} 2 false`, `${ids[1]} 1 false`);
    const one = entry(noon, { scenario: 'pods-1', verdict: 'right' });
    const other = entry(noon, { scenario: 'pods-2', verdict: 'right' });
    check([wrong('pods-1', ids[0]), wrong('pods-2', ids[1]), one], `${ids[1]} 1 false`, `${ids[0]} 1 true`);
    check([wrong('pods-1', ids[0]), wrong('pods-2', ids[0]), one, other], `${ids[0]} 2 true`);
  });
  test('mended by trying on is not overcome yet, and one that is no more is not told', () => {
    check([entry(noon, { verdict: 'right', attempts: 3, misconceptions: [ids[0]] })], `${ids[0]} 1 false`);
    check([wrong('pods-1', 'no-such-belief')]);
  });
});

describe('the next new question', () => {
  const levels = [1, 2, 3, 1, 2, 3] as const;
  const many = longLibrary(6);
  const library = libraryOf(levels.map((level, index) => ({ ...many.find(`pods-${index + 1}`)!, level })));
  const checkNext = (history: readonly HistoryEntry[], wanted: string | undefined) =>
    expect(nextNewQuestion(history, library)?.id).toBe(wanted);
  test('is the first of the course that was not answered; a skipped one was not', () => {
    checkNext([], 'pods-1');
    checkNext([entry(noon), entry(noon, { scenario: 'pods-2', verdict: 'skipped' })], 'pods-2');
  });
  test('begins at the level that the placement test found', () => {
    const test = { occasion: 'placement', session: 'p' } as const;
    const right = ['pods-3', 'pods-6', 'pods-5'].map((scenario) => entry(noon, { ...test, scenario }));
    checkNext(right, 'pods-1');
    checkNext([...right, entry(noon, { ...test, scenario: 'pods-2' })].slice(1), 'pods-3');
  });
  test('is none when all were answered', () =>
    checkNext(
      levels.map((_, index) => entry(noon, { scenario: `pods-${index + 1}` })),
      undefined,
    ));
});
