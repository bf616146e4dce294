/**
 * Opens the SQLite file: makes it where there is none, brings older ones up to date, refuses newer ones, and says in a
 * sentence what is wrong with a file that cannot be used. Any number of processes may have it open (WAL and a busy timeout):
 * the terminal and the bot can share it. What reads and writes it knows no SQLite; postgres.ts is the other door.
 */
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import { migrations } from './migrations/index.ts';
import { prepared } from './prepared.ts';
import { existsAlready, type Storage, storageOver } from './storage.ts';
import type { Tables } from './tables.ts';

const busyTimeoutMilliseconds = 10_000;

export async function openSqlite(file: string): Promise<Result<Storage, Text>> {
  let connection: Database.Database | undefined;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    connection = new Database(file, { timeout: busyTimeoutMilliseconds });
    switchToWriteAheadLog(connection);
    connection.pragma('foreign_keys = ON');
    // With a write-ahead log a killed process loses nothing; only a power cut may lose the last moments.
    connection.pragma('synchronous = NORMAL');
    const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: prepared(connection) }) });
    const refusal = await bringUpToDate(connection, database, file);
    if (refusal) {
      connection.close();
      return fail(refusal);
    }
    return ok(storageOver(database, { backup: async (to) => backup(connection!, to) }));
  } catch (error) {
    connection?.close();
    return fail(whatIsWrong(error, file));
  }
}

/** Readers and one writer side by side. The file remembers the mode, so this is asked for once in its life. */
function switchToWriteAheadLog(connection: Database.Database): void {
  if (connection.pragma('journal_mode', { simple: true }) === 'wal') return;
  connection.pragma('journal_mode = WAL');
}

async function bringUpToDate(
  connection: Database.Database,
  database: Kysely<Tables>,
  file: string,
): Promise<Text | undefined> {
  const known = Object.keys(migrations);
  if (isUpToDate(appliedMigrations(connection), known)) return undefined;

  keepCopy(connection, file, known);
  // Two processes may start on an empty file at once. The write lock is taken before anything is read, so the second waits
  // and then finds the work done; Kysely's own transaction would read first and fail when it came to write.
  connection.exec('BEGIN IMMEDIATE');
  try {
    const applied = appliedMigrations(connection);
    const newer = applied.find((name) => !known.includes(name));
    if (newer !== undefined) {
      connection.exec('ROLLBACK');
      return madeByNewer(file);
    }
    if (!isUpToDate(applied, known)) {
      const { Migrator } = await import('kysely/migration');
      const provider = { getMigrations: async () => migrations };
      const migrator = new Migrator({ db: database, provider, disableTransactions: true });
      const { error } = await migrator.migrateToLatest();
      if (error !== undefined) throw error;
    }
    connection.exec('COMMIT');
    return undefined;
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}

/**
 * Before an older database is changed, a copy of it is laid beside it: `readyz.sqlite.before-0002-occasions`. One that is
 * there already is of the same state, made by another process that starts at the same time or by a try that failed.
 */
function keepCopy(connection: Database.Database, file: string, known: readonly string[]): void {
  const applied = appliedMigrations(connection);
  const next = known[applied.length];
  if (applied.length === 0 || next === undefined || applied.some((name) => !known.includes(name))) return;
  const copy = `${file}.before-${next}`;
  if (!existsSync(copy)) connection.prepare('VACUUM INTO ?').run(copy);
}

function backup(connection: Database.Database, file: string): Result<undefined, Text> {
  if (existsSync(file)) return fail(existsAlready(file));
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    connection.prepare('VACUUM INTO ?').run(file);
    return ok(undefined);
  } catch (error) {
    return fail(whatIsWrong(error, file));
  }
}

function isUpToDate(applied: readonly string[], known: readonly string[]): boolean {
  return applied.length === known.length && applied.every((name, index) => name === known[index]);
}

/** Read by hand, because the migrator is worth loading only when there is something to do. */
function appliedMigrations(connection: Database.Database): readonly string[] {
  const hasTable = connection.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'kysely_migration'`).get();
  if (!hasTable) return [];
  return connection.prepare('SELECT name FROM kysely_migration ORDER BY name').pluck().all() as string[];
}

function madeByNewer(file: string): Text {
  return {
    es: `${file} fue escrito por una versión más nueva de readyz. Actualiza readyz, o usa otro archivo con --db.`,
    en: `${file} was written by a newer version of readyz. Update readyz, or use another file with --db.`,
  };
}

/** What SQLite or the system said, as what happened and what to do. The original words stay at the end, for a report. */
function whatIsWrong(error: unknown, file: string): Text {
  const { code = '', message } = error as { code?: string; message: string };
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT')) {
    return {
      es: `${file} no es una base de datos de readyz o está dañado. Apártalo con otro nombre (readyz creará uno nuevo), o elige otro archivo con --db. (${message})`,
      en: `${file} is no readyz database, or it is damaged. Move it away (readyz will make a new one), or choose another file with --db. (${message})`,
    };
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return {
      es: `Otro programa tiene ${file} bloqueado. Ciérralo e inténtalo de nuevo. (${message})`,
      en: `Another program keeps ${file} locked. Close it and try again. (${message})`,
    };
  }
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC') {
    return {
      es: `No queda espacio en el disco para ${file}. Libera espacio, o elige otro lugar con --db. (${message})`,
      en: `There is no space left on the disk for ${file}. Free some, or choose another place with --db. (${message})`,
    };
  }
  return {
    es: `No se puede abrir ni crear ${file}. Comprueba sus permisos y los de su carpeta, o elige otro archivo con --db. (${message})`,
    en: `${file} cannot be opened or made. Check its permissions and its folder’s, or choose another file with --db. (${message})`,
  };
}
