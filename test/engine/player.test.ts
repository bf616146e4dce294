import { describe, expect, test } from 'vitest';
import type { Grading, VerdictKind } from '#engine/grading.ts';
import { Player, type Turn } from '#engine/player.ts';
import type { Grader } from '#engine/ports.ts';
import type { Scenario } from '#engine/scenario.ts';
import { foldSession } from '#engine/state.ts';
import { libraryOf } from '../helpers/library-of.ts';
import { MemoryStore } from './memory-store.ts';

// The simulator is not what is tested here: a verdict is handed in, everything else is real.
const scenarios = [scenario('one', 'choice'), scenario('two', 'manifest')];

function scenario(id: string, type: 'choice' | 'manifest', version = 1): Scenario {
  const text = { es: id, en: id };
  const common = {
    id,
    version,
    topic: 'pods',
    level: 1 as const,
    order: 1,
    section: text,
    title: text,
    statement: text,
  };
  const rest = { given: [], explanation: text, hints: [text, text], links: [], assumptions: [], weight: 1 };
  const cluster = {
    nodes: [{ name: 'node-1' }],
    namespace: 'default',
    objects: [],
    installed: { standardClass: true, provisioners: [] },
    images: {},
  };
  const base = { ...common, ...rest, cluster, roles: {}, script: [], checks: [] };
  if (type === 'manifest') return { ...base, type, starter: 'kind: Pod' };
  return { ...base, type, options: ['a', 'b'].map((option) => ({ id: option, text, manifests: '' })) };
}

function grading(id: string, answer: Grading['answer'], verdict: VerdictKind): Grading {
  const score = verdict === 'right' ? 1 : 0;
  return { scenario: id, version: 1, seed: 1, answer, verdict, score, checks: [], errors: [], assumptions: [] };
}

function game(verdictOf: (text: string) => VerdictKind | Promise<VerdictKind>, store = new MemoryStore()) {
  let time = 1000;
  let id = 0;
  const grader: Grader = {
    async grade({ scenario: name, answer }) {
      return grading(
        name,
        answer,
        await verdictOf(answer.kind === 'choice' ? answer.option : 'text' in answer ? answer.text : ''),
      );
    },
    async close() {},
  };
  const player = new Player({
    library: libraryOf(scenarios),
    store,
    grader,
    now: () => ++time,
    newId: () => `s${++id}`,
    newSeed: () => 7,
  });
  return { player, store };
}

const kindOf = ({ screen }: Turn) => screen.kind;
const offersOf = ({ screen }: Turn) => screen.offers.map(({ kind }) => kind);
const choose = (option: string) => ({ kind: 'submit', answer: { kind: 'choice', option } }) as const;
const write = (text: string) => ({ kind: 'submit', answer: { kind: 'manifest', text } }) as const;

describe('a session', () => {
  test('goes from question through the run to the reveal, the next question and the summary', async () => {
    const { player, store } = game((text) => (text === 'a' || text === 'good' ? 'right' : 'wrong'));
    let turn = await player.start('local', ['one', 'two']);
    expect(kindOf(turn)).toBe('question');
    turn = await player.act(turn.sessionId, choose('a'));
    expect(kindOf(turn)).toBe('working');
    turn = await turn.settled;
    expect(kindOf(turn)).toBe('result');
    expect(offersOf(turn)).toEqual(['next', 'finish', 'undo', 'share', 'flag']);
    turn = await player.act(turn.sessionId, { kind: 'next' });
    turn = await (await player.act(turn.sessionId, write('bad'))).settled;
    expect(offersOf(turn)).toEqual(['retry', 'hint', 'skip', 'next', 'finish', 'undo', 'share', 'flag']);
    turn = await player.act(turn.sessionId, { kind: 'hint' });
    turn = await player.act(turn.sessionId, { kind: 'retry' });
    turn = await (await player.act(turn.sessionId, write('good'))).settled;
    turn = await player.act(turn.sessionId, { kind: 'next' });
    expect(kindOf(turn)).toBe('summary');
    expect(await store.results('local')).toMatchObject([
      { scenario: 'one', verdict: 'right', points: 100, attempts: 1, hints: 0 },
      { scenario: 'two', verdict: 'right', points: 85, attempts: 2, hints: 1 },
    ]);
    expect(await player.resume('local')).toBeUndefined();
  });

  test('counts a double click once', async () => {
    const { player } = game(() => 'right');
    const turn = await player.start('local', ['one']);
    const [first, second] = await Promise.all([
      player.act(turn.sessionId, choose('a'), turn.actionCount),
      player.act(turn.sessionId, choose('b'), turn.actionCount),
    ]);
    expect([first.accepted, second.accepted].filter(Boolean)).toHaveLength(1);
    const settled = await first.settled;
    expect((await second.settled).actionCount).toBe(settled.actionCount);
    const late = await player.act(turn.sessionId, choose('a'), turn.actionCount);
    expect(late).toMatchObject({ accepted: false, screen: { kind: 'result' } });
  });

  test('killed between an answer and its verdict is graded when it is resumed', async () => {
    const store = new MemoryStore();
    const killed = game(() => new Promise<VerdictKind>(() => {}), store);
    const turn = await killed.player.start('local', ['one']);
    await killed.player.act(turn.sessionId, choose('a'));
    const resumed = await game(() => 'right', store).player.resume('local');
    expect(resumed && kindOf(resumed)).toBe('working');
    expect(resumed && kindOf(await resumed.settled)).toBe('result');
  });

  test('records nothing when the safety net was hit, and takes the same answer again', async () => {
    let trouble = true;
    const { player, store } = game(() => (trouble ? 'not-graded' : 'right'));
    const { sessionId } = await player.start('local', ['one']);
    const failed = await (await player.act(sessionId, choose('a'))).settled;
    expect(offersOf(failed)).toEqual(['retry', 'finish']);
    trouble = false;
    expect(kindOf(await player.act(sessionId, { kind: 'retry' }))).toBe('question');
    expect(kindOf(await (await player.act(sessionId, choose('a'))).settled)).toBe('result');
    await player.act(sessionId, { kind: 'next' });
    expect(await store.results('local')).toMatchObject([{ attempts: 1, verdict: 'right' }]);
  });

  test('offers to start again when its question changed, and keeps what counted', async () => {
    const { player, store } = game(() => 'right');
    await store.create({
      id: 'old',
      learner: 'local',
      seed: 1,
      questions: [{ scenario: 'one', version: 0 }],
      startedAt: 1,
      actions: [],
    });
    const turn = await player.resume('local');
    expect(turn && offersOf(turn)).toEqual(['restart', 'finish']);
    const again = await player.restart('old');
    expect([again.sessionId !== 'old', kindOf(again)]).toEqual([true, 'question']);
  });

  test('refuses what the screen does not offer', async () => {
    const { player } = game(() => 'right');
    const { sessionId } = await player.start('local', ['one']);
    for (const fact of [choose('z'), write('x'), { kind: 'next' } as const, { kind: 'retry' } as const]) {
      expect(await player.act(sessionId, fact)).toMatchObject({ accepted: false, actionCount: 0 });
    }
  });

  test('that does not exist, or a scenario that does not, is a screen that says so', async () => {
    const { player } = game(() => 'right');
    expect(kindOf(await player.show('nope'))).toBe('outdated');
    expect(kindOf(await player.act('nope', { kind: 'next' }))).toBe('outdated');
    expect(kindOf(await player.start('local', ['__proto__']))).toBe('outdated');
  });

  test('has the same state at every prefix, byte for byte, whoever folds it', async () => {
    const { player, store } = game((text) => (text === 'a' ? 'right' : 'wrong'));
    let turn = await player.start('local', ['one', 'two']);
    turn = await (await player.act(turn.sessionId, choose('b'))).settled;
    turn = await player.act(turn.sessionId, { kind: 'next' });
    turn = await player.act(turn.sessionId, { kind: 'skip' });
    const session = await store.load(turn.sessionId);
    if (!session) throw new Error('the session is stored');
    for (let length = 0; length <= session.actions.length; length++) {
      const prefix = { questions: session.questions, actions: session.actions.slice(0, length) };
      const copy = JSON.parse(JSON.stringify(prefix));
      expect(JSON.stringify(foldSession(copy))).toBe(JSON.stringify(foldSession(prefix)));
    }
  });
});
