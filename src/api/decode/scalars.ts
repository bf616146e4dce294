/**
 * Scalars as Go's JSON decoder takes them: whole numbers of 32 or 64 bits, base64, times, quantities.
 */
import { fail, ok, type Result } from '#base/result.ts';
import { formatQuantity, readQuantity } from '../meta/quantity.ts';

/** How Go's decoder calls a JSON value that does not fit. */
export function jsonTypeName(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'number':
    case 'bigint':
      return 'number';
    case 'string':
      return 'string';
    default:
      return 'object';
  }
}

export function isWhole(value: number | bigint, bits: 32 | 64): boolean {
  if (typeof value === 'bigint') return bits === 64 && BigInt.asIntN(64, value) === value;
  if (!Number.isInteger(value)) return false;
  return bits === 64 ? Math.abs(value) < 2 ** 63 : value >= -(2 ** 31) && value < 2 ** 31;
}

/** The canonical form, or the server's sentence. */
export function decodeQuantity(value: unknown): Result<string, string> {
  const text =
    typeof value === 'string'
      ? value.trim()
      : JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? String(item) : item));
  // What almost everybody writes is canonical already: `250m`, `64Mi`, `1`.
  if (/^[1-9][0-9]{0,2}(m|[KMGT]i)?$/.test(text)) return ok(text);
  const quantity = readQuantity(text.replace(/^"|"$/g, ''));
  return quantity.ok ? ok(formatQuantity(quantity.value)) : quantity;
}

/** Base64 as stored: without line breaks, or the server's sentence. */
export function decodeBytes(text: string): Result<string, string> {
  const fault = base64Fault(text);
  if (fault !== undefined) return fail(`illegal base64 data at input byte ${fault}`);
  return ok(Buffer.from(text, 'base64').toString('base64'));
}

/** The byte at which Go's decoder gives up; groups of four characters, padding only at the end, line breaks skipped. */
function base64Fault(text: string): number | undefined {
  const bytes = Buffer.from(text, 'utf8');
  const isBreak = (at: number) => bytes[at] === 10 || bytes[at] === 13;
  const skipBreaks = (at: number) => {
    let next = at;
    while (next < bytes.length && isBreak(next)) next++;
    return next;
  };
  let at = 0;
  for (;;) {
    for (let inGroup = 0; inGroup < 4; ) {
      if (at === bytes.length) return inGroup === 0 ? undefined : at - inGroup;
      const byte = bytes[at++] as number;
      if (isBase64(byte)) {
        inGroup++;
      } else if (byte === 0x3d) {
        if (inGroup < 2) return at - 1;
        if (inGroup === 2) {
          at = skipBreaks(at);
          if (at === bytes.length) return bytes.length;
          if (bytes[at] !== 0x3d) return at - 1;
          at++;
        }
        at = skipBreaks(at);
        return at < bytes.length ? at : undefined;
      } else if (byte !== 10 && byte !== 13) {
        return at - 1;
      }
    }
  }
}

function isBase64(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    byte === 0x2b ||
    byte === 0x2f
  );
}

/** A time in UTC as stored, or the sentence of Go's parser. */
export function decodeTime(text: string, fractionDigits: 0 | 6): Result<string, string> {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(text);
  const layout = fractionDigits === 0 ? '2006-01-02T15:04:05Z07:00' : '2006-01-02T15:04:05.000000Z07:00';
  const millis = match ? Date.parse(`${text.slice(0, 19)}${match[8]}`) : NaN;
  if (!match || Number.isNaN(millis)) return fail(timeFault(text, layout));
  const seconds = new Date(millis).toISOString().slice(0, 19);
  const fraction = fractionDigits === 0 ? '' : (match[7] ?? '.').padEnd(7, '0').slice(0, 7);
  return ok(`${seconds}${fraction}Z`);
}

/** Go names the first part of the layout that the text does not fit. */
function timeFault(text: string, layout: string): string {
  const parts: readonly (readonly [RegExp, string])[] = [
    [/^\d{4}/, '2006'],
    [/^-/, '-'],
    [/^\d\d/, '01'],
    [/^-/, '-'],
    [/^\d\d/, '02'],
    [/^T/, 'T'],
    [/^\d\d/, '15'],
    [/^:/, ':'],
    [/^\d\d/, '04'],
    [/^:/, ':'],
    [/^\d\d(\.\d+)?/, '05'],
    [/^(Z|[+-]\d\d:\d\d)/, 'Z07:00'],
  ];
  let rest = text;
  const quoted = JSON.stringify(text);
  for (const [pattern, name] of parts) {
    const match = pattern.exec(rest);
    if (!match)
      return `parsing time ${quoted} as ${JSON.stringify(layout)}: cannot parse ${JSON.stringify(rest)} as "${name}"`;
    rest = rest.slice(match[0].length);
  }
  if (rest !== '') return `parsing time ${quoted}: extra text: ${JSON.stringify(rest)}`;
  return `parsing time ${quoted}: day out of range`;
}
