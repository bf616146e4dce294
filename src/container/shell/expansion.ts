/**
 * From a word as written to the fields a command gets: parameters, `$(…)`, arithmetic, then splitting by IFS and matching of
 * file names for what was not quoted. While a field is being built, characters that were quoted carry a backslash, so that
 * `"*"` stays a star.
 */
import type { Routine } from '#simulation/coroutine.ts';
import { FileError } from '../files/file-error.ts';
import { join } from '../files/paths.ts';
import { ArithmeticError, evaluateArithmetic, type Variables } from './arithmetic.ts';
import { expandBraces } from './braces.ts';
import { escapePattern, hasPattern, matchesPattern, unescapePattern } from './pattern.ts';
import type { List, Word, WordPart } from './syntax.ts';

/** What expansion asks of the shell. */
export interface ExpansionHost extends Variables {
  readonly positional: readonly string[];
  readonly noGlob: boolean;
  /** bash expands `{a,b}` and `{1..3}`; dash and busybox do not. */
  readonly hasBraces: boolean;
  readonly homeDirectory: string;
  readonly workingDirectory: string;
  /** `$?`, `$$`, `$!`, `$#`, `$0`, `$-`. */
  special(name: string): string | undefined;
  unset(name: string): never;
  /** Of an array, in order. */
  items(name: string): readonly string[];
  substitute(list: List): Routine<string>;
  /** Names in a directory; empty where it cannot be read. */
  names(path: string): readonly string[];
}

export class ExpansionError extends Error {}

const longestText = 1024 * 1024;

interface Field {
  text: string;
  /** Something stood there, be it an empty string in quotes: the field is not dropped. */
  present: boolean;
}

/** All fields of all words. */
export function* expandWords(words: readonly Word[], host: ExpansionHost): Routine<string[]> {
  const fields: string[] = [];
  for (const word of host.hasBraces ? words.flatMap(expandBraces) : words) {
    for (const field of yield* expandFields(word, host))
      fields.push(...(host.noGlob ? [unescapePattern(field)] : matchFiles(field, host)));
  }
  return fields;
}

/** One string, neither split nor matched: assignments, redirections, the subject of `case`. */
export function* expandText(word: Word, host: ExpansionHost): Routine<string> {
  return unescapePattern(yield* expandPattern(word, host));
}

/** One string in which what was quoted carries backslashes: patterns of `case` and of `${x#…}`. */
export function* expandPattern(word: Word, host: ExpansionHost): Routine<string> {
  let text = '';
  for (const [index, part] of word.entries()) {
    if (part.kind === 'text')
      text += part.quoted ? escapePattern(part.text) : index === 0 ? tilde(part.text, host) : part.text;
    else {
      const value = yield* expandPart(part, host);
      const joined = Array.isArray(value) ? value.join(' ') : value;
      text += part.quoted ? escapePattern(joined) : joined.replaceAll('\\', '\\\\');
    }
    if (text.length > longestText) throw new ExpansionError('out of memory');
  }
  return text;
}

function* expandFields(word: Word, host: ExpansionHost): Routine<string[]> {
  const separators = host.get('IFS') ?? ' \t\n';
  const fields: Field[] = [{ text: '', present: false }];
  const last = () => fields.at(-1) as Field;
  for (const [index, part] of word.entries()) {
    if (part.kind === 'text') {
      const field = last();
      if (part.quoted) {
        field.text += escapePattern(part.text);
        field.present = true;
      } else {
        field.text += index === 0 ? tilde(part.text, host) : part.text;
        field.present ||= part.text !== '';
      }
      continue;
    }
    const value = yield* expandPart(part, host);
    if (Array.isArray(value)) {
      // "$@": every parameter a field of its own; what stands before and after joins the first and the last.
      for (const [position, item] of value.entries()) {
        if (position > 0) fields.push({ text: '', present: false });
        last().text += escapePattern(item);
        last().present = true;
      }
    } else if (part.quoted) {
      last().text += escapePattern(value);
      last().present = true;
    } else split(value, separators, fields);
    if (last().text.length > longestText || fields.length > 20_000) throw new ExpansionError('out of memory');
  }
  return fields.filter((field) => field.present).map((field) => field.text);
}

function split(value: string, separators: string, fields: Field[]): void {
  const white = (character: string) => separators.includes(character) && /\s/.test(character);
  let pendingBreak = false;
  for (const character of value) {
    if (separators.includes(character)) {
      const field = fields.at(-1) as Field;
      if (!white(character)) {
        field.present = true;
        fields.push({ text: '', present: false });
        pendingBreak = false;
      } else if (field.present) pendingBreak = true;
      continue;
    }
    if (pendingBreak) fields.push({ text: '', present: false });
    pendingBreak = false;
    const field = fields.at(-1) as Field;
    field.text += character === '\\' ? '\\\\' : character;
    field.present = true;
  }
  if (pendingBreak) fields.push({ text: '', present: false });
}

function* expandPart(part: Exclude<WordPart, { kind: 'text' }>, host: ExpansionHost): Routine<string | string[]> {
  if (part.kind === 'command') return (yield* host.substitute(part.list)).replace(/\n+$/, '');
  if (part.kind === 'arithmetic') {
    const text = yield* expandText(part.expression, host);
    return String(arithmetic(text, host));
  }
  if ((part.name === '@' || part.name === '*') && part.operator === undefined) {
    if (part.length) return String(host.positional.length);
    if (part.name === '@' && part.quoted) return [...host.positional];
    const separator = part.quoted ? (host.get('IFS') ?? ' ').slice(0, 1) : ' ';
    return host.positional.join(separator);
  }
  const array = /^(\w+)\[(.*)\]$/.exec(part.name);
  if (array?.[1] !== undefined && (array[2] === '@' || array[2] === '*')) {
    const items = host.items(array[1]);
    if (part.length) return String(items.length);
    return part.quoted && array[2] === '@' ? [...items] : items.join(' ');
  }
  const value =
    array?.[1] !== undefined
      ? host.get(`${array[1]}[${arithmetic(withValues(array[2] ?? '0', host), host)}]`)
      : lookUp(part.name, host);
  if (part.length) return String((value ?? '').length);
  const { operator } = part;
  if (operator === undefined) return value ?? (host.special('nounset') === 'on' ? host.unset(part.name) : '');
  const word = part.word ?? [];
  const empty = value === undefined || (operator.startsWith(':') && operator.length > 1 && value === '');
  switch (operator.length > 1 && operator.startsWith(':') ? operator.slice(1) : operator) {
    case '-':
      return empty ? yield* expandText(word, host) : value;
    case '=':
      if (!empty) return value;
      host.set(part.name, yield* expandText(word, host));
      return host.get(part.name) ?? '';
    case '+':
      return empty ? '' : yield* expandText(word, host);
    case '?':
      if (!empty) return value;
      throw new ExpansionError(`${part.name}: ${(yield* expandText(word, host)) || 'parameter not set'}`);
    case '#':
    case '##':
    case '%':
    case '%%':
      return trim(value ?? '', operator, yield* expandPattern(word, host));
    case '/':
    case '//':
      return replace(value ?? '', yield* expandPattern(word, host), operator === '//');
    default: {
      const [from = 0, length] = (yield* expandText(word, host)).split(':').map((text) => arithmetic(text, host));
      const start = from < 0 ? Math.max(0, (value ?? '').length + from) : from;
      return (value ?? '').slice(start, length === undefined ? undefined : length < 0 ? length : start + length);
    }
  }
}

function arithmetic(text: string, host: ExpansionHost): number {
  try {
    return evaluateArithmetic(text, host);
  } catch (error) {
    if (error instanceof ArithmeticError) throw new ExpansionError(error.message);
    throw error;
  }
}

/** `$name` inside a subscript. */
function withValues(text: string, host: ExpansionHost): string {
  return text.replace(/\$\{?([A-Za-z_]\w*)\}?/g, (_whole, name: string) => host.get(name) ?? '0');
}

function lookUp(name: string, host: ExpansionHost): string | undefined {
  if (/^[A-Za-z_]/.test(name)) return host.get(name);
  if (/^[1-9]\d*$/.test(name)) return host.positional[Number(name) - 1];
  if (name === '@' || name === '*') return host.positional.join(' ');
  return host.special(name);
}

/** `${x#pattern}` takes the shortest match off the front, `##` the longest; `%` and `%%` off the end. */
function trim(value: string, operator: string, pattern: string): string {
  const fromFront = operator.startsWith('#');
  const longest = operator.length === 2;
  const cut = (length: number) => (fromFront ? value.slice(0, length) : value.slice(value.length - length));
  for (let step = 0; step <= value.length; step++) {
    const length = longest ? value.length - step : step;
    if (matchesPattern(cut(length), pattern))
      return fromFront ? value.slice(length) : value.slice(0, value.length - length);
  }
  return value;
}

function replace(value: string, spec: string, all: boolean): string {
  const slash = spec.indexOf('/');
  const pattern = slash < 0 ? spec : spec.slice(0, slash);
  const by = slash < 0 ? '' : unescapePattern(spec.slice(slash + 1));
  if (hasPattern(pattern) || value.length > 10_000) return value;
  const plain = unescapePattern(pattern);
  return plain === '' ? value : all ? value.replaceAll(plain, () => by) : value.replace(plain, () => by);
}

function tilde(text: string, host: ExpansionHost): string {
  return text === '~' || text.startsWith('~/') ? host.homeDirectory + text.slice(1) : text;
}

function matchFiles(field: string, host: ExpansionHost): string[] {
  if (!hasPattern(field)) return [unescapePattern(field)];
  const absolute = field.startsWith('/');
  let found = [absolute ? '/' : ''];
  try {
    for (const segment of field.split('/').filter(Boolean)) {
      const next: string[] = [];
      for (const base of found) {
        const directory = base === '' ? host.workingDirectory : absolute ? base : join(host.workingDirectory, base);
        const prefix = base === '' ? '' : base === '/' ? '/' : `${base}/`;
        if (!hasPattern(segment)) next.push(prefix + unescapePattern(segment));
        else
          for (const name of host.names(directory))
            if (matchesPattern(name, segment) && (!name.startsWith('.') || segment.startsWith('.')))
              next.push(prefix + name);
        if (next.length > 10_000) throw new ExpansionError('argument list too long');
      }
      found = next;
    }
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    found = [];
  }
  return found.length === 0 ? [unescapePattern(field)] : found.sort();
}
