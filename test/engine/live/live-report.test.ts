import { expect, test } from 'vitest';
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

test('what did not hold is counted by what it is, not by the letter chosen', async () => {
  const { questions, people } = await reportOf('w', 'w', 'R');
  expect(questions[0]?.broken).toMatchObject([{ id: 'one-database', count: 2 }]);
  expect(people.map(({ name, place, pointsWithoutSpeed }) => [name, place, pointsWithoutSpeed])).toEqual([
    ['P2', 1, 100],
    ['P0', 2, 0],
    ['P1', 2, 0],
  ]);
});
