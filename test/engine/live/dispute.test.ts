// What was right may be disputed: another answer counts too, the board and the report follow; and what was missed comes again.
import { describe, expect, test } from 'vitest';
import { boardOf } from '#engine/live/board.ts';
import { liveReport } from '#engine/live/live-report.ts';
import { quizOfMissed } from '#engine/live/missed.ts';
import { quizOfMix } from '#engine/live/mix.ts';
import { drawQuestions } from '#engine/quiz.ts';
import { library, playLive, session, settled } from './play-live.ts';

const other = { kind: 'choice', option: 'one' } as const;

async function disputed() {
  const play = playLive({ rules: { ...session.rules, speedPercent: 0 } });
  await play.join('Ana', 'Luis', 'Eva');
  await play.open();
  await play.answer('Ana', 'two');
  await play.answer('Luis', 'one');
  await play.answer('Eva', 'three');
  await play.reveal();
  const points = () => boardOf(play.room.state, session.rules).map((row) => [row.name, row.points, row.place]);
  return { ...play, points };
}

describe('another answer', () => {
  test('is offered to the host with how many gave it, and counts once it is accepted', async () => {
    const play = await disputed();
    const { disputed: rows } = play.room.views.host(play.room.state);
    expect(rows?.map(({ answer, count, accepted }) => [answer, count, accepted])).toEqual([
      [other, 1, false],
      [{ kind: 'choice', option: 'three' }, 1, false],
    ]);
    await play.do({ kind: 'accept', position: 0, answer: other, on: true });
    expect(play.points()).toEqual([
      ['Ana', 100, 1],
      ['Luis', 100, 1],
      ['Eva', 0, 3],
    ]);
    const { views, state } = play.room;
    expect(views.own(state, state.participants.get('Luis')!).result).toMatchObject({ verdict: 'right', points: 100 });
    expect(views.stage(state).tally?.map(({ mark }) => mark)).toEqual(['right', 'right', 'wrong']);
    expect(liveReport(play.room.session, library).questions[0]).toMatchObject({ right: 2, broken: [{ count: 1 }] });
  });

  test('no longer counts when it is taken back, and may be accepted when all is over', async () => {
    const play = await disputed();
    await play.do({ kind: 'accept', position: 0, answer: other, on: true });
    await play.do({ kind: 'accept', position: 0, answer: other, on: false });
    expect(play.points()[1]?.[1]).toBe(0);
    await play.do({ kind: 'finish' }, { kind: 'accept', position: 0, answer: other, on: true });
    expect(play.points()[1]?.[1]).toBe(100);
  });

  test('has to be one that the question takes', async () => {
    const play = await disputed();
    const answer = { kind: 'choice', option: '__proto__' } as const;
    expect(await play.try({ kind: 'accept', position: 0, answer, on: true })).toMatch(/does not answer that/);
    expect(await play.try({ kind: 'accept', position: 9, answer: other, on: true })).toMatch(/does not answer that/);
  });

  test('of a voided question moves nothing until it counts again', async () => {
    const play = await disputed();
    await play.do({ kind: 'void', position: 0 }, { kind: 'accept', position: 0, answer: other, on: true });
    expect(play.points().map(([, points]) => points)).toEqual([0, 0, 0]);
    await play.do({ kind: 'restore', position: 0 });
    expect(play.points().map(([, points]) => points)).toEqual([100, 100, 0]);
  });
});

describe('a question whose answer was never shown', () => {
  test('counts for nobody when the host ends the quiz in the middle of it', async () => {
    const play = await disputed();
    await play.do({ kind: 'next' });
    expect(await play.at(15).answer('Eva', 'two')).toBeUndefined();
    await play.do({ kind: 'finish' });
    expect(play.points().map(([, points]) => points)).toEqual([100, 0, 0]);
  });

  test('because it was skipped counts once the host lets it', async () => {
    const play = await disputed();
    await play.do({ kind: 'next' });
    expect(await play.at(15).answer('Eva', 'two')).toBeUndefined();
    await play.do({ kind: 'skip' });
    expect(play.points().map(([, points]) => points)).toEqual([100, 0, 0]);
    await play.do({ kind: 'restore', position: 1 });
    await settled();
    expect(new Map(play.points().map(([name, points]) => [name, points])).get('Eva')).toBeGreaterThan(80);
  });

  test('is not let count while it is still being asked', async () => {
    const play = await disputed();
    await play.do({ kind: 'next' });
    expect(await play.at(15).answer('Eva', 'two')).toBeUndefined();
    await play.do({ kind: 'restore', position: 1 });
    await settled();
    expect(play.points().map(([, points]) => points)).toEqual([100, 0, 0]);
  });
});

describe('once more', () => {
  /** Letters by person and question: R right, w wrong. */
  async function played(...answers: readonly string[]) {
    const play = playLive();
    const names = answers.map((_, index) => `P${index}`);
    await play.join(...names);
    for (let position = 0; position < answers[0]!.length; position++) {
      await play.open();
      for (const [index, name] of names.entries())
        await play.answer(name, answers[index]![position] === 'R' ? 'two' : 'one');
      await play.reveal();
    }
    return play.room.session;
  }
  const asked = (quiz: ReturnType<typeof quizOfMissed>) =>
    quiz.ok ? drawQuestions(quiz.value, library, 1).map(({ scenario }) => scenario) : quiz.error.en;

  test('a class gets what more than half missed, worst first', async () => {
    const live = await played('RwR', 'Rww', 'Rww', 'wwR');
    expect(asked(quizOfMissed(live, library))).toEqual(['pods-2']);
    expect(asked(quizOfMissed(await played('Rww', 'Rww', 'Rww', 'wwR'), library))).toEqual(['pods-2', 'pods-3']);
    expect(asked(quizOfMissed(await played('RRR'), library))).toMatch(/nothing to repeat/);
  });

  test('one person gets what that person missed', async () => {
    const live = await played('RwR', 'wRR');
    expect(asked(quizOfMissed(live, library, 'p0'))).toEqual(['pods-2']);
    expect(asked(quizOfMissed(live, library, 'P1 '))).toEqual(['pods-1']);
    expect(asked(quizOfMissed(live, library, 'Nadie'))).toMatch(/Nobody took part who was called/);
  });
});

describe('a mix', () => {
  const mix = { topics: ['pods'], levels: [], types: [], count: 2, seed: 7 };
  test('of the same seed is the same, and no more than there are', () => {
    const drawn = (seed: number, count = 2) => {
      const quiz = quizOfMix({ ...mix, seed, count }, library);
      return quiz.ok ? drawQuestions(quiz.value, library, 1).map(({ scenario }) => scenario) : [];
    };
    expect(drawn(7)).toEqual(drawn(7));
    expect(drawn(7, 99)).toHaveLength(3);
    expect(new Set([1, 2, 3, 4, 5, 6].map((seed) => drawn(seed).join())).size).toBeGreaterThan(1);
  });
  test('of a topic that is not there says which there are', () => {
    expect(quizOfMix({ ...mix, topics: ['podz'] }, library)).toMatchObject({ error: { en: /Did you mean pods/ } });
    expect(quizOfMix({ ...mix, levels: [3] }, library)).toMatchObject({ error: { en: /no question/ } });
  });
});
