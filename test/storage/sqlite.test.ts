import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
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
import { openSqlite, type Storage } from '#storage/sqlite.ts';

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

test('a session comes back as it was written, whatever the learner typed', async () => {
  const file = newFile();
  const first = await open(file);
  await first.sessions.create(session);
  expect(await first.sessions.append('s1', 0, submit)).toBe(true);
  expect(await first.sessions.append('s1', 1, hint)).toBe(true);
  await first.close();

  const second = await open(file);
  expect(await second.sessions.load('s1')).toEqual({ ...session, actions: [submit, hint] });
  expect(await second.sessions.load('s2')).toBeUndefined();
  await second.close();
});

test('the first write to an index wins', async () => {
  const storage = await open(newFile());
  await storage.sessions.create({ ...session, actions: [submit] });
  expect(await storage.sessions.append('s1', 0, hint)).toBe(false);
  expect((await storage.sessions.load('s1'))?.actions).toEqual([submit]);
  await storage.close();
});

test('an action of a session that is not there is an error, not a row of its own', async () => {
  const storage = await open(newFile());
  await expect(storage.sessions.append('s9', 0, hint)).rejects.toThrow(/FOREIGN KEY/);
  await storage.close();
});

test('open sessions are the learner’s own, newest first, and end when they are finished', async () => {
  const { sessions, close } = await open(newFile());
  await sessions.create({ ...session, id: 'old' });
  await sessions.create({ ...session, id: 'new', startedAt: session.startedAt + 1 });
  await sessions.create({ ...session, id: 'other', learner: 'discord:1' });
  expect((await sessions.open('local')).map(({ id }) => id)).toEqual(['new', 'old']);

  await sessions.finish('new', 9, []);
  expect((await sessions.open('local')).map(({ id }) => id)).toEqual(['old']);
  expect((await sessions.load('new'))?.id).toBe('new');
  await close();
});

test('finishing twice changes nothing', async () => {
  const { sessions, close } = await open(newFile());
  await sessions.create(session);
  await sessions.finish('s1', 9, [result({ points: 50 })]);
  await sessions.finish('s1', 10, [result({ points: 100 })]);
  expect(await sessions.results('local')).toEqual([result({ points: 50 })]);
  await close();
});

test('of many results of a scenario the best is kept: right before wrong, then more points, then the earlier', async () => {
  const { sessions, close } = await open(newFile());
  const tries = [
    result({ verdict: 'wrong', points: 80, at: 1 }),
    result({ verdict: 'right', points: 50, at: 2 }),
    result({ verdict: 'right', points: 85, at: 3 }),
    result({ verdict: 'right', points: 85, at: 4 }),
    result({ verdict: 'skipped', points: 0, at: 5 }),
  ];
  for (const [index, each] of tries.entries()) {
    await sessions.create({ ...session, id: `s${index}` });
    await sessions.finish(`s${index}`, each.at, [each, result({ scenario: `other-${index}` })]);
  }
  const results = await sessions.results('local');
  expect(results.filter(({ scenario }) => scenario === 'which-probe')).toEqual([tries[2]]);
  expect(results).toHaveLength(6);
  expect(await sessions.results('discord:1')).toEqual([]);
  await close();
});

test('a setting is found again, and only the last one', async () => {
  const { settings, close } = await open(newFile());
  expect(await settings.get('local', 'language')).toBeUndefined();
  await settings.set('local', 'language', 'en', 1);
  await settings.set('local', 'language', 'es', 2);
  expect(await settings.get('local', 'language')).toBe('es');
  await close();
});

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

test('eight processes that start on an empty file at once agree: each index has one winner', async () => {
  const file = newFile();
  const appends = 40;
  const writers = await Promise.all(Array.from({ length: 8 }, (_, index) => runWriter(file, `w${index}`, appends)));
  expect(writers.map(({ code }) => code)).toEqual(writers.map(() => 0));

  const winners = writers.flatMap(({ lines }) => lines.map((line) => JSON.parse(line) as { won: number; by: string }));
  expect(winners.map(({ won }) => won).sort((one, other) => one - other)).toEqual(
    Array.from({ length: appends }, (_, index) => index),
  );
  const storage = await open(file);
  const actions = (await storage.sessions.load('shared'))!.actions;
  const by = new Map(winners.map(({ won, by }) => [won, by]));
  expect(
    actions.map((action) => action.kind === 'submit' && action.answer.kind === 'choice' && action.answer.option),
  ).toEqual(actions.map((_, index) => by.get(index)));
  await storage.close();
}, 30_000);

test('what was acknowledged before SIGKILL is there afterwards', async () => {
  const file = newFile();
  const child = spawnWriter(file, 'killed', 1_000_000);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let last = -1;
  while (last < 50) last = (JSON.parse((await lines.next()).value!) as { won: number }).won;
  child.kill('SIGKILL');
  await once(child, 'exit');

  const storage = await open(file);
  const { actions } = (await storage.sessions.load('shared'))!;
  expect(actions.length).toBeGreaterThan(last);
  expect(await storage.sessions.append('shared', actions.length, hint)).toBe(true);
  await storage.close();
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

/** A real process of its own (helpers/append-actions.ts) that prints a line for each index it won. */
function spawnWriter(file: string, name: string, appends: number) {
  const program = path.join(import.meta.dirname, '..', 'helpers', 'append-actions.ts');
  return spawn(process.execPath, [program, file, name, String(appends)], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function runWriter(file: string, name: string, appends: number) {
  const child = spawnWriter(file, name, appends);
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const [code] = (await once(child, 'close')) as [number];
  return { code, lines };
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

test('a result keeps what it says about memory', async () => {
  const { sessions, close } = await open(newFile());
  const occasion = { kind: 'quiz', quiz: 'q', version: 1, hints: false, passPercent: 60 } as const;
  await sessions.create({ ...session, occasion });
  expect((await sessions.load('s1'))?.occasion).toEqual(occasion);
  const told = result({ occasion: 'quiz', confidence: 'sure', seconds: 41, failed: ['a', 'b'], flag: 'text' });
  await sessions.finish('s1', 9, [told]);
  expect(await sessions.history('local')).toEqual([{ ...told, session: 's1' }]);
  await close();
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

test('what is exported from one database and imported into another is the same there', async () => {
  const [one, other] = [await open(newFile()), await open(newFile())];
  await lived(one, 'local', 's');
  const exported = JSON.stringify(await one.people.export('local'));
  const read = readLearnerData(exported);
  if (!read.ok) throw new Error(read.error.en);
  expect(await other.people.import('discord:1', read.value, 5)).toBe(2);
  expect(JSON.stringify(await other.people.export('discord:1'))).toBe(exported);
  expect(await other.people.import('discord:1', read.value, 6)).toBe(0);
  expect(JSON.stringify(await other.people.export('discord:1'))).toBe(exported);
  await one.close();
  await other.close();
});

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
