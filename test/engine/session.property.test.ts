// Random play of everything a screen offers, on every kind of session: the list of actions is the session, at every prefix.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from '#engine/answer.ts';
import { Player, type PlayerAction, type Turn } from '#engine/player.ts';
import { encodeReplayCode } from '#engine/replay-code.ts';
import type { Offer } from '#engine/screen.ts';
import { screenOf } from '#engine/screens/index.ts';
import { foldSession, resultsOf } from '#engine/state.ts';
import { heldGrader, longLibrary, smallLibrary } from '../helpers/small-quiz.ts';
import { MemoryStore } from './memory-store.ts';

const quiz = {
  id: 'both',
  version: 1,
  title: { es: 'Los dos', en: 'Both' },
  questions: [{ topics: [], levels: [], types: [] }],
  order: 'shuffled' as const,
  hints: false,
  passPercent: 60,
  live: { seconds: 60, manifestSeconds: 480, speedPercent: 0, showBoard: 'at-the-end' as const, chaos: [] },
};
const many = longLibrary(40);
const library = {
  list: () => [...smallLibrary.list(), ...many.list()],
  find: (id: string) => smallLibrary.find(id) ?? many.find(id),
  quizzes: () => [quiz],
  findQuiz: (id: string) => (id === 'both' ? quiz : undefined),
};

function game() {
  const store = new MemoryStore();
  let time = Date.UTC(2026, 10, 21);
  let id = 0;
  const slow = heldGrader();
  const grader = {
    ...slow,
    grade: (request: Parameters<typeof slow.grade>[0]) => {
      const graded = slow.grade(request);
      slow.release();
      return graded;
    },
  };
  const newId = () => `s${++id}`;
  const player = new Player({ library, store, grader, now: () => (time += 1000), newId, newSeed: () => id * 77 });
  return { player, store, later: (days: number) => (time += days * 86_400_000) };
}

/** What pressing an offer sends; `pick` decides where there is something to choose. */
function factOf(offer: Offer, pick: number): PlayerAction | undefined {
  const submit = (answer: Answer) => ({ kind: 'submit', answer }) as const;
  switch (offer.kind) {
    case 'choose':
      return submit({ kind: 'choice', option: offer.option });
    case 'pick':
      return submit({ kind: 'picks', options: offer.options.slice(0, 1 + (pick % 3)).map(({ id }) => id) });
    case 'type':
      return submit({ kind: 'words', text: `${pick}` });
    case 'write':
      return submit({ kind: 'manifest', text: pick % 2 ? 'kind: Deployment' : 'kind: Pod' });
    case 'confidence':
      return { kind: 'confidence', confidence: offer.confidence };
    case 'flag':
      return { kind: 'flag', ...(offer.reason && { reason: offer.reason }) };
    case 'suppose':
      return { kind: 'suppose', change: offer.change };
    case 'go':
    case 'restart':
      return undefined;
    default:
      return { kind: offer.kind };
  }
}

const starts = ['pods', 'probe', 'quiz:both', 'go:placement', 'go:challenge', 'go:review'] as const;

test('whatever is pressed, replaying the actions gives the same state, screen and results at every prefix', async () => {
  const presses = fc.array(fc.nat({ max: 999 }), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...starts), presses, async (start, all) => {
      const { player, store, later } = game();
      if (start === 'go:review') {
        const first = await player.start('local', ['pods-1', 'pods-2', 'pods']);
        await (await player.act(first.sessionId, { kind: 'submit', answer: { kind: 'choice', option: 'one' } }))
          .settled;
        later(3);
        await player.act(first.sessionId, { kind: 'finish' });
      }
      let turn: Turn = await player.go('local', start);
      expect(turn.sessionId).not.toBe('');
      for (const pick of all) {
        const facts = turn.screen.offers.flatMap((offer) => factOf(offer, pick) ?? []);
        // Ending at once would leave nothing to look at.
        const going = facts.filter(({ kind }) => kind !== 'finish');
        const fact = (going.length > 0 ? going : facts)[pick % Math.max(1, (going.length > 0 ? going : facts).length)];
        if (!fact) break;
        turn = await (await player.act(turn.sessionId, fact, turn.actionCount)).settled;
        expect(turn.accepted || fact.kind === 'submit').toBe(true);
      }
      const session = (await store.load(turn.sessionId))!;
      for (let length = 0; length <= session.actions.length; length++) {
        const prefix = { ...session, actions: session.actions.slice(0, length) };
        const copy = JSON.parse(JSON.stringify(prefix));
        const [state, again] = [foldSession(prefix), foldSession(copy)];
        expect(JSON.stringify(again)).toBe(JSON.stringify(state));
        expect(JSON.stringify(screenOf(again, library))).toBe(JSON.stringify(screenOf(state, library)));
        expect(resultsOf(copy)).toEqual(resultsOf(prefix));
      }
      expect(JSON.stringify((await player.show(turn.sessionId)).screen)).toBe(JSON.stringify(turn.screen));
    }),
    { numRuns: 150 },
  );
});

const choose = (option: string) => ({ kind: 'submit', answer: { kind: 'choice', option } }) as const;
const titleOf = ({ screen }: Turn) => screen.title.en;
const kinds = ({ screen }: Turn) => screen.offers.map(({ kind }) => kind);

async function answer(player: Player, turn: Turn, option: string): Promise<Turn> {
  return (await player.act(turn.sessionId, choose(option))).settled;
}

describe('a review', () => {
  test('asks what is due with a new seed, counts at once, and is over for the day', async () => {
    const { player, store, later } = game();
    let turn = await answer(player, await player.start('local', ['pods']), 'one');
    expect(titleOf(await player.go('local', 'go:review'))).toBe('Today’s review');
    later(2);
    turn = await player.go('local', 'go:review');
    expect(turn.screen.kind).toBe('question');
    const seeds = await Promise.all(['s1', turn.sessionId].map(async (id) => (await store.load(id))?.seed));
    expect(seeds[0]).not.toBe(seeds[1]);
    turn = await answer(player, turn, 'two');
    expect((await player.statistics('local')).reviewsDoneToday).toBe(1);
    turn = await player.act(turn.sessionId, { kind: 'next' });
    expect(titleOf(turn)).toBe('Review done');
    expect((await player.go('local', 'go:review')).sessionId).toBe('');
  });

  test('forgets a slip that was taken back', async () => {
    const { player } = game();
    const turn = await answer(player, await player.start('local', ['pods']), 'one');
    expect((await player.statistics('local')).dueInDays[0]).toBe(1);
    await player.act(turn.sessionId, { kind: 'undo' });
    expect(await player.statistics('local')).toMatchObject({ answers: 0, dueInDays: [0, 0, 0, 0, 0, 0, 0] });
    await player.act(turn.sessionId, { kind: 'undo' });
    expect((await player.statistics('local')).answers).toBe(1);
  });
});

describe('a quiz', () => {
  test('goes on where it was left, without hints, and says whether it was passed', async () => {
    const { player } = game();
    let turn = await player.go('local', 'quiz:both');
    expect(kinds(turn)).not.toContain('hint');
    expect((await player.go('local', 'quiz:both')).sessionId).toBe(turn.sessionId);
    turn = await player.act(turn.sessionId, { kind: 'finish' });
    const said = turn.screen.blocks.find((block) => block.kind === 'notice');
    expect(said?.text.en).toBe(
      '0% of the points; it is passed from 60% on. What is missing will come back in the review.',
    );
    expect((await player.restart(turn.sessionId)).screen.kind).toBe('question');
  });
  test('that does not exist is a screen that says so', async () =>
    expect((await game().player.go('local', 'quiz:__proto__')).screen.kind).toBe('outdated'));
});

test('the challenge of a day is one question and one seed for everybody; tomorrow’s is not told', async () => {
  const { player, store } = game();
  const [one, other] = [await player.go('a', 'go:challenge'), await player.go('b', 'challenge:2026-11-21')];
  const [first, second] = await Promise.all([store.load(one.sessionId), store.load(other.sessionId)]);
  expect([second?.seed, second?.questions]).toEqual([first?.seed, first?.questions]);
  for (const day of ['2026-11-22', '2026-02-30', 'x']) {
    expect((await player.go('a', `challenge:${day}`)).screen.kind).toBe('outdated');
  }
});

test('a code shows the run of somebody else’s answer and leaves nothing in the record', async () => {
  const { player } = game();
  const code = encodeReplayCode({ scenario: 'pods', version: 1, seed: 9, answer: { kind: 'choice', option: 'two' } });
  let turn = await (await player.go('local', `code:${code}`)).settled;
  expect(turn.screen.blocks.find((block) => block.kind === 'verdict')?.verdict).toBe('right');
  turn = await player.act(turn.sessionId, { kind: 'share' });
  expect(JSON.stringify(turn.screen)).toContain(code);
  await player.act(turn.sessionId, { kind: 'next' });
  expect(await player.history('local')).toEqual([]);
  const old = encodeReplayCode({ scenario: 'pods', version: 2, seed: 9, answer: { kind: 'choice', option: 'two' } });
  for (const bad of ['rz1.nonsense', old]) expect((await player.replay('local', bad)).screen.kind).toBe('outdated');
});

test('home shows what is open, due and to be had, and every one of its items leads somewhere', async () => {
  const { player, later } = game();
  await answer(player, await player.start('local', ['pods', 'pods-1']), 'one');
  later(3);
  const home = await player.go('local', 'go:home');
  const items = home.screen.blocks.flatMap((block) => (block.kind === 'menu' ? block.items : []));
  expect(items.map(({ id }) => id)).toEqual([
    'go:continue',
    'go:review',
    'go:challenge',
    'go:placement',
    'go:quizzes',
    'go:statistics',
    'go:all',
    'topic:pods',
  ]);
  for (const { id } of items) expect((await player.go('local', id)).screen.kind, id).not.toBe('outdated');
  const found = await player.go('local', 'find:Cuantos PODS');
  expect(found.screen.blocks.find((block) => block.kind === 'menu')?.items.map(({ id }) => id)).toEqual(['pods']);
});

test('a flagged question keeps its reason in the record', async () => {
  const { player } = game();
  let turn = await answer(player, await player.start('local', ['pods']), 'one');
  turn = await player.act(turn.sessionId, { kind: 'flag' });
  expect(turn.screen.offers.map((offer) => offer.kind === 'flag' && offer.reason)).toContain('verdict');
  turn = await player.act(turn.sessionId, { kind: 'flag', reason: 'verdict' });
  expect(turn.screen.kind).toBe('result');
  expect(await player.history('local')).toMatchObject([{ flag: 'verdict', failed: ['one-database'] }]);
});

test('a session answered to its end and left without a word is closed the day after, and counts', async () => {
  const { player, store, later } = game();
  await answer(player, await player.start('local', ['pods']), 'one');
  await player.go('local', 'go:home');
  expect(await store.open('local')).toHaveLength(1);
  later(2);
  expect(await player.resume('local')).toBeUndefined();
  expect(await store.open('local')).toEqual([]);
  expect(await store.history('local')).toMatchObject([{ scenario: 'pods', verdict: 'wrong' }]);
});
