// An answer in YAML is stepped through on the wall, with the real simulator.
import { expect, test } from 'vitest';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { openLibrary } from '#content/library.ts';
import { explore } from '#engine/explore/explore.ts';
import { grade } from '#engine/grade.ts';
import type { LiveFact, LiveSession } from '#engine/live/live-session.ts';
import { LiveRoom } from '#engine/live/room.ts';
import { root } from '../../helpers/source-file.ts';
import { memoryStore, session, settled } from './play-live.ts';

const library = await openLibrary([root]);
const images = new ImageCatalogue(readImages(root).images);

/** Ana answers rightly, Luis mends one of two faults, Eva nonsense; the answers have been shown. */
async function revealed() {
  const id = 'service-without-endpoints';
  const scenario = library.find(id) as { readonly references?: readonly string[]; readonly starter?: string };
  const live: LiveSession = {
    ...session,
    questions: [{ scenario: id, version: 1, weight: 1, readingSeconds: 0, seconds: 480 }],
  };
  const room = new LiveRoom(live, {
    store: memoryStore(),
    grader: {
      grade: async ({ answer, seed }) => grade(library.find(id)!, answer, seed, { images }),
      explore: async ({ answer, seed, ask }) => explore(library.find(id)!, answer, seed, ask, { images }),
      close: async () => {},
    },
    library,
    now: () => 1000,
    log: (problem) => expect.fail(problem),
  });
  const act = async (fact: LiveFact) => {
    const result = await room.act(fact);
    return result.ok ? undefined : result.error.en;
  };
  const answers = {
    Ana: scenario.references?.[0] ?? '',
    Luis: (scenario.starter ?? '').replace('8080', '80'),
    Eva: 'kind: Nonsense\n',
  };
  for (const name of Object.keys(answers)) await act({ kind: 'join', participant: name, name, key: name });
  await act({ kind: 'next' });
  for (const [participant, text] of Object.entries(answers))
    await act({ kind: 'answer', participant, position: 0, round: 1, answer: { kind: 'manifest', text } });
  await act({ kind: 'close' });
  const early = await act({ kind: 'walk', participant: 'Luis', named: false });
  for (let turn = 0; turn < 400 && room.views.wall(room.state).running > 0; turn++) await settled();
  await act({ kind: 'reveal' });
  const walk = async (participant: string, named = false) => {
    const refusal = await act({ kind: 'walk', participant, named });
    for (let turn = 0; turn < 400 && room.state.walk && !room.state.walk.grading; turn++) await settled();
    return refusal;
  };
  return { room, act, walk, early, seen: () => room.views.stage(room.state).walk };
}

test('it is anybody’s, told event by event, and what it comes to at the end', async () => {
  const { room, act, walk, early, seen } = await revealed();
  // Before the reveal it would tell what is right.
  expect(early).toMatch(/Show the answer first/);
  expect(await walk('Luis')).toBeUndefined();
  const first = seen()!;
  expect(first).toMatchObject({ verdict: 'wrong', frame: 0 });
  expect(first.frames).toBeGreaterThan(2);
  expect(first.blocks.map(({ kind }) => kind)).toEqual(['manifest']);
  expect(first.run?.entries).toHaveLength(first.frames);
  const next = room.views.host(room.state).controls[0]!;
  await act(next.fact);
  const told = seen()!.blocks.find((block) => block.kind === 'timeline');
  expect(told?.entries).toHaveLength(1);
  await act({ kind: 'step', frame: 9999 });
  expect(seen()).toMatchObject({ frame: first.frames });
  const [text, ...others] = seen()!.blocks;
  expect(others.slice(-2)).toMatchObject([{ kind: 'verdict', verdict: 'wrong' }, { kind: 'prose' }]);
  // At its line, which change would mend it: the selector does not meet the pods' labels.
  const lines = text?.kind === 'manifest' ? text.yaml.split('\n') : [];
  expect(text).toMatchObject({ marks: [{ message: expect.stringMatching(/^spec\.selector/) }] });
  expect(lines[text?.kind === 'manifest' ? text.marks[0]!.line - 1 : 0]).toContain('selector');
  expect(JSON.stringify(room.views.stage(room.state))).not.toMatch(/Luis/);
  await act({ kind: 'end-walk' });
  expect(seen()).toBeUndefined();
});

test('a name is shown only where the host and the person want it', async () => {
  const { act, walk, seen } = await revealed();
  await walk('Luis', true);
  expect(seen()?.name).toBeUndefined();
  await act({ kind: 'sign', participant: 'Luis', on: true });
  expect(seen()?.name).toBe('Luis');
  await walk('Luis', false);
  expect(seen()?.name).toBeUndefined();
});

test('what the API server refused is marked at its line', async () => {
  const { walk, seen } = await revealed();
  await walk('Eva');
  const [text] = seen()!.blocks;
  expect(text).toMatchObject({ kind: 'manifest', marks: [{ line: 1 }] });
  expect(seen()).toMatchObject({ verdict: 'refused', frames: 0 });
  expect(await walk('Nobody')).toMatch(/has not answered in YAML/);
});
