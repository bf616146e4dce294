/** Opens whatever the address says: `postgres://…` a PostgreSQL database, anything else an SQLite file. */
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import type { Storage } from './storage.ts';

export async function openDatabase(address: string, log?: (problem: string) => void): Promise<Result<Storage, Text>> {
  if (isServer(address)) {
    const { openPostgres } = await import('./postgres.ts');
    return openPostgres(address, log);
  }
  const { openSqlite } = await import('./sqlite.ts');
  return openSqlite(address);
}

export function isServer(address: string): boolean {
  return /^postgres(ql)?:\/\//.test(address);
}

/** All that is kept, into a new SQLite file or into a PostgreSQL database that has nothing of readyz in it yet. */
export async function copyDatabase(from: Storage, address: string): Promise<Result<undefined, Text>> {
  if (!isServer(address)) return from.backup(address);
  const to = await openDatabase(address);
  if (!to.ok) return to;
  try {
    if (!(await to.value.whole.isEmpty())) return fail(notEmpty);
    await from.whole.copyTo(to.value.whole);
    return ok(undefined);
  } finally {
    await to.value.close();
  }
}

const notEmpty: Text = {
  es: 'En esa base de PostgreSQL ya hay datos de readyz y no se tocan: crea una vacía con createdb.',
  en: 'That PostgreSQL database has data of readyz already, which are left alone: make an empty one with createdb.',
};
