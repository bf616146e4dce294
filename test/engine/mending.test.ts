// A written answer that fails, from hint to hint to its mending, and what can be asked once it passes: the whole way through a
// player, with answers that really run.
import { expect, test } from 'vitest';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { explore } from '#engine/explore/explore.ts';
import { grade } from '#engine/grade.ts';
import { Player } from '#engine/player.ts';
import type { Scenario } from '#engine/scenario.ts';
import { foldSession } from '#engine/state.ts';
import { libraryOf } from '../helpers/library-of.ts';
import { story } from '../helpers/story.ts';
import { plain, service, web } from './checks/run-check.ts';
import { MemoryStore } from './memory-store.ts';

const parts = { images: new ImageCatalogue(readImages(new URL('../..', import.meta.url).pathname).images) };
const right = web(plain) + service();
const wrong = web(plain) + service().replace('app: shop', 'app: shoop');

const scenario = {
  ...story(`
hints: [{ es: 'Piensa en el Service.', en: 'Think of the Service.' }, { es: 'Y en sus pods.', en: 'And of its pods.' }]
script: [{ step: answer, as: applied }, { step: wait, seconds: 60, as: end }]
checks: [{ id: two, check: endpoints-ready, role: web, replicas: 2, at: end }]`),
  references: [right],
} as Scenario;

async function play() {
  let time = 0;
  const store = new MemoryStore();
  const library = libraryOf([scenario]);
  const player = new Player({
    library,
    store,
    grader: {
      grade: async ({ answer, seed }) => grade(scenario, answer, seed, parts),
      explore: async ({ answer, seed, ask }) => explore(scenario, answer, seed, ask, parts),
      close: async () => {},
    },
    now: () => ++time,
    newId: () => 'one',
    newSeed: () => 7,
  });
  let turn = await player.start('local', [scenario.id]);
  const hints = () => turn.screen.blocks.flatMap((block) => (block.kind === 'hint' ? [block.text.en] : []));
  return {
    hints,
    offers: () => turn.screen.offers.map(({ kind }) => kind),
    blocks: () => turn.screen.blocks,
    act: async (
      ...[fact]: Parameters<typeof player.act> extends [string, infer Fact, ...unknown[]] ? [Fact] : never
    ) => {
      turn = await (await player.act('one', fact)).settled;
      return turn;
    },
    session: async () => store.load('one'),
  };
}

const write = (text: string) => ({ kind: 'submit', answer: { kind: 'manifest', text } }) as const;

test('hints lead from the author through the run to the smallest change, each at its price', async () => {
  const game = await play();
  await game.act({ kind: 'hint' });
  expect(game.hints()).toEqual(['Think of the Service.']);
  await game.act(write(wrong));
  expect(game.hints()).toHaveLength(1);
  for (let taken = 2; taken <= 6; taken++) {
    expect(game.offers()).toContain('hint');
    await game.act({ kind: 'hint' });
    expect(game.hints()).toHaveLength(taken);
  }
  expect(game.offers()).not.toContain('hint');
  const [author, where, object, field, second, repair] = game.hints();
  expect([author, second]).toEqual(['Think of the Service.', 'And of its pods.']);
  expect(where).toMatch(/endpoints of the Service/);
  expect(object).toMatch(/Deployment `shop`/);
  expect(field).toMatch(/`selector`/);
  expect(repair).toMatch(/With a single change it passes: in Service `any-name`, change `spec.selector`/);
  const { actions = [] } = (await game.session()) ?? {};
  const points = foldSession({ questions: [{ scenario: 'one-check', version: 1 }], actions }).questions[0]?.points;
  expect(points?.hintFactor).toBe(0.85);
});

test('another wrong answer gets a repair of its own', async () => {
  const game = await play();
  await game.act(write(wrong));
  for (let taken = 0; taken < 6; taken++) await game.act({ kind: 'hint' });
  await game.act({ kind: 'retry' });
  await game.act(write(web(plain, 1) + service()));
  expect(game.hints().at(-1)).toBe('And of its pods.');
  await game.act({ kind: 'hint' });
  expect(game.hints().at(-1)).toMatch(/`spec.replicas`: from `1` to `2`/);
});

test('after the reveal one can ask what would have been, and the answer is kept', async () => {
  const game = await play();
  await game.act(write(wrong));
  expect(game.offers()).not.toContain('suppose');
  await game.act({ kind: 'retry' });
  await game.act(write(right));
  expect(game.offers().filter((kind) => kind === 'suppose')).toHaveLength(2);
  await game.act({ kind: 'suppose', change: 'one-more-replica' });
  const comparison = game.blocks().find((block) => block.kind === 'comparison');
  expect(comparison?.rows.map(({ cells }) => cells.map(({ text }) => text.en))).toEqual(
    expect.arrayContaining([
      ['2 get it', '3 get it'],
      ['2', '3'],
    ]),
  );
  const { accepted } = await game.act({ kind: 'suppose', change: 'without-probes' });
  expect(accepted).toBe(false);
});
