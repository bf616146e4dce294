/**
 * How Go prints the values inside error messages: strings quoted as `%q` does, everything else as Go's JSON.
 * Go's JSON escapes `<`, `>` and `&`; maps are sorted by key, which decoding has done; fields of structs keep the order of
 * their declaration, which is for the caller to give (`{ Type: 'Internal', RollingUpdate: null }`).
 */

export function goValue(value: unknown): string {
  if (typeof value === 'string') return goQuote(value);
  if (value instanceof Printed) return value.text;
  return goJson(value);
}

/** A value already printed: a list of ten thousand that each of ten thousand errors shows is printed once. */
export class Printed {
  readonly text: string;

  constructor(value: unknown) {
    this.text = goValue(value);
  }
}

/** Go's `%q`: `"`, `\` and what cannot be printed are escaped; letters of all scripts stand as they are. */
export function goQuote(text: string): string {
  let quoted = '"';
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    const short = shortEscapes.get(character);
    if (short) quoted += short;
    else if (code < 0x20 || code === 0x7f) quoted += `\\x${code.toString(16).padStart(2, '0')}`;
    else if (code < 0x7f || isPrintable(character)) quoted += character;
    else if (code <= 0xffff) quoted += `\\u${code.toString(16).padStart(4, '0')}`;
    else quoted += `\\U${code.toString(16).padStart(8, '0')}`;
  }
  return quoted + '"';
}

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\u0007', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
]);

/** Go prints letters, marks, numbers, punctuation, symbols and the plain space; other spaces and controls are escaped. */
function isPrintable(character: string): boolean {
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(character);
}

/**
 * `json.Marshal`: no spaces, `undefined` members left out. With `indent`, on many lines, so many spaces deeper each level.
 * JavaScript moves keys that look like numbers to the front; Go sorts the keys of a map as text (`"10"` before `"2"`), and
 * only maps have such keys.
 */
export function goJson(value: unknown, indent = 0, depth = 0): string {
  if (typeof value !== 'object' || value === null) return scalarJson(value);
  const inner = (member: unknown) => goJson(member, indent, depth + 1);
  if (Array.isArray(value)) return bracketed('[', value.map(inner), ']', indent, depth);
  const keys = Object.keys(value);
  if (keys.some((key) => /^[0-9]+$/.test(key))) keys.sort();
  const members = keys.flatMap((key) => {
    const member = (value as Readonly<Record<string, unknown>>)[key];
    return member === undefined ? [] : [`${scalarJson(key)}:${indent > 0 ? ' ' : ''}${inner(member)}`];
  });
  return bracketed('{', members, '}', indent, depth);
}

function bracketed(open: string, members: readonly string[], close: string, indent: number, depth: number): string {
  if (indent === 0 || members.length === 0) return open + members.join(',') + close;
  const margin = ' '.repeat(indent * (depth + 1));
  return `${open}\n${margin}${members.join(`,\n${margin}`)}\n${' '.repeat(indent * depth)}${close}`;
}

function scalarJson(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'boolean' || value === null) return String(value);
  const text = JSON.stringify(value) ?? 'null';
  if (!/[<>&\u2028\u2029]/.test(text)) return text;
  return text.replace(/[<>&\u2028\u2029]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Go's `%v` of decoded JSON: text bare, `map[a:1]` with its keys sorted, `<nil>` for what is absent. */
export function goPrinted(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goPrinted).join(' ')}]`;
  if (typeof value !== 'object') return String(value);
  const fields = Object.keys(value)
    .sort()
    .map((name) => `${name}:${goPrinted((value as Readonly<Record<string, unknown>>)[name])}`);
  return `map[${fields.join(' ')}]`;
}
