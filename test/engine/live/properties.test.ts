import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boardOf } from '#engine/live/board.ts';
import { applyLive, beginLive, foldLive } from '#engine/live/fold/fold-live.ts';
import type { LiveAction, LiveFact } from '#engine/live/live-session.ts';
import { playLive, session, settled } from './play-live.ts';

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

const story = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), facts), { maxLength: 120 });

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
        await settled();
        await play.room.act(fact);
      }
      await settled();
      const board = new Map(boardOf(play.room.state, session.rules).map((row) => [row.name, row.points]));
      expect(board).toEqual(recount(play.written));
    }),
    { numRuns: 40 },
  );
});

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
