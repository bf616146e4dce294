/**
 * A question as a code that others can open: the same scenario with the same figures, and nothing of anybody's answer. It can be
 * read: scenario, version, seed, and a checksum so that a code copied badly is known as such.
 *
 *   rzq1.slow-database-which-probe.3.k2j3h4.9f3a2b1c
 */
import { crc32 } from 'node:zlib';
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';

export interface SharedQuestion {
  readonly scenario: string;
  readonly version: number;
  readonly seed: number;
}

const prefix = 'rzq1.';

export function encodeQuestionCode({ scenario, version, seed }: SharedQuestion): string {
  const body = `${scenario}.${version}.${seed.toString(36)}`;
  return `${prefix}${body}.${sumOf(body)}`;
}

/** Whether somebody pasted a code rather than words. */
export function looksLikeQuestionCode(text: string): boolean {
  return text.trim().replaceAll('`', '').startsWith(prefix);
}

/** Line breaks and blanks that a chat or a terminal put into it do no harm. */
export function decodeQuestionCode(text: string): Result<SharedQuestion, Text> {
  const code = text.replaceAll(/[\s`]+/g, '').slice(0, 300);
  const [, body = '', scenario = '', version, seed = '', sum] =
    /^rzq1\.(([a-z0-9-]{1,100})\.(\d{1,9})\.([0-9a-z]{1,7}))\.([0-9a-f]{8})$/.exec(code) ?? [];
  const number = Number.parseInt(seed, 36);
  if (sum === undefined || sumOf(body) !== sum || number >= 2 ** 32) return fail(damaged);
  return ok({ scenario, version: Number(version), seed: number });
}

function sumOf(body: string): string {
  return crc32(body).toString(16).padStart(8, '0');
}

const damaged: Text = {
  es: 'El código de la pregunta está incompleto o cambiado: su suma de comprobación no coincide. Cópialo otra vez, entero.',
  en: 'The code of the question is incomplete or was changed: its checksum does not match. Copy it again, all of it.',
};
