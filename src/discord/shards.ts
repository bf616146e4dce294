/**
 * Which shards this process serves, from the environment: `2/8` is the third of eight, `0-3/8` the first four. Discord sends a
 * server's events to shard (id >> 22) mod count, and direct messages to shard 0.
 */
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';

export interface Shards {
  readonly ids: readonly number[];
  readonly count: number;
}

export function readShards(text: string): Result<Shards, Text> {
  const [first, last, count] = /^(\d{1,5})(?:-(\d{1,5}))?\/(\d{1,5})$/.exec(text.trim())?.slice(1).map(toNumber) ?? [];
  const end = last ?? first;
  if (first === undefined || end === undefined || count === undefined || end < first || end >= count) {
    return fail({
      es: `READYZ_SHARDS se escribe como 2/8 (el tercero de ocho) o 0-3/8 (los cuatro primeros), no ${JSON.stringify(text)}.`,
      en: `READYZ_SHARDS is written as 2/8 (the third of eight) or 0-3/8 (the first four), not ${JSON.stringify(text)}.`,
    });
  }
  return ok({ ids: Array.from({ length: end - first + 1 }, (_, index) => first + index), count });
}

function toNumber(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}
