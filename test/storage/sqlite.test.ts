import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterAll, expect, test } from 'vitest';
import type { Action } from '#engine/action.ts';
import type { QuestionResult } from '#engine/ports.ts';
import type { Session } from '#engine/session.ts';
import { databaseFile, dataFolder } from '#storage/default-place.ts';
import { readLearnerData } from '#storage/learner-data.ts';
import { migrations } from '#storage/migrations/index.ts';
import { openSqlite } from '#storage/sqlite.ts';
import type { Storage } from '#storage/storage.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-storage-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const newFile = () => path.join(folder, `${++files}`, 'readyz.sqlite');

const session: Session = {
  id: 's1',
  learner: 'local',
  seed: 2 ** 40 + 7,
  questions: [{ scenario: 'which-probe', version: 3 }],
  startedAt: 1_700_000_000_000,
  actions: [],
};
const hostile = `kind: Pod\u0000 \u202e "__proto__" \ud800 '); DROP TABLE actions; --`;
const submit: Action = { kind: 'submit', at: 5, answer: { kind: 'manifest', text: hostile } };
const hint: Action = { kind: 'hint', at: 6 };

async function open(file: string): Promise<Storage> {
  const opened = await openSqlite(file);
  if (!opened.ok) throw new Error(opened.error.en);
  return opened.value;
}

/** What came of it in both languages has to say `words` in English; nothing may be thrown. */
async function checkRefused(file: string, words: RegExp): Promise<void> {
  const opened = await openSqlite(file);
  if (opened.ok) await opened.value.close();
  expect(opened).toMatchObject({
    ok: false,
    error: { en: expect.stringMatching(words), es: expect.stringContaining(file) },
  });
}

test('a database of a newer readyz is refused and left as it is', async () => {
  const file = newFile();
  await (await open(file)).close();
  const raw = new Database(file);
  raw.exec(`INSERT INTO kysely_migration VALUES ('9999-from-the-future', '2100-01-01')`);
  raw.close();
  await checkRefused(file, /newer version of readyz/);
});

test('a file that is no database is refused and not written to', async () => {
  const file = newFile();
  mkdirSync(path.dirname(file));
  writeFileSync(file, 'a shopping list: rice, beans, '.repeat(100));
  await checkRefused(file, /no readyz database/);
  expect(readFileSync(file, 'utf8')).toMatch(/^a shopping list/);
});

test('a damaged database is refused', async () => {
  const file = newFile();
  await (await open(file)).close();
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0xff, 100, 4096));
  await checkRefused(file, /damaged/);
});

test('a folder in the file’s place, or a file in the folder’s, is refused with what to do', async () => {
  await checkRefused(folder, /Check its permissions/);
  const file = newFile();
  mkdirSync(path.dirname(file));
  writeFileSync(file, '');
  await checkRefused(path.join(file, 'readyz.sqlite'), /choose another file with --db/);
});

test.skipIf(process.getuid?.() === 0)('a folder that may not be written to is refused with what to do', async () => {
  const file = newFile();
  mkdirSync(path.dirname(file));
  chmodSync(path.dirname(file), 0o555);
  await checkRefused(file, /Check its permissions/);
});

test('the data folder is where each system keeps it', () => {
  const home = '/home/ana';
  expect(dataFolder({ platform: 'linux', environment: {}, home })).toBe('/home/ana/.local/share/readyz');
  expect(dataFolder({ platform: 'linux', environment: { XDG_DATA_HOME: '/data' }, home })).toBe('/data/readyz');
  expect(dataFolder({ platform: 'linux', environment: { XDG_DATA_HOME: 'data' }, home })).toBe(
    '/home/ana/.local/share/readyz',
  );
  expect(dataFolder({ platform: 'darwin', environment: {}, home })).toBe(
    '/home/ana/Library/Application Support/readyz',
  );
  const windows = { LOCALAPPDATA: 'C:\\Users\\Ana\\AppData\\Local' };
  expect(dataFolder({ platform: 'win32', environment: windows, home: 'C:\\Users\\Ana' })).toBe(
    'C:\\Users\\Ana\\AppData\\Local\\readyz',
  );
  expect(databaseFile('/data/readyz')).toBe('/data/readyz/readyz.sqlite');
});

function result(changes: Partial<QuestionResult> = {}): QuestionResult {
  return {
    scenario: 'which-probe',
    version: 3,
    verdict: 'right',
    points: 100,
    attempts: 1,
    hints: 0,
    at: 9,
    ...changes,
  };
}

test('a database of an earlier readyz is brought up to date, and a copy of what it was lies beside it', async () => {
  const file = newFile();
  mkdirSync(path.dirname(file));
  const raw = new Database(file);
  // What 0001-first-tables left, with a session in it.
  const first = new Kysely<unknown>({ dialect: new SqliteDialect({ database: raw }) });
  const provider = { getMigrations: async () => ({ '0001-first-tables': migrations['0001-first-tables']! }) };
  await new Migrator({ db: first, provider }).migrateToLatest();
  raw.exec(`INSERT INTO learners VALUES ('local', 1)`);
  raw.exec(`INSERT INTO sessions VALUES ('old', 'local', 7, '[{"scenario":"a","version":1}]', 1, 9)`);
  raw.exec(`INSERT INTO results VALUES ('old', 0, 'local', 'a', 1, 'right', 85, 2, 1, 5)`);
  await first.destroy();

  const storage = await open(file);
  expect(await storage.sessions.load('old')).toEqual({
    ...{ id: 'old', learner: 'local', seed: 7, questions: [{ scenario: 'a', version: 1 }], startedAt: 1, actions: [] },
  });
  expect(await storage.sessions.history('local')).toEqual([
    { session: 'old', scenario: 'a', version: 1, verdict: 'right', points: 85, attempts: 2, hints: 1, at: 5 },
  ]);
  await storage.close();
  const copy = new Database(`${file}.before-0002-occasions`, { readonly: true });
  expect(copy.prepare('SELECT id FROM sessions').pluck().all()).toEqual(['old']);
  expect(copy.prepare('SELECT name FROM kysely_migration').pluck().all()).toEqual(['0001-first-tables']);
  copy.close();
});

test('a new database and one that is up to date leave no copies', async () => {
  const file = newFile();
  await (await open(file)).close();
  await (await open(file)).close();
  expect(readdirSync(path.dirname(file)).filter((name) => name.includes('before'))).toEqual([]);
});

test('a backup is whole while others write, and is never written over a file', async () => {
  const storage = await open(newFile());
  await storage.sessions.create({ ...session, actions: [submit] });
  const file = newFile();
  expect((await storage.backup(file)).ok).toBe(true);
  await storage.sessions.append('s1', 1, hint);
  expect(await storage.backup(file)).toMatchObject({
    ok: false,
    error: { en: expect.stringMatching(/exists already/) },
  });
  await storage.close();
  const copy = await open(file);
  expect((await copy.sessions.load('s1'))?.actions).toEqual([submit]);
  await copy.close();
});

/** A person's doings: a finished session, an open one, a setting. */
async function lived(storage: Storage, learner: string, prefix: string): Promise<void> {
  await storage.sessions.create({ ...session, id: `${prefix}1`, learner, actions: [submit, hint] });
  await storage.sessions.finish(`${prefix}1`, 9, [
    result({ at: 7, confidence: 'guess' }),
    result({ scenario: 'b', verdict: 'skipped', at: 3 }),
  ]);
  await storage.sessions.create({ ...session, id: `${prefix}2`, learner, occasion: { kind: 'review' } });
  await storage.settings.set(learner, 'language', 'en', 1);
}

test('deleting a learner leaves nothing of that learner and all of the others', async () => {
  const file = newFile();
  const storage = await open(file);
  await lived(storage, 'local', 's');
  await lived(storage, 'discord:1', 'd');
  const other = JSON.stringify(await storage.people.export('discord:1'));
  expect(await storage.people.delete('local')).toBe(2);
  expect(await storage.people.export('local')).toMatchObject({ settings: {}, sessions: [] });
  expect(JSON.stringify(await storage.people.export('discord:1'))).toBe(other);
  await storage.close();
  const raw = new Database(file, { readonly: true });
  for (const table of ['learners', 'sessions', 'results', 'settings', 'actions']) {
    const rows = JSON.stringify(raw.prepare(`SELECT * FROM ${table}`).all());
    expect(rows, table).not.toMatch(/"local"|"s1"|"s2"/);
  }
  raw.close();
});

test.each([
  ['nothing', ''],
  ['another file', '{"format":"anki"}'],
  ['a list', '[]'],
  ['null', 'null'],
  ['an unknown action', data({ actions: [{ kind: 'rm', at: 1 }] })],
  ['a grading without its checks', data({ actions: [{ kind: 'graded', at: 1, grading: { verdict: 'right' } }] })],
  ['a time beyond time', data({ startedAt: 1e300 })],
  ['an id with a path in it', data({ id: '../../etc' })],
  ['a result that is no verdict', data({ results: [{ ...result({}), verdict: 'perfect' }] })],
])('importing %s changes nothing and says so', (_name, source) => {
  expect(readLearnerData(source)).toMatchObject({
    ok: false,
    error: { en: expect.stringMatching(/Nothing was imported/) },
  });
});

function data(changed: object): string {
  const { learner: _whose, ...kept } = session;
  return JSON.stringify({ format: 'readyz-data-1', settings: {}, sessions: [{ ...kept, results: [], ...changed }] });
}
