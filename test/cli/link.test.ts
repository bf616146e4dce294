// `readyz link`: the terminal's side of /vincular, on one database file.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openStorage } from '#cli/wire.ts';
import { openSqlite } from '#storage/sqlite.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-link-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('after a link the terminal plays as whoever asked for the code', async () => {
  const databaseFile = path.join(folder, 'readyz.sqlite');
  const bot = await openSqlite(databaseFile);
  if (!bot.ok) throw new Error(bot.error.en);
  await bot.value.community.offerLink('ABCDEFGH', 'discord:1', Date.now() + 60_000);
  const before = await openStorage({ databaseFile, cwd: folder, env: {}, now: Date.now });
  const session = { seed: 1, questions: [], startedAt: 1, actions: [] };
  await before.sessions.create({ ...session, id: 'one', learner: 'local' });
  expect(await before.community.acceptLink('ABCDEFGH', 'local', Date.now())).toBe('discord:1');
  await before.close();
  const after = await openStorage({ databaseFile, cwd: folder, env: {}, now: Date.now });
  await after.sessions.create({ ...session, id: 'two', learner: 'local' });
  expect((await bot.value.sessions.open('discord:1')).map(({ id }) => id)).toEqual(['one', 'two']);
  await after.close();
  await bot.value.close();
});

test('DATABASE_URL that names no PostgreSQL is refused with what to write', async () => {
  const io = { cwd: folder, env: { DATABASE_URL: 'mysql://x' }, now: Date.now };
  await expect(openStorage(io)).rejects.toMatchObject({ text: { en: expect.stringContaining('postgres://') } });
});
