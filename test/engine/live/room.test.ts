import { describe, expect, test } from 'vitest';
import { boardOf } from '#engine/live/board.ts';
import { foldLive } from '#engine/live/fold/fold-live.ts';
import { LiveRoom } from '#engine/live/room.ts';
import { heldGrader, promptGrader } from '../../helpers/small-quiz.ts';
import { library, memoryStore, playLive, session, settled } from './play-live.ts';

describe('answers', () => {
  test('are taken after the reading time and until the time is over, by the host’s clock', async () => {
    const play = playLive();
    await play.join('Ana');
    await play.do({ kind: 'next' });
    expect(await play.at(4.9).answer('Ana', 'two')).toMatch(/still time to read/);
    expect(await play.at(5).answer('Ana', 'two')).toBeUndefined();
    expect(await play.at(25.1).answer('Ana', 'one')).toMatch(/came late/);
  });

  test('may be changed until the question closes, and the last one counts', async () => {
    const play = playLive();
    await play.join('Ana');
    await play.open();
    await play.answer('Ana', 'one');
    await play.answer('Ana', 'two');
    await play.reveal();
    expect(boardOf(play.room.state, session.rules)).toMatchObject([{ name: 'Ana', right: 1 }]);
  });

  test('stay as they are where the host wants it so', async () => {
    const play = playLive({ rules: { ...session.rules, changes: false } });
    await play.join('Ana');
    await play.open();
    await play.answer('Ana', 'one');
    expect(await play.answer('Ana', 'two')).toMatch(/lets none be changed/);
  });

  test('that answer nothing, or come from nobody, are refused', async () => {
    const play = playLive();
    await play.open();
    expect(await play.answer('Nobody', 'two')).toMatch(/no longer in the room/);
    expect(await play.answer('Nobody', '__proto__')).toMatch(/does not answer/);
  });

  test('of somebody with extra time are taken longer, and the question waits for them', async () => {
    const play = playLive();
    await play.join('Ana', 'Luis');
    await play.do({ kind: 'extra-time', participant: 'Luis', percent: 50 });
    await play.open();
    play.at(30);
    await play.room.tick();
    expect(await play.answer('Ana', 'two')).toMatch(/late/);
    expect(await play.answer('Luis', 'two')).toBeUndefined();
    await play.at(35).room.tick();
    expect(play.room.state.phase).toBe('closed');
  });
});

describe('the host', () => {
  test('pauses: the time that was left is left afterwards', async () => {
    const play = playLive();
    await play.join('Ana');
    await play.open();
    await play.at(15).do({ kind: 'pause' });
    expect(await play.answer('Ana', 'two')).toMatch(/paused/);
    await play.at(315).do({ kind: 'resume' });
    await play.at(324.9).answer('Ana', 'two');
    expect(play.room.nextDeadline).toBe(325_000);
    expect(play.room.state.questions[0]?.answers.get('Ana')?.seconds).toBeCloseTo(19.9);
  });

  test('gives more time, skips, and comes to the end', async () => {
    const play = playLive();
    await play.open();
    await play.do({ kind: 'extend', seconds: 15 });
    expect(play.room.nextDeadline).toBe(40_000);
    await play.do({ kind: 'skip' });
    expect(play.room.state).toMatchObject({ phase: 'question', position: 1 });
    await play.do({ kind: 'skip' }, { kind: 'skip' });
    expect(play.room.state.phase).toBe('finished');
  });

  test('locks the room, kicks, and bars', async () => {
    const play = playLive();
    const again = { kind: 'join', participant: 'Ana2', name: 'Ana', key: 'key of Ana' } as const;
    await play.join('Ana');
    await play.do({ kind: 'lock' });
    expect(await play.try({ ...again, name: 'Eva', key: 'other' })).toMatch(/locked/);
    await play.do({ kind: 'unlock' }, { kind: 'kick', participant: 'Ana' }, again, {
      kind: 'ban',
      participant: 'Ana2',
    });
    expect(await play.try({ ...again, participant: 'Ana3', name: 'Otra' })).toMatch(/barred/);
  });

  test('lets in each who joins, where it is played so', async () => {
    const play = playLive({ rules: { ...session.rules, approval: true } });
    await play.join('Ana', 'Luis', 'Eva');
    await play.open();
    expect(await play.answer('Ana', 'two')).toMatch(/Wait to be let in/);
    expect(play.room.views.wall(play.room.state).names).toEqual([]);
    await play.do({ kind: 'admit', participant: 'Ana' });
    expect(play.room.views.wall(play.room.state).names).toEqual(['Ana']);
    await play.do({ kind: 'ban', participant: 'Eva' }, { kind: 'admit-all' });
    expect(play.room.views.wall(play.room.state).names).toEqual(['Ana', 'Luis']);
    expect(await play.answer('Luis', 'two')).toBeUndefined();
  });

  test('has the class vote again after a discussion, and keeps what was said before', async () => {
    const play = playLive();
    await play.join('Ana', 'Luis');
    await play.open();
    await play.answer('Ana', 'one');
    await play.answer('Luis', 'two');
    await play.do({ kind: 'close' }, { kind: 'again' });
    await play.answer('Ana', 'two');
    await play.reveal();
    const counts = play.room.views
      .stage(play.room.state)
      .tally?.map(({ before, count, mark }) => [before, count, mark]);
    expect(counts).toEqual([
      [1, 0, 'wrong'],
      [1, 2, 'right'],
      [0, 0, 'wrong'],
    ]);
  });

  test('voids a disputed question, and the board follows', async () => {
    const play = playLive();
    await play.join('Ana');
    await play.open();
    await play.answer('Ana', 'two');
    await play.reveal();
    const points = () => boardOf(play.room.state, session.rules)[0]?.points;
    expect(points()).toBe(100);
    await play.do({ kind: 'void', position: 0 });
    expect(points()).toBe(0);
    await play.do({ kind: 'restore', position: 0 }, { kind: 'regrade', position: 0 });
    await settled();
    expect(points()).toBe(100);
  });

  test('cannot show an answer that is still being run', async () => {
    const grader = heldGrader();
    const play = playLive({}, grader);
    await play.do({ kind: 'next' }, { kind: 'close' });
    expect(await play.try({ kind: 'reveal' })).toMatch(/still being run/);
    grader.release();
    await settled();
    await play.do({ kind: 'reveal' });
  });
});

describe('points', () => {
  test('speed decides at most its share, only of right answers, and equal points share a place', async () => {
    const play = playLive();
    await play.join('Ana', 'Luis', 'Eva', 'Teo');
    await play.open();
    await play.answer('Ana', 'two');
    await play.at(15).answer('Luis', 'two');
    await play.answer('Eva', 'two');
    await play.answer('Teo', 'one');
    await play.reveal();
    const rows = boardOf(play.room.state, session.rules).map(({ name, points, place }) => [name, points, place]);
    expect(rows).toEqual([
      ['Ana', 100, 1],
      ['Eva', 95, 2],
      ['Luis', 95, 2],
      ['Teo', 0, 4],
    ]);
  });
});

describe('what is seen', () => {
  test('nothing tells what is right before the reveal', async () => {
    const play = playLive();
    await play.join('Ana');
    await play.open();
    await play.answer('Ana', 'two');
    await play.do({ kind: 'close' });
    await settled();
    const { views, state } = play.room;
    const ana = state.participants.get('Ana')!;
    const seen = JSON.stringify([views.stage(state), views.wall(state), views.own(state, ana)]);
    expect(seen).not.toMatch(/"mark":"(right|wrong)"|verdict|base de datos"|key of|host-key|wall-key/);
    await play.do({ kind: 'reveal' });
    expect(views.own(play.room.state, ana).result).toMatchObject({ verdict: 'right', points: 100 });
  });
});

test('a room opened again after a crash has every answer, and runs those without a verdict', async () => {
  const store = memoryStore();
  const parts = { store, library, now: () => 6000, log: () => {} };
  const never = { grade: () => new Promise<never>(() => {}), close: async () => {} };
  const room = new LiveRoom(session, { ...parts, grader: never });
  await room.act({ kind: 'join', participant: 'a', name: 'Ana', key: 'k' });
  // Joined, asked and answered; the process dies before the run is done.
  store.written.push({ at: 0, kind: 'next' });
  const opened = new LiveRoom((await store.load('live'))!, { ...parts, grader: never });
  await opened.act({
    kind: 'answer',
    participant: 'a',
    position: 0,
    round: 1,
    answer: { kind: 'choice', option: 'two' },
  });
  const again = new LiveRoom((await store.load('live'))!, { ...parts, grader: promptGrader });
  expect(again.state).toEqual(opened.state);
  await settled();
  expect(again.state.questions[0]?.verdicts.get('choice two')?.verdict).toBe('right');
});

test('of two processes with the same session each takes what the other wrote, and judges by it', async () => {
  const store = memoryStore();
  const parts = { store, library, grader: promptGrader, now: () => 0, log: () => {} };
  const [one, other] = [new LiveRoom(session, parts), new LiveRoom(session, parts, { leads: false })];
  const join = (participant: string) => ({ kind: 'join', participant, name: participant, key: participant }) as const;
  expect((await one.act(join('Ana'))).ok).toBe(true);
  const [luis, ana] = await Promise.all([other.act(join('Luis')), other.act({ ...join('Ana'), participant: 'A' })]);
  expect(luis.ok).toBe(true);
  expect(ana).toMatchObject({ ok: false, error: { en: /name is taken/ } });
  await one.act({ kind: 'lock' });
  await other.refresh();
  expect(other.state).toEqual(one.state);
  expect(foldLive((await store.load('live'))!)).toEqual(one.state);
});
