// Who is in the room: co-hosts, teams, the class list, nicknames, a start by itself.
import { describe, expect, test } from 'vitest';
import { mayDo } from '#engine/live/helpers.ts';
import type { LiveSession, RosterEntry } from '#engine/live/live-session.ts';
import { readHostFact, readParticipantFact } from '#engine/live/read-fact.ts';
import { playLive, session } from './play-live.ts';

function hostOf(play: ReturnType<typeof playLive>) {
  return play.room.views.host(play.room.state);
}

describe('a co-host', () => {
  test('leads but does not end the lesson, bar anybody, or say who else leads', () => {
    for (const kind of ['next', 'close', 'reveal', 'pause', 'skip', 'lock', 'admit-all'] as const)
      expect(mayDo('co-host', { kind }).ok).toBe(true);
    expect(mayDo('co-host', { kind: 'finish' })).toMatchObject({ ok: false, error: { en: /for the host to decide/ } });
    expect(mayDo('co-host', { kind: 'ban', participant: 'a' }).ok).toBe(false);
    expect(mayDo('co-host', { kind: 'co-host', participant: 'a', on: true }).ok).toBe(false);
    expect(mayDo('host', { kind: 'finish' }).ok).toBe(true);
  });

  test('is shown no controls that are not theirs', async () => {
    const play = playLive();
    const kinds = (leader: 'host' | 'co-host') =>
      play.room.views.host(play.room.state, leader).controls.map(({ fact }) => fact.kind);
    expect(kinds('host')).toContain('finish');
    expect(kinds('co-host')).not.toContain('finish');
    expect(kinds('co-host')).toContain('next');
  });

  test('answers nothing and stands on no board, and plays again when the host takes it back', async () => {
    const play = playLive();
    await play.join('Ana', 'Luis');
    await play.do({ kind: 'co-host', participant: 'Luis', on: true });
    await play.open();
    expect(await play.answer('Luis', 'two')).toMatch(/sees the answers/);
    await play.answer('Ana', 'two');
    await play.reveal();
    await play.do({ kind: 'board' });
    expect(play.room.views.wall(play.room.state)).toMatchObject({
      participants: 1,
      names: ['Ana'],
      board: [{ name: 'Ana' }],
    });
    await play.do({ kind: 'co-host', participant: 'Luis', on: false }, { kind: 'next' });
    expect(await play.at(20).answer('Luis', 'two')).toBeUndefined();
  });
});

describe('teams', () => {
  test('drawn at random differ by one at most, and whoever comes later joins the smallest', async () => {
    const play = playLive();
    const names = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7'];
    await play.join(...names);
    await play.do({ kind: 'teams', names: ['Rojo', 'Azul', 'Verde'], free: false }, { kind: 'draw-teams' });
    const sizes = () => {
      const count = (team: string) => hostOf(play).people.filter((one) => one.team === team).length;
      return ['Rojo', 'Azul', 'Verde'].map(count).sort();
    };
    expect(sizes()).toEqual([2, 2, 3]);
    await play.join('A8', 'A9');
    expect(sizes()).toEqual([3, 3, 3]);
  });

  test('drawn by the same seed are the same', async () => {
    const draw = async (seed: number) => {
      const play = playLive();
      await play.join('A1', 'A2', 'A3', 'A4', 'A5', 'A6');
      await play.do({ kind: 'teams', names: ['Rojo', 'Azul'], free: false }, { kind: 'draw-teams', seed });
      return hostOf(play).people.map(({ team }) => team);
    };
    expect(await draw(3)).toEqual(await draw(3));
    const others = await Promise.all([4, 5, 6, 7].map(draw));
    expect(others).not.toEqual(Array(4).fill(await draw(3)));
  });

  test('count by the mean of their members: two who are half right are no worse than one', async () => {
    const play = playLive({ rules: { ...session.rules, speedPercent: 0 } });
    await play.join('Ana', 'Luis', 'Eva');
    await play.do({ kind: 'teams', names: ['Rojo', 'Azul', 'Vacío'], free: true });
    for (const [participant, team] of [
      ['Ana', 'Rojo'],
      ['Luis', 'Rojo'],
      ['Eva', 'Azul'],
    ] as const)
      await play.do({ kind: 'choose-team', participant, team });
    await play.open();
    await play.answer('Ana', 'two');
    await play.answer('Luis', 'one');
    await play.answer('Eva', 'two');
    await play.reveal();
    await play.do({ kind: 'board' });
    expect(play.room.views.stage(play.room.state).teamBoard).toEqual([
      { team: 'Azul', points: 100, members: 1, place: 1 },
      { team: 'Rojo', points: 50, members: 2, place: 2 },
    ]);
  });

  test('are chosen only where the host lets them, and not once it has begun', async () => {
    const play = playLive();
    await play.join('Ana', 'Luis');
    const choose = (team: string) => play.try({ kind: 'choose-team', participant: 'Ana', team });
    expect(await choose('Rojo')).toMatch(/the host makes the teams/);
    await play.do({ kind: 'teams', names: ['Rojo', 'Azul'], free: true });
    expect(await choose('Lila')).toMatch(/no team of that name/);
    expect(await choose('Rojo')).toBeUndefined();
    await play.do({ kind: 'next' });
    expect(await choose('Azul')).toMatch(/has begun/);
    await play.do({ kind: 'put', participant: 'Ana', team: 'Azul' });
    expect(hostOf(play).people[0]?.team).toBe('Azul');
  });

  test('are called as people may be', async () => {
    const play = playLive();
    expect(await play.try({ kind: 'teams', names: ['\u202eojoR'], free: true })).toMatch(/letters, digits/);
  });
});

describe('the class list', () => {
  const roster: readonly RosterEntry[] = [
    { id: 'A-1', name: 'Ana García', extraPercent: 25, team: 'Rojo' },
    { id: 'A-2', name: 'Luis Pérez' },
  ];
  const listed: Partial<LiveSession> = { roster };

  test('whoever types their id is found; the class reads two words, the instructor the name', async () => {
    const play = playLive(listed);
    await play.do({ kind: 'teams', names: ['Azul', 'Rojo'], free: false });
    await play.do({ kind: 'join', participant: 'p1', name: ' a-1 ', key: 'k1' });
    const [ana] = hostOf(play).people;
    expect(ana).toMatchObject({ listedAs: 'Ana García', extraPercent: 25, team: 'Rojo' });
    expect(ana?.name).toMatch(/^\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+$/u);
    expect(hostOf(play).roster).toEqual([
      { id: 'A-1', name: 'Ana García', nickname: ana?.name },
      { id: 'A-2', name: 'Luis Pérez' },
    ]);
    const { views, state } = play.room;
    const seen = JSON.stringify([
      views.wall(state),
      views.stage(state),
      views.own(state, state.participants.get('p1')!),
    ]);
    expect(seen).not.toMatch(/García|Pérez|A-1|a-1/);
  });

  test('nobody joins twice as the same one, and a stranger only where the host lets them', async () => {
    const play = playLive(listed);
    await play.do({ kind: 'join', participant: 'p1', name: 'A-1', key: 'k1' });
    expect(await play.try({ kind: 'join', participant: 'p2', name: 'A-1', key: 'k2' })).toMatch(/joined as that one/);
    expect(await play.try({ kind: 'join', participant: 'p3', name: 'Eva', key: 'k3' })).toBeUndefined();
    const strict = playLive({ ...listed, rules: { ...session.rules, rosterOnly: true } });
    expect(await strict.try({ kind: 'join', participant: 'p3', name: 'Eva', key: 'k3' })).toMatch(/class list/);
    await play.do({ kind: 'kick', participant: 'p1' });
    expect(await play.try({ kind: 'join', participant: 'p4', name: 'A-1', key: 'k1' })).toBeUndefined();
  });
});

describe('a nickname', () => {
  test('that a host does not like becomes two words, or what the host says', async () => {
    const play = playLive();
    await play.join('Pesado', 'Luis');
    await play.do({ kind: 'rename', participant: 'Pesado' });
    expect(hostOf(play).people[0]?.name).toMatch(/^\S+ \S+$/);
    expect(await play.try({ kind: 'rename', participant: 'Pesado', name: 'luis' })).toMatch(/taken/);
    expect(await play.try({ kind: 'rename', participant: 'Pesado', name: 'p.u.t.4' })).toMatch(/another name/);
    await play.do({ kind: 'rename', participant: 'Pesado', name: 'Marta' });
    expect(hostOf(play).people[0]?.name).toBe('Marta');
  });
});

describe('the start', () => {
  test('comes by itself at its time, unless the host was there before or puts it off', async () => {
    const play = playLive({ beginsAt: 60_000 });
    expect(play.room.views.stage(play.room.state).beginsAt).toBe(60_000);
    await play.at(59).room.tick();
    expect(play.room.state.phase).toBe('lobby');
    await play.do({ kind: 'schedule', beginsAt: 90_000 });
    await play.at(60).room.tick();
    expect(play.room.state.phase).toBe('lobby');
    await play.at(90).room.tick();
    expect(play.room.state).toMatchObject({ phase: 'question', position: 0 });
    expect(await play.try({ kind: 'schedule' })).toMatch(/begun already/);
    const called = playLive({ beginsAt: 60_000 });
    await called.do({ kind: 'schedule' });
    expect(called.room.nextDeadline).toBeUndefined();
  });
});

test('who joins is asked for at the door as soon as the host wants it so', async () => {
  const play = playLive();
  await play.join('Ana');
  await play.do({ kind: 'approval', on: true });
  await play.join('Luis');
  expect(hostOf(play).people.map(({ standing }) => standing)).toEqual(['in', 'waiting']);
});

describe('what comes over the network', () => {
  test.each([
    [
      { kind: 'extend', seconds: 15, more: 1 },
      { kind: 'extend', seconds: 15 },
    ],
    [{ kind: 'extend', seconds: '15' }, undefined],
    [
      { kind: 'chaos', faults: ['rm -rf'] },
      { kind: 'chaos', seconds: 30 },
    ],
    [{ kind: '__proto__' }, undefined],
    [{ kind: 'constructor' }, undefined],
    [{ kind: 'teams', names: ['a', 7], free: true }, undefined],
    [{ kind: 'teams', names: Array(21).fill('a'), free: true }, undefined],
    [{ kind: 'co-host', participant: 'a', on: 'yes' }, undefined],
    [{ kind: 'faced', position: 0 }, undefined],
    [
      { kind: 'accept', position: 0, answer: { kind: 'words', text: 'x', evil: 1 }, on: true },
      { kind: 'accept', position: 0, answer: { kind: 'words', text: 'x' }, on: true },
    ],
    [null, undefined],
    ['next', undefined],
  ])('%j is read as a host’s %j', (sent, read) => expect(readHostFact(sent)).toEqual(read));

  test('a participant speaks for nobody else, and joins by another door', () => {
    const sent = { kind: 'vote', participant: 'somebody else', position: 0, fault: 'crash' };
    expect(readParticipantFact(sent, 'me')).toEqual({ ...sent, participant: 'me' });
    expect(readParticipantFact({ kind: 'join', name: 'x', key: 'k' }, 'me')).toBeUndefined();
    expect(readParticipantFact({ kind: 'next' }, 'me')).toBeUndefined();
    expect(readParticipantFact({ kind: 'sign', on: 1 }, 'me')).toBeUndefined();
  });
});
