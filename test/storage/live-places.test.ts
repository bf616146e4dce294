// Who leads a live quiz and where it is shown, in both kinds of database.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openDatabase } from '#storage/open.ts';
import type { Storage } from '#storage/storage.ts';
import { session } from '../engine/live/play-live.ts';
import { startPostgres } from '../helpers/postgres.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-places-'));
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

async function open(address: string): Promise<Storage> {
  const opened = await openDatabase(address);
  if (!opened.ok) throw new Error(opened.error.en);
  return opened.value;
}

describe.each(kinds)('%s', (_name, newPlace) => {
  test('of eight processes that want to lead one does, until it says no more or its time is over', async () => {
    const place = await newPlace();
    const [first, second] = [await open(place), await open(place)];
    await first.live.create(session);
    const asked = Array.from({ length: 8 }, (_, index) =>
      (index % 2 === 0 ? first : second).live.lead(session.id, `process ${index}`, 1000, 5000),
    );
    const winners = (await Promise.all(asked)).flatMap((leads, index) => (leads ? [`process ${index}`] : []));
    expect(winners).toHaveLength(1);
    const [winner = ''] = winners;
    const other = winner === 'process 0' ? 'process 1' : 'process 0';
    expect(await second.live.lead(session.id, winner, 4000, 8000)).toBe(true);
    expect(await second.live.lead(session.id, other, 7999, 12_000)).toBe(false);
    expect(await second.live.lead(session.id, other, 8001, 12_000)).toBe(true);
    expect(await first.live.lead(session.id, winner, 8002, 12_000)).toBe(false);
    expect(await first.live.lead(session.id, other, 8003, 8002)).toBe(true);
    expect(await first.live.lead(session.id, winner, 8004, 12_000)).toBe(true);
    expect(await first.live.lead('gone', winner, 0, 1)).toBe(false);
    await Promise.all([first.close(), second.close()]);
  });

  test('a place goes with its session and its server, and forgets who began it when they ask', async () => {
    const storage = await open(await newPlace());
    const { live, livePlaces, people, community } = storage;
    for (const [index, id] of ['one', 'two', 'three'].entries()) {
      await live.create({ ...session, id, startedAt: index });
      const server = id === 'three' ? 'elsewhere' : 'here';
      await livePlaces.open({ session: id, server, channel: '7', host: 'discord:1', language: 'es' });
    }
    await livePlaces.posted('one', '99');
    expect(await livePlaces.of('one')).toMatchObject({ message: '99', server: 'here' });
    expect((await livePlaces.inServer('here', 9)).map((place) => place.session)).toEqual(['two', 'one']);
    await live.finish('two', 5);
    expect((await livePlaces.unfinished()).map((place) => place.session).toSorted()).toEqual(['one', 'three']);
    await people.delete('discord:1');
    expect((await livePlaces.of('one'))?.host).toBe('');
    await live.erase('one');
    expect(await livePlaces.of('one')).toBeUndefined();
    await community.left('here', 10);
    await community.eraseServersLeftBefore(11);
    expect((await live.list()).map(({ id }) => id)).toEqual(['three']);
    await storage.close();
  });
});
