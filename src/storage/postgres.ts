/**
 * Opens a PostgreSQL database, for bots on many machines: the same queries and the same migrations as SQLite's. Any number of
 * processes may start at once: the migrator waits for a lock that PostgreSQL keeps for it. What is wrong is a sentence, and no
 * sentence has the password in it.
 */
import { existsSync } from 'node:fs';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import { migrations } from './migrations/index.ts';
import { existsAlready, type Storage, storageOver } from './storage.ts';
import type { Tables } from './tables.ts';

const mostConnections = 10;
const connectMilliseconds = 10_000;

/** `log` hears of connections that broke while nobody used them: the pool replaces them. */
export async function openPostgres(
  url: string,
  log: (problem: string) => void = () => {},
): Promise<Result<Storage, Text>> {
  const pool = new pg.Pool({
    connectionString: url,
    max: mostConnections,
    connectionTimeoutMillis: connectMilliseconds,
    application_name: 'readyz',
  });
  pool.on('error', (error) => log(`PostgreSQL: ${error.message}`));
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    const refusal = await bringUpToDate(database);
    if (refusal) {
      await database.destroy();
      return fail(refusal);
    }
    const storage: Storage = storageOver(database, { backup: (file) => backup(storage, file) });
    return ok(storage);
  } catch (error) {
    await database.destroy();
    return fail(whatIsWrong(error, url));
  }
}

async function backup({ whole }: Storage, file: string): Promise<Result<undefined, Text>> {
  if (existsSync(file)) return fail(existsAlready(file));
  const { openSqlite } = await import('./sqlite.ts');
  const copy = await openSqlite(file);
  if (!copy.ok) return copy;
  try {
    await whole.copyTo(copy.value.whole);
    return ok(undefined);
  } finally {
    await copy.value.close();
  }
}

async function bringUpToDate(database: Kysely<Tables>): Promise<Text | undefined> {
  const { Migrator } = await import('kysely/migration');
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return undefined;
  // Migrations that are applied and that this version does not have.
  if (error instanceof Error && /^corrupted migrations: previously executed/.test(error.message)) return madeByNewer;
  throw error;
}

function whatIsWrong(error: unknown, url: string): Text {
  const { code = '', message } = error as { readonly code?: string; readonly message: string };
  const place = placeOf(url);
  if (code.startsWith('28')) {
    return {
      es: `PostgreSQL en ${place} no acepta el nombre o la contraseña de DATABASE_URL.`,
      en: `PostgreSQL at ${place} does not accept the name or password in DATABASE_URL.`,
    };
  }
  if (code === '3D000') {
    return {
      es: `En PostgreSQL no existe la base de datos de ${place}. Créala con: createdb`,
      en: `In PostgreSQL there is no database ${place}. Make it with: createdb`,
    };
  }
  return {
    es: `No se puede usar PostgreSQL en ${place}. Comprueba DATABASE_URL, la red y que esté en marcha. (${code || message})`,
    en: `PostgreSQL at ${place} cannot be used. Check DATABASE_URL, the network, and that it is running. (${code || message})`,
  };
}

/** Host and database; never the name or the password. */
function placeOf(url: string): string {
  if (!URL.canParse(url)) return 'DATABASE_URL';
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

const madeByNewer: Text = {
  es: 'La base de datos fue escrita por una versión más nueva de readyz. Actualiza readyz.',
  en: 'The database was written by a newer version of readyz. Update readyz.',
};
