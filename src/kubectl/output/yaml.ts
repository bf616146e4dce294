/**
 * YAML as kubectl writes it: keys sorted, lists as deep as their key, text plain where it can be, quoted where it would be
 * read as something else, `|` for several lines, and long text folded at 80 columns.
 */
import { sortKeys } from './json.ts';

const width = 80;

/** One document, with a line break at its end. */
export function yamlText(value: unknown): string {
  const sorted = sortKeys(value);
  if (isCollection(sorted) && !isEmpty(sorted)) return block(sorted, 0);
  return `${scalar(sorted, 0, 0)}\n`;
}

function block(value: object, indent: number): string {
  const margin = ' '.repeat(indent);
  if (Array.isArray(value)) {
    return value
      .map((item: unknown) => {
        if (!isCollection(item) || isEmpty(item)) return `${margin}- ${scalar(item, indent + 2, indent + 2)}\n`;
        // The first line of the item stands behind the dash.
        return `${margin}- ${block(item, indent + 2).slice(indent + 2)}`;
      })
      .join('');
  }
  return Object.entries(value)
    .map(([key, member]) => {
      const name = scalar(key, indent, indent, true);
      if (isCollection(member) && !isEmpty(member)) {
        return `${margin}${name}:\n${block(member, Array.isArray(member) ? indent : indent + 2)}`;
      }
      return `${margin}${name}: ${scalar(member, indent + name.length + 2, indent + 2)}\n`;
    })
    .join('');
}

function isCollection(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}

/** `column`: where the text begins. `indent`: of its further lines. A key is never spread over lines. */
function scalar(value: unknown, column: number, indent: number, isKey = false): string {
  if (Array.isArray(value)) return '[]';
  if (isCollection(value)) return '{}';
  if (typeof value !== 'string') return value === undefined || value === null ? 'null' : String(value);
  const canBePlain = readsAsText(value);
  const { plain, single, literal } = stylesOf(value);
  if (value.includes('\n') && literal && !isKey) return literalBlock(value, indent);
  if (canBePlain && plain && !value.includes('\n')) return fold(value, column, isKey ? -1 : indent, (text) => text, 0);
  if (canBePlain && single) return singleQuoted(value, column, isKey ? -1 : indent);
  return doubleQuoted(value, column, isKey ? -1 : indent);
}

/** False for what YAML 1.1 takes for a number, a boolean, null or a time. */
function readsAsText(text: string): boolean {
  if (text === '') return false;
  if (/^(?:~|null|Null|NULL|<<)$/.test(text)) return false;
  if (/^(?:y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/.test(text))
    return false;
  if (/^[-+]?(?:\.inf|\.Inf|\.INF)$|^(?:\.nan|\.NaN|\.NAN)$/.test(text)) return false;
  if (/^[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*)$/.test(text)) return false;
  if (/^[-+]?(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?$/.test(text)) return false;
  // Base 60, as YAML 1.1 had it: 1:30 is ninety.
  if (/^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/.test(text)) return false;
  return !/^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]|[ \t]+)\d{1,2}:\d{2}:\d{2}(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d{1,2}(?::?\d{2})?))?)?$/.test(
    text,
  );
}

interface Styles {
  readonly plain: boolean;
  readonly single: boolean;
  readonly literal: boolean;
}

/** What the emitter takes for unprintable: tabs too, and all beyond the basic plane, so that 🦊 comes out as `\\U0001F98A`. */
const unprintable = /[^\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;

/** What the emitter's analysis allows, by the rules of libyaml. */
function stylesOf(text: string): Styles {
  if (unprintable.test(text) || / \n/.test(text)) return { plain: false, single: false, literal: false };
  const breakBeforeSpace = /\n /.test(text);
  const edges = /^[\s]|[\s]$/.test(text);
  const indicator =
    /^[#,[\]{}&*!|>'"%@`]/.test(text) ||
    /^[-?:](?:\s|$)/.test(text) ||
    /^(?:---|\.\.\.)/.test(text) ||
    /:(?:\s|$)/.test(text) ||
    /\s#/.test(text);
  return {
    plain: !edges && !indicator && !text.includes('\n') && text !== '',
    single: !breakBeforeSpace,
    literal: !/ $/.test(text),
  };
}

function literalBlock(text: string, indent: number): string {
  const chomp = text.endsWith('\n') ? (/\n\n$/.test(text) || text === '\n' ? '+' : '') : '-';
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const margin = ' '.repeat(indent);
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  return `|${hint}${chomp}\n${body
    .split('\n')
    .map((line) => (line === '' ? '' : margin + line))
    .join('\n')}`;
}

/**
 * Breaks at single blanks once the line has grown beyond the width. A blank beside another one, or at an end, stays.
 * `indent` −1: on one line.
 */
function fold(text: string, column: number, indent: number, written: (text: string) => string, quote: number): string {
  if (indent < 0) return written(text);
  const margin = `\n${' '.repeat(indent)}`;
  let out = '';
  let at = column + quote;
  const characters = [...text];
  for (let index = 0; index < characters.length; index++) {
    const char = characters[index] as string;
    const isSingle = char === ' ' && characters[index - 1] !== ' ' && characters[index + 1] !== ' ';
    if (isSingle && at > width && index > 0 && index < characters.length - 1) {
      out += margin;
      at = indent;
    } else {
      out += written(char);
      at += 1;
    }
  }
  return out;
}

function singleQuoted(text: string, column: number, indent: number): string {
  const written = (char: string) => char.replaceAll("'", "''");
  if (!text.includes('\n')) return `'${fold(text, column, indent, written, 1)}'`;
  // A line break is written as two.
  return `'${text
    .split('\n')
    .map((line, index) => (index === 0 ? written(line) : `\n${' '.repeat(Math.max(indent, 0))}${written(line)}`))
    .join('\n')}'`;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['\0', '\\0'],
  ['\u0007', '\\a'],
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\v', '\\v'],
  ['\f', '\\f'],
  ['\r', '\\r'],
  ['\u001b', '\\e'],
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\u0085', '\\N'],
  ['\u00a0', '\\_'],
  ['\u2028', '\\L'],
  ['\u2029', '\\P'],
  ['\ufeff', '\\uFEFF'],
]);

function escaped(code: number): string {
  const [letter, digits] = code <= 0xff ? ['x', 2] : code <= 0xffff ? ['u', 4] : ['U', 8];
  return `\\${letter}${code
    .toString(16)
    .toUpperCase()
    .padStart(digits as number, '0')}`;
}

function doubleQuoted(text: string, column: number, indent: number): string {
  const margin = `\n${' '.repeat(Math.max(indent, 0))}`;
  const characters = [...text];
  let out = '"';
  let at = column + 1;
  for (let index = 0; index < characters.length; index++) {
    const char = characters[index] as string;
    const next = characters[index + 1];
    if (char === ' ' && indent >= 0 && at > width && index > 0 && next !== undefined && characters[index - 1] !== ' ') {
      out += next === ' ' ? `${margin}\\ ` : margin;
      if (next === ' ') index++;
      at = indent;
      continue;
    }
    const code = char.codePointAt(0) as number;
    const written = escapes.get(char) ?? (unprintable.test(char) ? escaped(code) : char);
    out += written;
    at += written.length;
  }
  return `${out}"`;
}
