/** Opens whatever the address says: `postgres://…` a PostgreSQL database, anything else an SQLite file. */
import type { Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import type { Storage } from './storage.ts';

export async function openDatabase(address: string, log?: (problem: string) => void): Promise<Result<Storage, Text>> {
  if (/^postgres(ql)?:\/\//.test(address)) {
    const { openPostgres } = await import('./postgres.ts');
    return openPostgres(address, log);
  }
  const { openSqlite } = await import('./sqlite.ts');
  return openSqlite(address);
}
