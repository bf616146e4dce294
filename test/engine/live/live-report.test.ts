import { describe, expect, test } from 'vitest';
import { liveReport } from '#engine/live/live-report.ts';
import { library, playLive, settled } from './play-live.ts';

/** Each string is a participant: R right, w wrong, - no answer, question by question. */
async function reportOf(...answers: readonly string[]) {
  const play = playLive();
  const names = answers.map((_, index) => `P${index}`);
  await play.join(...names);
  for (let position = 0; position < answers[0]!.length; position++) {
    await play.open();
    for (const [index, name] of names.entries()) {
      const letter = answers[index]![position];
      if (letter !== '-') await play.answer(name, letter === 'R' ? 'two' : 'one');
    }
    await settled();
    await play.reveal();
  }
  return liveReport(play.room.session, library);
}

test('difficulty is the mean score, and whoever did not answer scores nothing', async () => {
  const { questions } = await reportOf('R', 'R', 'w', '-');
  expect(questions).toMatchObject([{ answered: 3, right: 2, difficulty: 0.5 }]);
});

test('discrimination tells the question that those miss who know the rest', async () => {
  const { questions } = await reportOf('RRw', 'RRw', 'RRw', 'wwR', 'wwR', 'wRR');
  const [first, second, third] = questions.map(({ discrimination }) => discrimination ?? 0);
  expect(Math.sign(third!)).toBe(-1);
  expect(second).toBeGreaterThan(third!);
  expect(first).toBeGreaterThan(third!);
});

test('of fewer than five, or where all did alike, nothing is said about discrimination', async () => {
  expect((await reportOf('RR', 'ww')).questions[0]?.discrimination).toBeUndefined();
  expect((await reportOf('RR', 'RR', 'RR', 'RR', 'RR')).questions[0]?.discrimination).toBeUndefined();
});

test('each wrong answer tells what it broke and how many gave it', async () => {
  const { questions } = await reportOf('w', 'R', 'w', '-');
  expect(questions[0]?.mistakes).toEqual([
    {
      text: { es: 'A. Opción one', en: 'A. Opción one (en)' },
      count: 2,
      broken: [{ es: 'Hay una base de datos', en: 'Hay una base de datos (en)' }],
      beliefs: [],
    },
  ]);
});

test('what did not hold is counted by what it is, not by the letter chosen', async () => {
  const { questions, people } = await reportOf('w', 'w', 'R');
  expect(questions[0]?.broken).toMatchObject([{ id: 'one-database', count: 2 }]);
  expect(people.map(({ name, place, points }) => [name, place, points])).toEqual([
    ['P2', 1, 100],
    ['P0', 2, 0],
    ['P1', 2, 0],
  ]);
});

describe('a report', () => {
  const answers = ['RRw', 'RwR', 'wRR', 'R-w', 'www', 'RRR', '-wR'];

  test('agrees with a recount from the bare answers, by the textbook', async () => {
    const { questions, people } = await reportOf(...answers);
    const worth = answers.map((row) => [...row].map((letter) => (letter === 'R' ? 1 : 0) as number));
    for (const [index, item] of questions.entries()) {
      const own = worth.map((row) => row[index]!);
      const rest = worth.map((row) => row.reduce((sum, one) => sum + one) - row[index]!);
      expect(item.difficulty).toBeCloseTo(average(own), 2);
      expect(item.discrimination).toBeCloseTo(
        (average(own.map((one, at) => one * rest[at]!)) - average(own) * average(rest)) / (spread(own) * spread(rest)),
        2,
      );
      expect(item.answered).toBe(answers.filter((row) => row[index] !== '-').length);
      expect(item.distribution.map(({ count }) => count)).toEqual([
        answers.filter((row) => row[index] === 'w').length,
        answers.filter((row) => row[index] === 'R').length,
        0,
      ]);
    }
    for (const [index, row] of worth.entries()) {
      const person = people.find(({ name }) => name === `P${index}`)!;
      const total = (one: readonly number[]) => one.reduce((sum, each) => sum + each);
      expect(person.points).toBe(100 * total(row));
      expect(person.place).toBe(1 + worth.filter((other) => total(other) > total(row)).length);
      expect(person.answers).toEqual(
        [...answers[index]!].map((letter) => (letter === '-' ? undefined : Number(letter === 'R'))),
      );
    }
  });

  test('says nothing of speed: who was right late has as many points as who was right at once', async () => {
    const play = playLive();
    await play.join('Ana', 'Luis');
    await play.open();
    await play.answer('Ana', 'two');
    await play.at(24).answer('Luis', 'two');
    await play.reveal();
    const { people } = liveReport(play.room.session, library);
    expect(people.map(({ place, points }) => [place, points])).toEqual([
      [1, 100],
      [1, 100],
    ]);
    expect(JSON.stringify(people)).not.toMatch(/second/);
  });

  test('of a class list tells who is who, who never came, and how teams did', async () => {
    const roster = [
      { id: 'A-1', name: 'Ana García' },
      { id: 'A-2', name: 'Luis Pérez' },
    ];
    const play = playLive({ roster });
    await play.do(
      { kind: 'teams', names: ['Rojo'], free: false },
      { kind: 'join', participant: 'p', name: 'A-1', key: 'k' },
    );
    await play.open();
    await play.reveal();
    const { people, absent, teams } = liveReport(play.room.session, library);
    expect(people).toMatchObject([{ id: 'A-1', listedAs: 'Ana García', team: 'Rojo' }]);
    expect(absent).toEqual([{ id: 'A-2', name: 'Luis Pérez' }]);
    expect(teams).toEqual([{ team: 'Rojo', points: 0, members: 1, place: 1 }]);
  });

  test('of two votes tells how many were right before', async () => {
    const play = playLive();
    await play.join('Ana', 'Luis');
    await play.open();
    await play.answer('Ana', 'one');
    await play.answer('Luis', 'two');
    await play.do({ kind: 'close' }, { kind: 'again' });
    await play.answer('Ana', 'two');
    await play.reveal();
    expect(liveReport(play.room.session, library).questions[0]).toMatchObject({ right: 2, rightBefore: 1 });
  });
});

function average(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one) / values.length;
}

function spread(values: readonly number[]): number {
  return Math.sqrt(average(values.map((one) => one * one)) - average(values) ** 2);
}
