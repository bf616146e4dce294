// Live quizzes on disk, in both kinds of database.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { LiveAction } from '#engine/live/live-session.ts';
import { openDatabase } from '#storage/open.ts';
import type { Storage } from '#storage/storage.ts';
import { session } from '../engine/live/play-live.ts';
import { startPostgres } from '../helpers/postgres.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-live-'));
const postgres = await startPostgres();
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

let files = 0;
const kinds = [
  ['SQLite', async () => path.join(folder, `${++files}.sqlite`)],
  ['PostgreSQL', () => postgres.newDatabase()],
] as const;

const hostile = `\u0000 \u202e "__proto__" \ud800 '); DROP TABLE live_actions; --`;
const join = (name: string): LiveAction => ({ at: 1, kind: 'join', participant: name, name, key: 'k' });

async function open(address: string): Promise<Storage> {
  const opened = await openDatabase(address);
  if (!opened.ok) throw new Error(opened.error.en);
  return opened.value;
}

describe.each(kinds)('%s', (_name, newPlace) => {
  test('what a class did comes back as it was written, a thousand at a time', async () => {
    const place = await newPlace();
    const first = await open(place);
    await first.live.create(session);
    const many = Array.from({ length: 1000 }, (_, index) => join(`${hostile} ${index}`));
    expect(await first.live.append(session.id, 0, many)).toBe(true);
    expect(await first.live.append(session.id, 1000, [{ at: 2, kind: 'next' }])).toBe(true);
    await first.close();
    const second = await open(place);
    expect(await second.live.load(session.id)).toEqual({ ...session, actions: [...many, { at: 2, kind: 'next' }] });
    await second.close();
  });

  test('of a batch that runs into another process’ nothing is written', async () => {
    const { live, close } = await open(await newPlace());
    await live.create(session);
    await live.append(session.id, 0, [join('a')]);
    expect(await live.append(session.id, 0, [join('b'), join('c')])).toBe(false);
    expect((await live.load(session.id))?.actions).toEqual([join('a')]);
    await close();
  });

  test('the newest comes first; ended they are marked once, and erased they are gone with all their names', async () => {
    const { live, close } = await open(await newPlace());
    await live.create(session);
    await live.create({ ...session, id: 'newer', startedAt: 5 });
    await live.append('newer', 0, [join('a')]);
    await live.finish('newer', 7);
    await live.finish('newer', 9);
    expect(await live.list()).toEqual([
      { id: 'newer', quiz: 'pods', startedAt: 5, finishedAt: 7 },
      { id: 'live', quiz: 'pods', startedAt: 0 },
    ]);
    await live.erase('newer');
    expect(await live.load('newer')).toBeUndefined();
    expect(await live.list()).toHaveLength(1);
    await close();
  });

  test('whose time has come are erased by whoever opens the database, and no others', async () => {
    const place = await newPlace();
    const first = await open(place);
    await first.live.create({ ...session, id: 'kept' });
    await first.live.create({ ...session, id: 'due', eraseAt: 1000, roster: [{ id: 'A-1', name: 'Ana García' }] });
    await first.live.create({ ...session, id: 'later', eraseAt: 1001 });
    await first.live.append('due', 0, [join('Ana')]);
    expect(await first.live.eraseExpired(999)).toBe(0);
    await first.close();
    const { live, close } = await open(place);
    expect(await live.eraseExpired(1000)).toBe(1);
    expect((await live.list()).map(({ id }) => id).sort()).toEqual(['kept', 'later']);
    expect(await live.load('due')).toBeUndefined();
    expect(await live.actionsFrom('due', 0)).toEqual([]);
    await close();
  });
});
