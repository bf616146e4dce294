// The live quizzes of one process: when they begin by themselves, when they are taken up again, when they are gone.
import { describe, expect, test } from 'vitest';
import { isFresh, LiveHouse } from '#engine/live/live-house.ts';
import type { LiveSession } from '#engine/live/live-session.ts';
import { quizOfMix } from '#engine/live/mix.ts';
import type { LiveStore } from '#engine/live/room.ts';
import { promptGrader } from '../../helpers/small-quiz.ts';
import { library, settled } from './play-live.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** A house whose clock is turned by hand: `to` runs all that is due until then. */
function houseAt(start: number) {
  const sessions = new Map<string, LiveSession>();
  const erasedAt: number[] = [];
  const store: LiveStore = {
    create: async (session) => void sessions.set(session.id, session),
    load: async (id) => sessions.get(id),
    append: async (id, index, actions) => {
      const known = sessions.get(id)!;
      if (index !== known.actions.length) return false;
      sessions.set(id, { ...known, actions: [...known.actions, ...actions] });
      return true;
    },
    actionsFrom: async (id, index) => sessions.get(id)?.actions.slice(index) ?? [],
    lead: async () => true,
    list: async () => [...sessions.values()].map(({ id, quiz, startedAt }) => ({ id, quiz, startedAt })),
    finish: async () => {},
    erase: async () => {},
    eraseExpired: async (at) => erasedAt.push(at),
  };
  let now = start;
  const due = new Set<{ readonly at: number; readonly run: () => void }>();
  const house = new LiveHouse({
    ...{ store, library, grader: promptGrader, now: () => now, log: (problem) => expect.fail(problem) },
    newId: () => `live-${sessions.size}`,
    newSeed: () => 1,
    newKeys: () => ({ code: 'CODE', host: 'host-key', projector: 'wall-key' }),
    timer(milliseconds, run) {
      const one = { at: now + milliseconds, run };
      due.add(one);
      return () => due.delete(one);
    },
  });
  const to = async (at: number) => {
    for (;;) {
      const [next] = [...due].filter((one) => one.at <= at).sort((one, other) => one.at - other.at);
      if (!next) break;
      due.delete(next);
      now = Math.max(now, next.at);
      next.run();
      await settled();
    }
    now = at;
  };
  return { house, to, sessions, erasedAt };
}

const quiz = () => {
  const made = quizOfMix({ topics: [], levels: [], types: [], count: 3, seed: 1 }, library);
  if (!made.ok) throw new Error(made.error.en);
  return made.value;
};

describe('a live quiz', () => {
  test('begins by itself at its time', async () => {
    const { house, to } = houseAt(1000);
    const room = await house.begin(quiz(), { beginsAt: 61_000 });
    await to(60_900);
    expect(room.state.phase).toBe('lobby');
    await to(61_100);
    expect(room.state).toMatchObject({ phase: 'question', position: 0 });
    await house.close();
  });

  test('is kept for a year, for as long as is asked, or until somebody erases it', async () => {
    const { house, sessions } = houseAt(0);
    for (const keepDays of [undefined, 30, 0]) await house.begin(quiz(), keepDays === undefined ? {} : { keepDays });
    expect([...sessions.values()].map(({ eraseAt }) => eraseAt)).toEqual([365 * day, 30 * day, undefined]);
    await house.close();
  });

  test('that is due is erased while a process goes on, once an hour', async () => {
    const { house, to, erasedAt } = houseAt(0);
    for (let seconds = 1; seconds <= 20; seconds++) await to(seconds * 1000);
    expect(erasedAt).toHaveLength(1);
    await house.close();
  });
});

test('a quiz planned for tomorrow is taken up tomorrow; one that was left yesterday is another lesson', () => {
  expect(isFresh({ id: 'a', quiz: 'q', startedAt: 0 }, 11 * hour)).toBe(true);
  expect(isFresh({ id: 'a', quiz: 'q', startedAt: 0 }, 13 * hour)).toBe(false);
  expect(isFresh({ id: 'a', quiz: 'q', startedAt: 0, beginsAt: day }, day + hour)).toBe(true);
  expect(isFresh({ id: 'a', quiz: 'q', startedAt: 0, finishedAt: 5 }, hour)).toBe(false);
});
