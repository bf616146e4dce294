/**
 * An answer as a code that others can run: scenario, version, seed and the answer itself, packed so that it fits into a
 * message, with a checksum so that a code copied badly is known as such. The same code gives the same run everywhere.
 *
 *   rz1.<base64url of: crc32 of what follows, 4 bytes · deflate of the JSON [scenario, version, seed, answer]>
 */
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import type { Answer } from './answer.ts';
import { looksLikeQuestionCode } from './question-code.ts';

export interface ReplayRequest {
  readonly scenario: string;
  readonly version: number;
  readonly seed: number;
  readonly answer: Answer;
}

const prefix = 'rz1.';
/** Of an answer, once unpacked: what is longer was never a readyz answer. */
const mostBytes = 512 * 1024;
const mostCharacters = 700_000;
export function encodeReplayCode({ scenario, version, seed, answer }: ReplayRequest): string {
  const body = deflateRawSync(JSON.stringify([scenario, version, seed, answer]), { level: 9 });
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return prefix + Buffer.concat([sum, body]).toString('base64url');
}

/** Whether somebody pasted a code rather than words: of an answer, or of a question (question-code.ts). */
export function looksLikeReplayCode(text: string): boolean {
  return text.trim().startsWith(prefix) || looksLikeQuestionCode(text);
}

/** Line breaks and blanks that a chat or a terminal put into it do no harm. */
export function decodeReplayCode(text: string): Result<ReplayRequest, Text> {
  const code = text.replaceAll(/[\s`]+/g, '');
  if (!code.startsWith(prefix)) return fail(noCode);
  const encoded = code.slice(prefix.length);
  if (code.length > mostCharacters || !/^[\w-]+$/.test(encoded)) return fail(damaged);
  const bytes = Buffer.from(encoded, 'base64url');
  const body = bytes.subarray(4);
  // Node skips what is left over at the end of base64: said back, it has to be what was said.
  if (bytes.length < 5 || bytes.toString('base64url') !== encoded) return fail(damaged);
  if (bytes.readUInt32BE(0) !== crc32(body)) return fail(damaged);
  try {
    const request = requestIn(JSON.parse(inflateRawSync(body, { maxOutputLength: mostBytes }).toString()));
    return request ? ok(request) : fail(damaged);
  } catch {
    return fail(damaged);
  }
}

/** By hand: this is loaded with every start, and what a checksum has passed is seldom wrong. */
function requestIn(value: unknown): ReplayRequest | undefined {
  if (!Array.isArray(value) || value.length !== 4) return undefined;
  const [scenario, version, seed, given] = value as readonly unknown[];
  const answer = answerIn(given);
  const isWhole = (number: unknown, limit: number): number is number =>
    Number.isInteger(number) && (number as number) >= 0 && (number as number) < limit;
  if (typeof scenario !== 'string' || !isWhole(version, 2 ** 31) || !isWhole(seed, 2 ** 32) || !answer)
    return undefined;
  return { scenario, version, seed, answer };
}

function answerIn(value: unknown): Answer | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  const { kind, option, options, text } = value as Readonly<Record<string, unknown>>;
  if (kind === 'choice' && typeof option === 'string') return { kind, option };
  if ((kind === 'manifest' || kind === 'words') && typeof text === 'string') return { kind, text };
  const areNames = Array.isArray(options) && options.length <= 50 && options.every((one) => typeof one === 'string');
  return kind === 'picks' && areNames ? { kind, options } : undefined;
}

const noCode: Text = {
  es: `Esto no es un código de readyz: empiezan por "${prefix}".`,
  en: `This is no readyz code: they begin with "${prefix}".`,
};
const damaged: Text = {
  es: 'El código está incompleto o cambiado: su suma de comprobación no coincide. Cópialo otra vez, entero.',
  en: 'The code is incomplete or was changed: its checksum does not match. Copy it again, all of it.',
};
