/**
 * `--append-hash`: the name of a ConfigMap or Secret ends in a hash of what it holds, so that another content is another
 * object. The SHA-256 of its JSON, ten digits of it, with those that could spell a word replaced.
 */
import { createHash } from 'node:crypto';
import type { Draft } from '#api/meta/object.ts';
import { jsonText } from '../../output/json.ts';

const replaced: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };

export function withHash(kind: string, name: string, { data, binaryData, type }: Draft): string {
  const content = {
    kind,
    name,
    data: data ?? {},
    ...(kind === 'Secret' && { type: type ?? '' }),
    ...(binaryData !== undefined && { binaryData }),
  };
  const digits = createHash('sha256').update(jsonText(content, 0)).digest('hex').slice(0, 10);
  return `${name}-${[...digits].map((digit) => replaced[digit] ?? digit).join('')}`;
}
