/**
 * Go templates as kubectl users write them: fields, pipelines, `range`, `if`, `with`, `else`, variables, comments, and
 * `{{-`/`-}}`, which eat the blanks beside them. Definitions and blocks are left out.
 */
import { fail, ok, type Result } from '#base/result.ts';

export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'print'; readonly pipeline: Pipeline }
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
  readonly commands: readonly (readonly Operand[])[];
}

export type Operand =
  | { readonly kind: 'value'; readonly value: string | number | boolean | null }
  | { readonly kind: 'field'; readonly path: readonly string[] }
  | { readonly kind: 'variable'; readonly name: string; readonly path: readonly string[] }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'pipeline'; readonly pipeline: Pipeline; readonly path: readonly string[] };

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
  readonly text: string;
}

function split(template: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let rest = template;
  for (;;) {
    const open = rest.indexOf('{{');
    if (open < 0) return [...pieces, { isAction: false, text: rest }];
    const trimsBefore = /^\{\{-\s/.test(rest.slice(open));
    const before = rest.slice(0, open);
    pieces.push({ isAction: false, text: trimsBefore ? before.trimEnd() : before });
    const close = closing(rest, open + 2);
    const trimsAfter = /\s-$/.test(rest.slice(0, close));
    const action = rest.slice(open + (trimsBefore ? 3 : 2), trimsAfter ? close - 1 : close).trim();
    if (!action.startsWith('/*')) pieces.push({ isAction: true, text: action });
    rest = rest.slice(close + 2);
    if (trimsAfter) rest = rest.trimStart();
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
      const [, word = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(piece.text) ?? [];
      if (word === 'end' || word === 'else') return nodes;
      this.#at++;
      if (word === 'if' || word === 'with' || word === 'range') nodes.push(this.#block(word, rest));
      else if (word === 'define' || word === 'template' || word === 'block') {
        throw new Unreadable(`the simulator leaves out {{${word}}} in templates`);
      } else nodes.push({ kind: 'print', pipeline: parsePipeline(piece.text) });
    }
    return nodes;
  }

  #block(kind: 'if' | 'with' | 'range', pipeline: string): Node {
    const body = this.nodes();
    const closer = this.#next();
    const head = { kind, pipeline: parsePipeline(pipeline), body };
    if (closer === 'end') return { ...head, otherwise: [] };
    const chained = /^else\s+(if|with)\s+([\s\S]*)$/.exec(closer);
    // `else if` is an `if` inside the `else`; one `end` closes both.
    if (chained) return { ...head, otherwise: [this.#block(chained[1] as 'if' | 'with', chained[2] as string)] };
    const otherwise = this.nodes();
    if (this.#next() !== 'end') throw new Unreadable('expected end; found {{else}}');
    return { ...head, otherwise };
  }

  #next(): string {
    if (this.isDone) throw new Unreadable('unexpected EOF');
    return (this.#pieces[this.#at++] as Piece).text;
  }
}

type Token = { readonly text: string; readonly quoted?: string };

const tokenPattern =
  /\s+|"((?:[^"\\]|\\.)*)"|`([^`]*)`|:=|[=|(),]|[-+]?\d+(?:\.\d+)?|\$\w*(?:\.\w+)*|(?:\.[\w-]+)+|\.|\w+/gy;

function tokens(text: string): Token[] {
  const out: Token[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.length) {
    const at = tokenPattern.lastIndex;
    const match = tokenPattern.exec(text);
    if (!match) throw new Unreadable(`unexpected ${JSON.stringify(text[at])} in operand`);
    const [all, double, raw] = match;
    if (double !== undefined) out.push({ text: all, quoted: unescaped(double) });
    else if (raw !== undefined) out.push({ text: all, quoted: raw });
    else if (all.trim() !== '') out.push({ text: all });
  }
  return out;
}

function unescaped(text: string): string {
  const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
  return text.replace(/\\(.)/g, (_all, char: string) => escapes[char] ?? char);
}

function parsePipeline(text: string): Pipeline {
  const all = tokens(text);
  const pipeline = readPipeline(all);
  if (all.length > 0) throw new Unreadable(`unexpected ${JSON.stringify(all[0]?.text)} in command`);
  return pipeline;
}

/** Takes what belongs to it from the front of the list. */
function readPipeline(list: Token[]): Pipeline {
  const variables: string[] = [];
  let isAssignment = false;
  const sign = list.findIndex(({ text }) => text === ':=' || text === '=');
  if (list[0]?.text.startsWith('$') && sign > 0 && sign <= 3) {
    isAssignment = list[sign]?.text === '=';
    for (const { text } of list.splice(0, sign + 1)) if (text.startsWith('$')) variables.push(text);
  }
  const commands: Operand[][] = [[]];
  while (list.length > 0 && list[0]?.text !== ')') {
    const token = list.shift() as Token;
    if (token.quoted === undefined && token.text === '|') commands.push([]);
    else (commands.at(-1) as Operand[]).push(readOperand(token, list));
  }
  if (commands.some((command) => command.length === 0)) throw new Unreadable('missing value for command');
  return { variables, isAssignment, commands };
}

function readOperand({ text, quoted }: Token, list: Token[]): Operand {
  if (quoted !== undefined) return { kind: 'value', value: quoted };
  if (text === '(') {
    const pipeline = readPipeline(list);
    if (list.shift()?.text !== ')') throw new Unreadable('unclosed left paren');
    const next = list[0]?.text ?? '';
    const path = /^\.\w/.test(next) ? fields((list.shift() as Token).text) : [];
    return { kind: 'pipeline', pipeline, path };
  }
  if (text.startsWith('.')) return { kind: 'field', path: fields(text) };
  if (text.startsWith('$')) {
    const [name = '$', ...path] = text.split('.');
    return { kind: 'variable', name, path };
  }
  if (/^[-+]?\d/.test(text)) return { kind: 'value', value: Number(text) };
  if (text === 'true' || text === 'false') return { kind: 'value', value: text === 'true' };
  if (text === 'nil') return { kind: 'value', value: null };
  return { kind: 'function', name: text };
}

function fields(text: string): readonly string[] {
  return text.split('.').filter((part) => part !== '');
}
