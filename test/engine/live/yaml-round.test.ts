// A round in YAML with real questions and the real grader: what a phone offers to choose from, and one seed for everybody.

import { expect, test } from 'vitest';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { openLibrary } from '#content/library.ts';
import { grade } from '#engine/grade.ts';
import { choosableAnswers } from '#engine/live/choosable.ts';
import type { LiveSession } from '#engine/live/live-session.ts';
import { LiveRoom } from '#engine/live/room.ts';
import { root } from '../../helpers/source-file.ts';
import { memoryStore, session } from './play-live.ts';

const library = await openLibrary([root]);
const images = new ImageCatalogue(readImages(root).images);
const written = library.list().filter(({ type }) => type === 'manifest' || type === 'fix');

test('nearly every question in YAML can be answered by choosing, and a right answer is among the choices', () => {
  const withChoices = written.filter(({ id }) => choosableAnswers(library.find(id)!, 7).length >= 2);
  expect(withChoices.length / written.length).toBeGreaterThan(0.9);
  for (const { id } of withChoices.filter((_, index) => index % 8 === 0)) {
    const verdicts = choosableAnswers(library.find(id)!, 7).map(
      (text) => grade(library.find(id)!, { kind: 'manifest', text }, 7, { images }).verdict,
    );
    expect([id, verdicts]).toEqual([id, expect.arrayContaining(['right'])]);
  }
});

test('all answers run under the seed of the session; the class sees what broke, never whose it was', async () => {
  const { id, version } = written[0]!;
  const seeds = new Set<number>();
  const live: LiveSession = {
    ...session,
    questions: [{ scenario: id, version, weight: 1, readingSeconds: 0, seconds: 480 }],
  };
  const room = new LiveRoom(live, {
    store: memoryStore(),
    grader: {
      grade: async (request) => {
        seeds.add(request.seed);
        return grade(library.find(request.scenario)!, request.answer, request.seed, { images });
      },
      close: async () => {},
    },
    library,
    now: () => 1000,
    log: (problem) => expect.fail(problem),
  });
  await room.act({ kind: 'join', participant: 'a', name: 'Ana', key: 'a' });
  await room.act({ kind: 'join', participant: 'b', name: 'Luis', key: 'b' });
  await room.act({ kind: 'next' });
  const reference = (library.find(id) as { references?: readonly string[] }).references?.[0] ?? '';
  const answers = { a: reference, b: 'kind: Nonsense\n' };
  for (const [participant, text] of Object.entries(answers))
    await room.act({ kind: 'answer', participant, position: 0, round: 1, answer: { kind: 'manifest', text } });
  await room.act({ kind: 'close' });
  for (let turn = 0; turn < 200 && room.views.wall(room.state).running > 0; turn++)
    await new Promise((next) => setTimeout(next, 5));
  expect(await room.act({ kind: 'reveal' })).toEqual({ ok: true, value: undefined });
  expect(seeds).toEqual(new Set([session.seed]));
  const stage = room.views.stage(room.state);
  expect(stage.tally?.map(({ count }) => count)).toEqual([1, 1]);
  expect(JSON.stringify(stage)).not.toMatch(/Ana|Luis|Nonsense/);
});
