// From every earlier version to the newest, in both kinds of database: nothing is lost, and what comes of it is what a
// database born new is. versions/<migration>.sql is what that version's tables were, frozen: a migration that reached anybody
// is never edited. `UPDATE=1 npm test -- test/storage/migrations` writes the file of a new one.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, PostgresDialect, SqliteDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { migrations } from '#storage/migrations/index.ts';
import { copyDatabase, openDatabase } from '#storage/open.ts';
import { tableNames } from '#storage/whole.ts';
import { startPostgres } from '../helpers/postgres.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-migrations-'));
const postgres = await startPostgres();
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

let files = 0;
const newFile = () => path.join(folder, `${++files}.sqlite`);
const versions = Object.keys(migrations);
const newest = versions.at(-1)!;
const frozenFile = (version: string) => path.join(import.meta.dirname, 'versions', `${version}.sql`);

type Any = Kysely<Record<string, Record<string, unknown>>>;

const hostile = `\\u0000 \u202e '); DROP TABLE actions; --`;
/** A row of each table with all that its newest version has; an older one is given what it knows. */
const rows: Readonly<Record<string, Readonly<Record<string, string | number | null>>>> = {
  learners: { id: 'local', created_at: 1_700_000_000_000 },
  settings: { learner: 'local', name: 'language', value: 'en' },
  sessions: {
    ...{ id: 's1', learner: 'local', seed: 2 ** 40 + 7, questions: '[{"scenario":"a","version":1}]' },
    ...{ occasion: '{"kind":"review"}', started_at: 1_700_000_000_000, finished_at: null },
  },
  actions: { session: 's1', position: 0, action: `{"kind":"submit","answer":"${hostile}"}` },
  results: {
    ...{ session: 's1', position: 0, learner: 'local', scenario: 'a', version: 1, verdict: 'right', points: 85.5 },
    ...{ attempts: 2, hints: 1, at: 5, occasion: 'review', confidence: 'sure', failed: '["x"]', flag: 'text' },
    ...{ seconds: 41, misconceptions: '["y"]' },
  },
  server_settings: { server: '1', name: 'zone', value: 'Europe/Madrid' },
  departures: { server: '2', left_at: 3 },
  members: { server: '1', learner: 'local', name: 'Ñandú', hidden: 0, points: 85.5, solved: 1, seen_at: 9 },
  posts: {
    ...{ server: '1', day: '2026-11-21', scenario: 'a', retry_at: 4, channel: '7', message: '8' },
    ...{ posted_at: 5, reveal_at: 6, revealed_at: null, shown_answers: 1 },
  },
  post_answers: { server: '1', day: '2026-11-21', learner: 'local', is_right: 1, option: 'two' },
  claims: { name: 'card:s1', at: 5 },
  limits: { subject: 'u:1', window_start: 60_000, used: 3 },
  link_codes: { code: 'ABCD2345', learner: 'local', expires_at: 99 },
  identities: { account: 'local', learner: 'local' },
  live_sessions: {
    ...{ id: 'l1', quiz: 'final', plan: '{"seed":1}', started_at: 1, finished_at: null },
    ...{ leader: 'one', led_until: 1_700_000_000_000, erase_at: 1_800_000_000_000 },
  },
  live_actions: { session: 'l1', position: 0, action: '{"kind":"join"}' },
  live_places: { session: 'l1', server: '1', channel: '7', message: null, host: 'discord:1', language: 'es' },
  labs: {
    ...{ id: 'b1', owner: 'local', server: '1', channel: '7', language: 'es', seed: 2 ** 40, nodes: 3 },
    ...{ scenario: null, version: 1, started_at: 1, touched_at: 2 },
  },
  lab_lines: { lab: 'b1', position: 0, text: '"kubectl get pods"', author: 'local', source: 'i1' },
  gatherings: {
    ...{ server: '1', id: 'g1', channel: '7', owner: 'local', scenarios: '["a"]', started_at: 1, ended_at: null },
  },
};

/** The columns of each table, in the database's own order; without the migrator's own tables. */
async function tablesOf(database: Any): Promise<Map<string, readonly string[]>> {
  const tables = await database.introspection.getTables();
  return new Map(
    tables
      .filter(({ name }) => !name.startsWith('kysely_'))
      .map(({ name, columns }) => [
        name,
        columns.map((column) => `${column.name} ${column.dataType}${column.isNullable ? '' : ' NOT NULL'}`).sort(),
      ]),
  );
}

const nameOf = (column: string) => column.split(' ')[0]!;

async function fill(database: Any): Promise<void> {
  const tables = await tablesOf(database);
  for (const [table, row] of Object.entries(rows)) {
    const known = tables.get(table)?.map(nameOf);
    if (!known) continue;
    const part = Object.fromEntries(Object.entries(row).filter(([column]) => known.includes(column)));
    await database.insertInto(table).values(part).execute();
  }
}

/** All rows of all tables, big numbers read as numbers in both kinds of database. */
async function contents(database: Any): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const table of (await tablesOf(database)).keys()) {
    const found = await database.selectFrom(table).selectAll().execute();
    all[table] = found.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => {
          const isNumber = typeof rows[table]?.[name] === 'number';
          return [name, isNumber && value !== null ? Number(value) : value];
        }),
      ),
    );
  }
  return all;
}

/** What is to be there after `version` was filled and brought up to date. */
function expectedSince(tables: ReadonlyMap<string, readonly string[]>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(rows).map(([table, row]) => {
      const known = tables.get(table)?.map(nameOf);
      const kept = Object.entries(row).map(([name, value]) => [name, known?.includes(name) ? value : null]);
      return [table, known ? [Object.fromEntries(kept)] : []];
    }),
  );
}

async function upTo(database: Any, version: string): Promise<void> {
  const some = Object.fromEntries(Object.entries(migrations).filter(([name]) => name <= version));
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => some } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

async function openNewest(address: string): Promise<void> {
  const opened = await openDatabase(address);
  if (!opened.ok) throw new Error(opened.error.en);
  await opened.value.close();
}

const sqliteOf = (file: string): Any => {
  const database = new Database(file);
  database.pragma('foreign_keys = ON');
  return new Kysely({ dialect: new SqliteDialect({ database }) });
};
const postgresOf = (url: string): Any =>
  new Kysely({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url }) }) });

async function within<Value>(database: Any, work: (database: Any) => Promise<Value>): Promise<Value> {
  try {
    return await work(database);
  } finally {
    await database.destroy();
  }
}

/** All that SQLite says of its tables and indices. */
async function schemaOfSqlite(database: Any): Promise<string> {
  const { rows: found } = await sql<{ readonly sql: string }>`SELECT sql FROM sqlite_master
    WHERE sql IS NOT NULL AND name NOT LIKE 'kysely_%' ORDER BY rootpage, name`.execute(database);
  return `${found.map((each) => each.sql).join(';\n')};\n`;
}

async function schemaOfPostgres(database: Any): Promise<unknown> {
  const { rows: indices } = await sql`SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    AND tablename NOT LIKE 'kysely_%' ORDER BY indexname`.execute(database);
  const { rows: constraints } = await sql`SELECT conrelid::regclass::text AS place, pg_get_constraintdef(oid) AS rule
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2`.execute(database);
  return { tables: [...(await tablesOf(database))].sort(), indices, constraints };
}

let bornSchema: Promise<unknown> | undefined;
function bornNew(): Promise<unknown> {
  bornSchema ??= postgres.newDatabase().then(async (url) => {
    await openNewest(url);
    return within(postgresOf(url), schemaOfPostgres);
  });
  return bornSchema;
}

test.each(versions)('the tables of %s are what they were', async (version) => {
  const now = await within(sqliteOf(newFile()), async (database) => {
    await upTo(database, version);
    return schemaOfSqlite(database);
  });
  if (process.env['UPDATE'] && !existsSync(frozenFile(version))) writeFileSync(frozenFile(version), now);
  expect(existsSync(frozenFile(version)), 'a new migration: UPDATE=1 npm test -- test/storage/migrations').toBe(true);
  expect(now, 'what reached a database is never edited; write a new migration').toBe(
    readFileSync(frozenFile(version), 'utf8'),
  );
});

test('the rows below speak of every table and column', async () => {
  const file = newFile();
  await openNewest(file);
  await within(sqliteOf(file), async (database) => {
    const tables = await tablesOf(database);
    const told = Object.entries(rows).map(([table, row]) => [table, Object.keys(row).sort()]);
    expect(Object.fromEntries(told)).toEqual(
      Object.fromEntries([...tables].map(([table, columns]) => [table, columns.map(nameOf).sort()])),
    );
    expect([...tableNames].sort()).toEqual([...tables.keys()].sort());
  });
});

describe.each(versions)('from %s', (version) => {
  test('on SQLite', async () => {
    const file = newFile();
    const before = await within(sqliteOf(file), async (database) => {
      const connection = new Database(file);
      connection.exec(readFileSync(frozenFile(version), 'utf8'));
      connection.exec('CREATE TABLE kysely_migration (name varchar(255) NOT NULL PRIMARY KEY, timestamp varchar(255))');
      const insert = connection.prepare('INSERT INTO kysely_migration VALUES (?, ?)');
      for (const name of versions.filter((each) => each <= version)) insert.run(name, '2026-01-01T00:00:00.000Z');
      connection.close();
      await fill(database);
      return tablesOf(database);
    });
    await openNewest(file);
    const born = newFile();
    await openNewest(born);
    const [one, other] = await Promise.all(
      [file, born].map((each) => within(sqliteOf(each), async (database) => [...(await tablesOf(database))].sort())),
    );
    expect(one).toEqual(other);
    expect(await within(sqliteOf(file), contents)).toEqual(expectedSince(before));
    // What it was lies beside it.
    expect(existsSync(`${file}.before-${versions[versions.indexOf(version) + 1]}`)).toBe(version !== newest);
  });

  test('on PostgreSQL', async () => {
    const url = await postgres.newDatabase();
    const before = await within(postgresOf(url), async (database) => {
      await upTo(database, version);
      await fill(database);
      return tablesOf(database);
    });
    await openNewest(url);
    expect(await within(postgresOf(url), schemaOfPostgres)).toEqual(await bornNew());
    expect(await within(postgresOf(url), contents)).toEqual(expectedSince(before));
  });
});

describe('a database of a newer readyz is refused with what to do, and left as it is', () => {
  test.each([
    ['SQLite', async () => newFile(), sqliteOf],
    ['PostgreSQL', () => postgres.newDatabase(), postgresOf],
  ] as const)('%s', async (_kind, newPlace, databaseAt) => {
    const address = await newPlace();
    await openNewest(address);
    await within(databaseAt(address), async (database) => {
      await fill(database);
      await database
        .insertInto('kysely_migration')
        .values({ name: '9999-from-the-future', timestamp: '2100-01-01' })
        .execute();
    });
    expect(await openDatabase(address)).toMatchObject({
      ok: false,
      error: {
        en: expect.stringMatching(/newer version of readyz.*Update readyz/),
        es: expect.stringContaining('más nueva'),
      },
    });
    expect(await within(databaseAt(address), contents)).toEqual(
      expectedSince(await within(databaseAt(address), tablesOf)),
    );
  });
});

test('all of a database goes to the other kind and back, every table of it, and over nothing that is there', async () => {
  const [file, url, back] = [newFile(), await postgres.newDatabase(), newFile()];
  await openNewest(file);
  await within(sqliteOf(file), async (database) => {
    await fill(database);
    // More than is read and written at once.
    for (let index = 1; index < 1203; index++) {
      await database.insertInto('live_actions').values({ session: 'l1', position: index, action: '{}' }).execute();
    }
  });
  const original = await within(sqliteOf(file), contents);
  const copy = async (from: string, to: string) => {
    const opened = await openDatabase(from);
    if (!opened.ok) throw new Error(opened.error.en);
    const copied = await copyDatabase(opened.value, to);
    await opened.value.close();
    return copied;
  };
  expect(await copy(file, url)).toEqual({ ok: true, value: undefined });
  expect(await within(postgresOf(url), contents)).toEqual(original);
  expect(await copy(url, back)).toEqual({ ok: true, value: undefined });
  expect(await within(sqliteOf(back), contents)).toEqual(original);

  expect(await copy(file, url)).toMatchObject({ ok: false, error: { en: expect.stringContaining('createdb') } });
  expect(await copy(url, back)).toMatchObject({ ok: false, error: { en: expect.stringContaining('exists already') } });
  expect(await within(postgresOf(url), contents)).toEqual(original);
});
