/**
 * Text that must be a number, a truth value, a size or a duration, as Compose reads it. All throw a `ComposeFault` with the
 * loader's own words.
 */
import { ComposeFault } from './compose-fault.ts';
import { Fraction, type Value } from './value.ts';

export function parseWhole(text: string, parser: 'Atoi' | 'ParseInt'): Value {
  if (!/^[-+]?[0-9]+$/.test(text))
    throw new ComposeFault(`strconv.${parser}: parsing ${JSON.stringify(text)}: invalid syntax`);
  const value = BigInt(text.replace(/^\+/, ''));
  if (value < -(2n ** 63n) || value >= 2n ** 63n) {
    throw new ComposeFault(`strconv.${parser}: parsing ${JSON.stringify(text)}: value out of range`);
  }
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

export function parseFloatText(text: string): Fraction {
  const special = /^([-+]?)(inf|infinity|nan)$/i.exec(text);
  if (special) {
    const isNotANumber = special[2]?.toLowerCase() === 'nan';
    return new Fraction(isNotANumber ? Number.NaN : special[1] === '-' ? -Infinity : Infinity);
  }
  if (!/^[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?$/.test(text)) {
    throw new ComposeFault(`strconv.ParseFloat: parsing ${JSON.stringify(text)}: invalid syntax`);
  }
  return new Fraction(Number(text));
}

/** The words of YAML 1.1, in any case. */
export function toBoolean(text: string): boolean {
  const word = text.toLowerCase();
  if (['true', 'y', 'yes', 'on'].includes(word)) return true;
  if (['false', 'n', 'no', 'off'].includes(word)) return false;
  throw new ComposeFault(`invalid boolean: ${text}`);
}

const binaryUnits: Readonly<Record<string, number>> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40, p: 2 ** 50 };

/** `512m`, `1.5GiB`, `1g`, `-1`: bytes. Units count in 1024. */
export function parseBytes(text: string): number {
  if (/^[-+]?[0-9]+$/.test(text)) {
    const value = Number(text);
    if (Math.abs(value) < 2 ** 63) return value;
  }
  const match = /^(.*[0-9. ])?([^0-9. ]*)$/s.exec(text);
  if (match?.[1] === undefined) throw new ComposeFault(`invalid size: '${text}'`);
  const number = match[1].endsWith(' ') ? match[1].slice(0, -1) : match[1];
  const suffix = match[2] ?? '';
  const size = parseFloatText(number).value;
  if (size < 0) throw new ComposeFault(`invalid size: '${text}'`);
  if (suffix === '') return Math.trunc(size);
  const unit = suffix.toLowerCase();
  const bad = () => new ComposeFault(`invalid suffix: '${suffix.length > 3 ? suffix : unit}'`);
  if (suffix.length > 3) throw bad();
  if (unit === 'b') return Math.trunc(size);
  const factor = binaryUnits[unit[0] as string];
  if (factor === undefined || !['', 'b', 'ib'].includes(unit.slice(1))) throw bad();
  return Math.trunc(size * factor);
}

const nanoseconds: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 6e10,
  h: 3.6e12,
  d: 8.64e13,
  w: 6.048e14,
};

/** `1m30s`, `1.5h`, `2d`: nanoseconds. */
export function parseDuration(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  let rest = text.replace(/^[-+]/, '');
  const invalid = () => new ComposeFault(`time: invalid duration "${text}"`);
  if (rest === '0') return 0;
  if (rest === '') throw invalid();
  let total = 0;
  while (rest !== '') {
    const number = /^([0-9]*)(\.[0-9]*)?/.exec(rest)?.[0] ?? '';
    if (!/[0-9]/.test(number)) throw invalid();
    rest = rest.slice(number.length);
    const unit = /^[^.0-9]*/.exec(rest)?.[0] ?? '';
    if (unit === '') throw new ComposeFault(`time: missing unit in duration "${text}"`);
    const size = Object.hasOwn(nanoseconds, unit) ? (nanoseconds[unit] as number) : undefined;
    if (size === undefined) throw new ComposeFault(`time: unknown unit "${unit}" in duration "${text}"`);
    rest = rest.slice(unit.length);
    total += Math.trunc(Number(number) * size);
    if (total >= 2 ** 63) throw invalid();
  }
  return sign * total;
}

/** 90 s are `1m30s`, half an hour `30m0s`, 1.5 ms `1.5ms`. */
export function printedDuration(duration: number): string {
  if (duration === 0) return '0s';
  const sign = duration < 0 ? '-' : '';
  const size = Math.abs(duration);
  if (size < 1e3) return `${sign}${size}ns`;
  if (size < 1e6) return `${sign}${size / 1e3}µs`;
  if (size < 1e9) return `${sign}${size / 1e6}ms`;
  const hours = Math.floor(size / 3.6e12);
  const minutes = Math.floor((size % 3.6e12) / 6e10);
  const seconds = (size % 6e10) / 1e9;
  return `${sign}${hours > 0 ? `${hours}h` : ''}${hours > 0 || minutes > 0 ? `${minutes}m` : ''}${seconds}s`;
}

/** Words of a command as a simple shell splits them; it stops at `;`, `&`, `|`, `<` and `>`. */
export function shellWords(line: string): readonly string[] {
  const words: string[] = [];
  let word = '';
  let begun = false;
  let quote: '' | '"' | "'" | '`' | '(' = '';
  let escaped = false;
  const invalid = () => new ComposeFault('invalid command line string');
  for (const letter of line) {
    if (escaped) {
      word += letter;
      escaped = false;
      begun = true;
    } else if (letter === '\\' && quote !== "'") {
      escaped = true;
    } else if (/[ \t\r\n]/.test(letter)) {
      if (quote !== '') word += letter;
      else if (begun) {
        words.push(word);
        word = '';
        begun = false;
      }
    } else if ((letter === '"' || letter === "'") && (quote === '' || quote === letter || quote === '`')) {
      quote = quote === letter ? '' : letter;
      if (quote === '') begun = true;
    } else if (quote === '' && /[;&|<>]/.test(letter)) {
      if (letter === '>' && /^[0-9]/.test(word)) begun = false;
      break;
    } else {
      if (quote === '' || quote === '`' || quote === '(') {
        if (letter === '`') quote = quote === '`' ? '' : quote === '' ? '`' : quote;
        else if (letter === ')' && quote !== '`') quote = quote === '(' ? '' : '(';
        else if (letter === '(' && quote !== '`') {
          if (quote === '' && word.endsWith('$')) quote = '(';
          else throw invalid();
        }
      }
      word += letter;
      begun = true;
    }
  }
  if (escaped || quote !== '') throw invalid();
  if (begun) words.push(word);
  return words;
}
