import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boardOf } from '#engine/live/board.ts';
import { applyLive, beginLive, foldLive } from '#engine/live/fold/fold-live.ts';
import type { LiveAction, LiveFact } from '#engine/live/live-session.ts';
import type { LiveState } from '#engine/live/live-state.ts';
import type { LiveRoom } from '#engine/live/room.ts';
import type { Grader } from '#engine/ports.ts';
import { libraryOf } from '../../helpers/library-of.ts';
import { promptGrader } from '../../helpers/small-quiz.ts';
import { library, playLive, session, settled } from './play-live.ts';

const names = ['Ana', 'Luis', 'Eva'];

const facts: fc.Arbitrary<LiveFact> = fc.oneof(
  ...(
    ['lock', 'unlock', 'pause', 'resume', 'close', 'reveal', 'explain', 'board', 'next', 'skip', 'again'] as const
  ).map((kind) => fc.constant({ kind } as LiveFact)),
  fc.constantFrom<LiveFact>({ kind: 'next' }, { kind: 'close' }, { kind: 'reveal' }),
  fc.record({ kind: fc.constant('extend' as const), seconds: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ kind: fc.constantFrom('kick' as const, 'ban' as const), participant: fc.constantFrom(...names) }),
  fc.record({
    kind: fc.constant('extra-time' as const),
    participant: fc.constantFrom(...names),
    percent: fc.integer({ min: 0, max: 100 }),
  }),
  fc.record({ kind: fc.constantFrom('void' as const, 'restore' as const, 'regrade' as const), position: fc.nat(2) }),
  fc.constantFrom(...names).map((name): LiveFact => ({ kind: 'join', participant: name, name, key: name })),
  ...[1, 2, 3].map(() =>
    fc.record({
      kind: fc.constant('answer' as const),
      participant: fc.constantFrom(...names),
      position: fc.nat(2),
      round: fc.constantFrom(1, 1, 1, 2),
      answer: fc.record({ kind: fc.constant('choice' as const), option: fc.constantFrom('one', 'two', 'three') }),
    }),
  ),
);

/** With all that a host may do, and votes and teams. */
const anything: fc.Arbitrary<LiveFact> = fc.oneof(
  { weight: 3, arbitrary: facts },
  fc.constantFrom<LiveFact>(
    { kind: 'chaos', seconds: 30 },
    { kind: 'chaos', seconds: 30 },
    { kind: 'strike' },
    { kind: 'strike', fault: 'hang' },
    { kind: 'draw-teams' },
    { kind: 'end-walk' },
    { kind: 'admit-all' },
  ),
  fc.record({ kind: fc.constant('approval' as const), on: fc.boolean() }),
  fc.record({ kind: fc.constant('step' as const), frame: fc.nat(9) }),
  fc.record({
    kind: fc.constant('teams' as const),
    names: fc.subarray(['Rojo', 'Azul', 'Verde']),
    free: fc.boolean(),
  }),
  fc.constantFrom(...names).chain(
    (participant): fc.Arbitrary<LiveFact> =>
      fc.oneof(
        fc.record({
          kind: fc.constant('vote' as const),
          participant: fc.constant(participant),
          position: fc.nat(2),
          fault: fc.constantFrom('crash', 'hang', 'node-down'),
        }),
        fc.constantFrom<LiveFact>(
          { kind: 'co-host', participant, on: true },
          { kind: 'co-host', participant, on: false },
          { kind: 'rename', participant },
          { kind: 'rename', participant, name: 'Luis' },
          { kind: 'sign', participant, on: true },
          { kind: 'walk', participant, named: true },
          { kind: 'choose-team', participant, team: 'Azul' },
          { kind: 'put', participant, team: 'Rojo' },
        ),
      ),
  ),
  fc.record({
    kind: fc.constant('accept' as const),
    position: fc.nat(2),
    answer: fc.record({ kind: fc.constant('choice' as const), option: fc.constantFrom('one', 'three') }),
    on: fc.boolean(),
  }),
);

const story = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), facts), { minLength: 30, maxLength: 120, size: 'max' });

test('whatever happens, what was written gives the same state at every prefix, on another machine too', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (steps) => {
      const play = playLive();
      let seconds = 0;
      for (const [later, fact] of steps) {
        seconds += later;
        await play.at(seconds).room.tick();
        await play.room.act(fact);
      }
      await settled();
      const read: readonly LiveAction[] = JSON.parse(JSON.stringify(play.written));
      let state = beginLive(session);
      for (const [index, action] of read.entries()) {
        const next = applyLive(state, action);
        // What could not be done was not written.
        expect(next.ok).toBe(true);
        if (next.ok) state = next.value;
        if (index % 10 === 0) expect(foldLive({ ...session, actions: read.slice(0, index + 1) })).toEqual(state);
      }
      expect(foldLive({ ...session, actions: read })).toEqual(play.room.state);
    }),
    { numRuns: 60 },
  );
});

test('the board equals a recount from the bare list of actions', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (steps) => {
      const play = playLive();
      let seconds = 0;
      for (const [later, fact] of steps) {
        seconds += later;
        await play.at(seconds).room.tick();
        await nextTurn();
        await play.room.act(fact);
      }
      await settled();
      const board = new Map(boardOf(play.room.state, session.rules).map((row) => [row.name, row.points]));
      expect(board).toEqual(recount(play.written));
    }),
    { numRuns: 40 },
  );
});

test('whatever anybody does: one answer each, in time, while it is open; votes while there is a vote; no name twice', async () => {
  // Every other step is one that the host is offered, or few stories would come further than the first question.
  const step = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.oneof(anything, fc.nat(14)));
  const anyStory = fc.array(step, { minLength: 60, maxLength: 150, size: 'max' });
  const roles = { web: { image: [], labels: {}, title: { es: 'la web', en: 'the web' } } };
  const withRoles = libraryOf(library.list().map(({ id }) => ({ ...library.find(id)!, roles })));
  await fc.assert(
    fc.asyncProperty(anyStory, async (steps) => {
      const play = playLive({}, facingGrader, withRoles);
      await play.join('Ana', 'Luis');
      let seconds = 0;
      for (const [later, fact] of steps) {
        seconds += later;
        await play.at(seconds).room.tick();
        await nextTurn();
        await play.room.act(typeof fact === 'number' ? offered(play.room, fact) : fact);
        checkState(play.room.state);
      }
      await settled();
      checkWritten(play.written);
      checkPrefixes(play.written);
      const { views, state } = play.room;
      expect(foldLive({ ...session, actions: JSON.parse(JSON.stringify(play.written)) })).toEqual(state);
      // Whatever there is can be shown to everybody.
      views.host(state);
      for (const one of state.participants.values()) views.own(state, one);
    }),
    { numRuns: 60 },
  );
});

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** 0 to 5: what the host is offered, but for the end, after which nothing follows; the rest: somebody answers, or votes. */
function offered(room: LiveRoom, index: number): LiveFact {
  const { position, questions } = room.state;
  const shown = questions[position];
  const participant = names[index % names.length] ?? '';
  if (index > 9 && shown) {
    const option = index % 2 === 0 ? 'two' : 'one';
    return { kind: 'answer', participant, position, round: shown.round, answer: { kind: 'choice', option } };
  }
  if (index > 5) return { kind: 'vote', participant, position, fault: index % 2 === 0 ? 'crash' : 'hang' };
  const controls = room.views.host(room.state).controls.filter(({ fact }) => fact.kind !== 'finish');
  return controls[index % Math.max(1, controls.length)]?.fact ?? { kind: 'lock' };
}

/** The more letters, the more is lost. */
const facingGrader: Grader = {
  ...promptGrader,
  explore: async ({ answer }) => {
    const lost = JSON.stringify(answer).length;
    const figures = {
      requestsSent: 6000,
      requestsFailed: lost,
      secondsUnserved: lost,
      secondsNotReady: lost,
      podsMissing: 0,
    };
    const role = { role: 'web', title: { es: 'la web', en: 'the web' }, isMain: true, hasDoor: true, ...figures };
    return { kind: 'chaos', outcome: { kind: 'faced', roles: [role], run: { timeline: [], simulatedSeconds: 1 } } };
  },
};

function checkState({ participants, questions, teams }: LiveState): void {
  const here = [...participants.values()].filter(({ standing }) => standing === 'in' || standing === 'waiting');
  const called = here.map(({ name }) => name.toLowerCase());
  expect(new Set(called).size).toBe(called.length);
  for (const { team } of here) if (team !== undefined) expect(teams).toContain(team);
  for (const { answers, chaos } of questions) {
    for (const { seconds, limitSeconds } of answers.values()) {
      expect(seconds).toBeGreaterThanOrEqual(0);
      expect(seconds).toBeLessThanOrEqual(limitSeconds);
    }
    if (chaos?.fault === undefined) continue;
    expect(chaos.faults).toContain(chaos.fault);
  }
}

/** Whatever was there after so many actions is there again when they are read. */
function checkPrefixes(actions: readonly LiveAction[]): void {
  const read: readonly LiveAction[] = JSON.parse(JSON.stringify(actions));
  let state = beginLive(session);
  for (const [index, action] of read.entries()) {
    const next = applyLive(state, action);
    expect(next.ok).toBe(true);
    if (next.ok) state = next.value;
    if (index % 25 === 0) expect(foldLive({ ...session, actions: read.slice(0, index + 1) })).toEqual(state);
  }
}

/** By the list alone: what was let in, when it was let in. */
function checkWritten(actions: readonly LiveAction[]): void {
  const standing = new Map<string, 'waiting' | 'in' | 'out'>();
  const leads = new Set<string>();
  let [approval, open, voting, position, opensAt, at] = [false, false, false, -1, 0, 0];
  let paused = false;
  for (const action of actions) {
    expect(action.at).toBeGreaterThanOrEqual(at);
    at = action.at;
    switch (action.kind) {
      case 'approval':
        approval = action.on;
        break;
      case 'join':
        standing.set(action.participant, approval ? 'waiting' : 'in');
        leads.delete(action.participant);
        break;
      case 'admit-all':
        for (const [one, now] of standing) if (now === 'waiting') standing.set(one, 'in');
        break;
      case 'kick':
      case 'ban':
        standing.set(action.participant, 'out');
        break;
      case 'co-host':
        if (action.on) leads.add(action.participant);
        else leads.delete(action.participant);
        break;
      case 'next':
      case 'skip':
        [position, open, voting, paused, opensAt] = [position + 1, true, false, false, at + 5000];
        break;
      case 'again':
        [open, opensAt] = [true, at];
        break;
      case 'pause':
      case 'resume':
        paused = action.kind === 'pause';
        break;
      case 'close':
      case 'time-over':
      case 'finish':
        [open, voting, paused] = [false, false, false];
        break;
      case 'chaos':
        expect(open).toBe(false);
        voting = true;
        break;
      case 'strike':
        expect(voting).toBe(true);
        voting = false;
        break;
      case 'board':
      case 'explain':
        voting = false;
        break;
      case 'vote':
        expect([voting, standing.get(action.participant), leads.has(action.participant)]).toEqual([true, 'in', false]);
        break;
      case 'answer':
        expect([open, paused, action.position, standing.get(action.participant)]).toEqual([
          true,
          false,
          position,
          'in',
        ]);
        expect(leads.has(action.participant)).toBe(false);
        expect(at).toBeGreaterThanOrEqual(opensAt);
        break;
      default:
    }
  }
}

/** Written without looking at the fold: walks the list, knows only the rules that a teacher would tell a class. */
function recount(actions: readonly LiveAction[]): ReadonlyMap<string, number> {
  const inRoom = new Set<string>();
  const extra = new Map<string, number>();
  const worth = new Map<number, Map<string, number>>();
  const voided = new Set<number>();
  const shown = new Set<number>();
  let [position, asked, length, pausedAt] = [-1, 0, 20_000, 0];
  for (const action of actions) {
    const { at } = action;
    if (action.kind === 'join') inRoom.add(action.name);
    if (action.kind === 'kick' || action.kind === 'ban') inRoom.delete(action.participant);
    if (action.kind === 'join') extra.delete(action.name);
    if (action.kind === 'extra-time') extra.set(action.participant, action.percent);
    if (action.kind === 'skip') voided.add(position);
    if (action.kind === 'next' || action.kind === 'skip') [position, asked, length] = [position + 1, at + 5000, 20_000];
    if (action.kind === 'again') [asked, length] = [at, 20_000];
    if (action.kind === 'pause') pausedAt = at;
    if (action.kind === 'resume') asked += at - pausedAt;
    if (action.kind === 'extend') length += action.seconds * 1000;
    if (action.kind === 'reveal') shown.add(position);
    if (action.kind === 'void') voided.add(action.position);
    if (action.kind === 'restore') voided.delete(action.position);
    // Skipped, and counting after all.
    if (action.kind === 'restore' && action.position < position) shown.add(action.position);
    if (action.kind === 'answer') {
      const limit = length * (1 + (extra.get(action.participant) ?? 0) / 100);
      const late = Math.min(1, Math.max(0, (at - asked) / limit));
      const isRight = action.answer.kind === 'choice' && action.answer.option === 'two';
      const points = worth.get(position) ?? new Map<string, number>();
      worth.set(position, points.set(action.participant, isRight ? Math.round(100 * (1 - 0.1 * late)) : 0));
    }
  }
  const counted = [...shown].filter((one) => !voided.has(one));
  return new Map(
    [...inRoom].map((name) => [name, counted.reduce((sum, one) => sum + (worth.get(one)?.get(name) ?? 0), 0)]),
  );
}
