/**
 * Go templates as kubectl users write them: fields, pipelines, `range`, `if`, `with`, `else`, variables, comments, and
 * `{{-`/`-}}`, which eat the blanks beside them. Definitions and blocks are left out. Operands know where they stand, since
 * Go tells it when one cannot be evaluated.
 */
import { fail, ok, type Result } from '#base/result.ts';

export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'print'; readonly pipeline: Pipeline }
  | { readonly kind: 'break' }
  | { readonly kind: 'continue' }
  | Block;

export interface Block {
  readonly kind: 'if' | 'with' | 'range';
  readonly pipeline: Pipeline;
  readonly body: readonly Node[];
  readonly otherwise: readonly Node[];
}

export interface Pipeline {
  /** `$x := …`, in a range `$i, $x := …`. */
  readonly variables: readonly string[];
  /** `$x = …` changes one that is there. */
  readonly isAssignment: boolean;
  /** The result of each is the last argument of the next. */
  readonly commands: readonly Command[];
}

export interface Command {
  readonly operands: readonly [Operand, ...Operand[]];
  readonly place: Place;
}

/** What is written there, and how many characters stand before it. */
export interface Place {
  readonly text: string;
  readonly at: number;
}

export type Operand =
  | { readonly kind: 'value'; readonly value: string | number | boolean | null }
  | { readonly kind: 'field'; readonly path: readonly string[]; readonly place: Place }
  | { readonly kind: 'variable'; readonly name: string; readonly path: readonly string[]; readonly place: Place }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'pipeline'; readonly pipeline: Pipeline; readonly path: readonly string[]; readonly place: Place };

const functions: ReadonlySet<string> = new Set([
  ...['and', 'or', 'not', 'eq', 'ne', 'lt', 'le', 'gt', 'ge', 'len', 'index', 'slice', 'print', 'println', 'printf'],
  ...['html', 'js', 'urlquery', 'exists', 'base64decode'],
]);

class Unreadable extends Error {}

/** The error is Go's, without the place. */
export function parseGoTemplate(template: string): Result<readonly Node[], string> {
  try {
    const reader = new Reader(split(template));
    const nodes = reader.nodes();
    if (!reader.isDone) throw new Unreadable(`unexpected {{${reader.peek()}}}`);
    return ok(nodes);
  } catch (error) {
    if (error instanceof Unreadable) return fail(error.message);
    throw error;
  }
}

interface Piece {
  readonly isAction: boolean;
  /** Where the text begins in the template. */
  readonly at: number;
  readonly text: string;
}

function split(template: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  let trimsText = false;
  for (;;) {
    const open = template.indexOf('{{', from);
    const end = open < 0 ? template.length : open;
    const trimsBefore = open >= 0 && /^\{\{-\s/.test(template.slice(open, open + 4));
    let text = template.slice(from, end);
    if (trimsText) text = text.trimStart();
    if (trimsBefore) text = text.trimEnd();
    pieces.push({ isAction: false, at: from, text });
    if (open < 0) return pieces;
    const close = closing(template, open + 2);
    trimsText = /\s-$/.test(template.slice(open, close));
    const at = open + (trimsBefore ? 3 : 2);
    const action = template.slice(at, trimsText ? close - 1 : close);
    const blanks = action.length - action.trimStart().length;
    if (!action.trim().startsWith('/*')) pieces.push({ isAction: true, at: at + blanks, text: action.trim() });
    from = close + 2;
  }
}

/** Where the action ends; braces inside quotes do not count. */
function closing(text: string, from: number): number {
  let quote = '';
  for (let at = from; at < text.length; at++) {
    const char = text[at] as string;
    if (quote !== '') {
      if (char === '\\' && quote === '"') at++;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === '`') quote = char;
    else if (text.startsWith('}}', at)) return at;
  }
  throw new Unreadable('unclosed action');
}

class Reader {
  readonly #pieces: readonly Piece[];
  #at = 0;
  /** How many ranges are open here. */
  #ranges = 0;

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
  }

  get isDone(): boolean {
    return this.#at >= this.#pieces.length;
  }

  peek(): string {
    return this.#pieces[this.#at]?.text ?? '';
  }

  /** Up to `end` or `else`, which stay. */
  nodes(): readonly Node[] {
    const nodes: Node[] = [];
    while (!this.isDone) {
      const piece = this.#pieces[this.#at] as Piece;
      if (!piece.isAction) {
        this.#at++;
        if (piece.text !== '') nodes.push({ kind: 'text', text: piece.text });
        continue;
      }
      const word = /^\S+/.exec(piece.text)?.[0] ?? '';
      if (word === 'end' || word === 'else') return nodes;
      this.#at++;
      if (word === 'if' || word === 'with' || word === 'range') nodes.push(this.#block(word, after(piece, word)));
      else if (word === 'define' || word === 'template' || word === 'block') {
        throw new Unreadable(`the simulator leaves out {{${word}}} in templates`);
      } else if ((word === 'break' || word === 'continue') && piece.text === word) {
        if (this.#ranges === 0) throw new Unreadable(`{{${word}}} outside {{range}}`);
        nodes.push({ kind: word });
      } else nodes.push({ kind: 'print', pipeline: parsePipeline(piece, 'command') });
    }
    return nodes;
  }

  #block(kind: Block['kind'], head: Piece): Block {
    const pipeline = parsePipeline(head, kind);
    if (kind === 'range') this.#ranges++;
    const body = this.nodes();
    if (kind === 'range') this.#ranges--;
    const closer = this.#next();
    if (closer.text === 'end') return { kind, pipeline, body, otherwise: [] };
    const chained = /^else\s+(if|with)\s/.exec(closer.text);
    // `else if` is an `if` inside the `else`; one `end` closes both.
    if (chained) {
      const inner = this.#block(chained[1] as 'if' | 'with', after(closer, chained[0]));
      return { kind, pipeline, body, otherwise: [inner] };
    }
    const otherwise = this.nodes();
    if (this.#next().text !== 'end') throw new Unreadable('expected end; found {{else}}');
    return { kind, pipeline, body, otherwise };
  }

  #next(): Piece {
    if (this.isDone) throw new Unreadable('unexpected EOF');
    return this.#pieces[this.#at++] as Piece;
  }
}

/** The rest of an action behind its first word. */
function after({ isAction, at, text }: Piece, word: string): Piece {
  const rest = text.slice(word.length);
  const blanks = rest.length - rest.trimStart().length;
  return { isAction, at: at + word.length + blanks, text: rest.trim() };
}

interface Token extends Place {
  readonly quoted?: string;
}

const tokenPattern =
  /\s+|"((?:[^"\\]|\\.)*)"|`([^`]*)`|'((?:[^'\\]|\\.)*)'|:=|[=|(),]|0[xX][\da-fA-F]+|[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|\$\w*(?:\.\w+)*|(?:\.[\w-]+)+|\.|\w+/gy;

function tokens({ text, at: start }: Piece): Token[] {
  const out: Token[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.length) {
    const at = tokenPattern.lastIndex;
    const match = tokenPattern.exec(text);
    if (!match) throw new Unreadable(`unexpected ${JSON.stringify(text[at])} in operand`);
    const [all, double, raw, character] = match;
    const place = { text: all, at: start + at };
    if (double !== undefined) out.push({ ...place, quoted: unescaped(double) });
    else if (raw !== undefined) out.push({ ...place, quoted: raw });
    else if (character !== undefined) {
      const [only = '', ...more] = unescaped(character);
      if (only === '' || more.length > 0) throw new Unreadable(`malformed character constant: ${all}`);
      out.push({ ...place, text: String(only.codePointAt(0)) });
    } else if (all.trim() !== '') out.push(place);
  }
  return out;
}

function unescaped(text: string): string {
  const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
  return text.replace(/\\(.)/g, (_all, char: string) => escapes[char] ?? char);
}

function parsePipeline(piece: Piece, where: string): Pipeline {
  const all = tokens(piece);
  if (all.length === 0) throw new Unreadable(`missing value for ${where}`);
  const pipeline = readPipeline(all, where);
  if (all.length > 0) throw new Unreadable(`unexpected ${JSON.stringify(all[0]?.text)} in ${where}`);
  return pipeline;
}

/** Takes what belongs to it from the front of the list. */
function readPipeline(list: Token[], where: string): Pipeline {
  const variables: string[] = [];
  let isAssignment = false;
  const sign = list.findIndex(({ text }) => text === ':=' || text === '=');
  if (list[0]?.text.startsWith('$') && sign > 0 && sign <= 3) {
    isAssignment = list[sign]?.text === '=';
    for (const { text } of list.splice(0, sign + 1)) if (text.startsWith('$')) variables.push(text);
  }
  const commands: Command[] = [];
  for (;;) {
    const operands: Operand[] = [];
    const words: string[] = [];
    const at = list[0]?.at ?? 0;
    while (list.length > 0 && !(list[0]?.quoted === undefined && /^[|)]$/.test(list[0]?.text ?? ''))) {
      const token = list.shift() as Token;
      const operand = readOperand(token, list);
      operands.push(operand);
      words.push('place' in operand ? operand.place.text : token.text);
    }
    const [first, ...others] = operands;
    if (!first) throw new Unreadable(`missing value for ${where}`);
    commands.push({ operands: [first, ...others], place: { text: words.join(' '), at } });
    if (list[0]?.text !== '|') return { variables, isAssignment, commands };
    list.shift();
  }
}

function readOperand({ text, at, quoted }: Token, list: Token[]): Operand {
  if (quoted !== undefined) return { kind: 'value', value: quoted };
  if (text === '(') {
    const pipeline = readPipeline(list, 'parenthesized pipeline');
    if (list.shift()?.text !== ')') throw new Unreadable('unclosed left paren');
    const next = list[0]?.text ?? '';
    const inner = `(${pipeline.commands.map(({ place }) => place.text).join(' | ')})`;
    if (!/^\.\w/.test(next)) return { kind: 'pipeline', pipeline, path: [], place: { text: inner, at } };
    const chain = list.shift() as Token;
    return { kind: 'pipeline', pipeline, path: fields(next), place: { text: inner + next, at: chain.at } };
  }
  if (text.startsWith('.')) {
    // Of `.a.b` Go says where `.b` begins.
    const [first = '', ...others] = fields(text);
    return { kind: 'field', path: fields(text), place: { text, at: others.length > 0 ? at + first.length + 1 : at } };
  }
  if (text.startsWith('$')) {
    const [name = '$', ...path] = text.split('.');
    return { kind: 'variable', name, path, place: { text, at: path.length > 0 ? at + name.length : at } };
  }
  if (/^[-+]?\d/.test(text)) return { kind: 'value', value: Number(text) };
  if (text === 'true' || text === 'false') return { kind: 'value', value: text === 'true' };
  if (text === 'nil') return { kind: 'value', value: null };
  if (!functions.has(text)) throw new Unreadable(`function ${JSON.stringify(text)} not defined`);
  return { kind: 'function', name: text };
}

function fields(text: string): readonly string[] {
  return text.split('.').filter((part) => part !== '');
}
