// What an instructor does after a live quiz: list, report, repeat, erase, with a real database and real questions.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { load } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Io, Trouble } from '#cli/command.ts';
import { listLive, writeQuiz } from '#cli/live/list-live.ts';
import { startAt } from '#cli/live/start-at.ts';
import { eraseLive, writeReport } from '#cli/live/write-report.ts';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { openLibrary } from '#content/library.ts';
import { grade } from '#engine/grade.ts';
import type { LiveSession } from '#engine/live/live-session.ts';
import { LiveRoom } from '#engine/live/room.ts';
import { openSqlite } from '#storage/sqlite.ts';
import { session, settled } from '../../engine/live/play-live.ts';
import { root } from '../../helpers/source-file.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-live-cli-'));
const databaseFile = path.join(folder, 'readyz.sqlite');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a command prints. */
async function printed(run: (io: Io) => Promise<unknown>, changed: Partial<Io> = {}): Promise<string> {
  const out = new PassThrough();
  let text = '';
  out.on('data', (piece) => {
    text += piece;
  });
  const io = {
    out,
    err: out,
    cwd: folder,
    env: {},
    language: 'es',
    contentFolders: [],
    databaseFile,
    now: () => 0,
    ...changed,
  };
  try {
    await run(io as unknown as Io);
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    text += error.text.en;
  }
  return text;
}

const csv = (io: Io, id?: string) =>
  writeReport(io, { id, output: 'csv', style: { separator: ';', byteOrderMark: true } });

const scenario = 'back-within-a-minute';

beforeAll(async () => {
  const library = await openLibrary([root]);
  const images = new ImageCatalogue(readImages(root).images);
  const storage = await openSqlite(databaseFile);
  if (!storage.ok) throw new Error(storage.error.en);
  const live: LiveSession = {
    ...session,
    ...{ id: 'lesson', quiz: 'rollouts', eraseAt: 1_000_000 },
    roster: [
      { id: 'a-1', name: '=HYPERLINK("http://evil")' },
      { id: 'a-2', name: 'Luis' },
    ],
    questions: [{ scenario, version: 1, weight: 1, readingSeconds: 0, seconds: 60 }],
  };
  await storage.value.live.create(live);
  const room = new LiveRoom(live, {
    store: storage.value.live,
    grader: {
      grade: async ({ answer, seed }) => grade(library.find(scenario)!, answer, seed, { images }),
      close: async () => {},
    },
    ...{ library, now: () => 1000, log: (problem: string) => expect.fail(problem) },
  });
  await room.act({ kind: 'join', participant: 'p1', name: 'a-1', key: 'k1' });
  await room.act({ kind: 'join', participant: 'p2', name: 'Eva', key: 'k2' });
  await room.act({ kind: 'next' });
  const say = (participant: string, option: string) =>
    room.act({ kind: 'answer', participant, position: 0, round: 1, answer: { kind: 'choice', option } });
  await say('p1', 'one-fast');
  await room.act({ kind: 'close' });
  for (let turn = 0; turn < 400 && room.views.wall(room.state).running > 0; turn++) await settled();
  await room.act({ kind: 'reveal' });
  await room.act({ kind: 'next' });
  await storage.value.close();
});

test('the list tells which there are and until when they are kept', async () => {
  expect(await printed((io) => listLive(io, 'text'))).toMatch(/^lesson .* rollouts +terminado +se borra el .*\n$/);
  expect(JSON.parse(await printed((io) => listLive(io, 'json')))).toEqual([
    { id: 'lesson', quiz: 'rollouts', startedAt: 0, finishedAt: 1000, eraseAt: 1_000_000 },
  ]);
});

test('the report has who is who and who never came, and nothing that a spreadsheet computes', async () => {
  const table = await printed((io) => csv(io));
  const lines = table.trimEnd().split('\r\n');
  expect(lines[0]).toBe(`\ufeffPuesto;Nombre;Identificador;En la lista;Puntos;Aciertos;Respuestas;1 ${scenario}`);
  expect(lines).toHaveLength(4);
  expect(table).toContain(`a-1;"'=HYPERLINK(""http://evil"")"`);
  expect(lines[3]).toBe(';;a-2;Luis');
});

test('what was missed comes as a quiz of its own, that readyz reads', async () => {
  const text = await printed((io) => writeQuiz(io, { kind: 'missed', id: undefined, name: undefined }));
  expect(load(text)).toMatchObject({ id: 'again-rollouts', questions: [{ scenario }] });
  const nobody = await printed((io) => writeQuiz(io, { kind: 'missed', id: 'lesson', name: 'Nadie' }));
  expect(nobody).toMatch(/Nobody took part who was called/);
  expect(await printed((io) => writeQuiz(io, { kind: 'missed', id: 'lesion', name: undefined }))).toMatch(
    /no live quiz "lesion"/,
  );
});

test('once its time has come, whatever opens the database erases it; before, who asks', async () => {
  const later = { now: () => 1_000_000 };
  expect(await printed((io) => eraseLive(io, 'lesson-2'))).toMatch(/no live quiz/);
  expect(await printed((io) => listLive(io, 'json'))).toContain('lesson');
  expect(await printed((io) => listLive(io, 'text'), later)).toBe('');
  expect(await printed((io) => csv(io))).toMatch(/There is no live quiz yet/);
});

describe('the start', () => {
  const now = new Date('2026-11-21T10:00:00');
  const checkStart = (typed: string, wanted: string | undefined) =>
    expect(startAt(typed, now)).toBe(wanted === undefined ? undefined : new Date(wanted).getTime());
  test('is the next time the clock says so, a day and time, or so many minutes from now', () => {
    checkStart('10:30', '2026-11-21T10:30:00');
    checkStart('9:05', '2026-11-22T09:05:00');
    checkStart('10:00', '2026-11-22T10:00:00');
    checkStart('2026-11-23T08:00', '2026-11-23T08:00:00');
    checkStart('2026-11-23 08:00', '2026-11-23T08:00:00');
    checkStart('+15', '2026-11-21T10:15:00');
  });
  test.each(['', '25:00', '10:60', 'soon', '2026-13-01T10:00', '2020-01-01T10:00', '-5', '+'])('is not %j', (typed) =>
    checkStart(typed, undefined),
  );
});
