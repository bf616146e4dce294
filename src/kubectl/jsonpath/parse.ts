/**
 * JSONPath templates as kubectl reads them: `{.items[*].metadata.name}`, `{range .items[*]}…{end}`, `{"\n"}`, filters
 * `[?(@.name=="web")]`, slices, unions, `..`. What is not in braces is text.
 */
import { fail, ok, type Result } from '#base/result.ts';

export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'path'; readonly steps: readonly Step[] }
  | { readonly kind: 'range' }
  | { readonly kind: 'end' }
  /** A word that is neither; it is refused when the template is filled in. */
  | { readonly kind: 'identifier'; readonly name: string };

export type Step =
  | { readonly kind: 'root' }
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'recursive' }
  | {
      readonly kind: 'slice';
      readonly from?: number;
      readonly to?: number;
      readonly by?: number;
      readonly index?: number;
    }
  | { readonly kind: 'union'; readonly of: readonly (readonly Step[])[] }
  | { readonly kind: 'filter'; readonly left: Operand; readonly operator: string; readonly right?: Operand };

export type Operand =
  | { readonly kind: 'value'; readonly value: string | number | boolean }
  | { readonly kind: 'path'; readonly steps: readonly Step[] };

/** One action in braces is a list of nodes; the text between is one. The error is kubectl's, without what it says before. */
export function parseJsonPath(template: string): Result<readonly (readonly Node[])[], string> {
  const actions: Node[][] = [];
  let at = 0;
  while (at < template.length) {
    const open = template.indexOf('{', at);
    if (open < 0) {
      actions.push([{ kind: 'text', text: template.slice(at) }]);
      break;
    }
    if (open > at) actions.push([{ kind: 'text', text: template.slice(at, open) }]);
    const parsed = new ActionReader(template, open + 1).read();
    if (!parsed.ok) return parsed;
    actions.push([...parsed.value.nodes]);
    at = parsed.value.end;
  }
  return ok(actions);
}

class Unreadable extends Error {}

function unrecognized(rest: string): Unreadable {
  const char = [...rest][0] ?? '';
  const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return new Unreadable(`unrecognized character in action: U+${code} '${char}'`);
}

class ActionReader {
  readonly #text: string;
  #at: number;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  read(): Result<{ readonly nodes: readonly Node[]; readonly end: number }, string> {
    try {
      const nodes: Node[] = [];
      for (;;) {
        const char = this.#peek();
        if (char === '') throw new Unreadable('unclosed action');
        if (char === '}') return ok({ nodes, end: this.#at + 1 });
        if (/\s/.test(char)) this.#at++;
        else if (char === '"' || char === "'") nodes.push({ kind: 'text', text: this.#quoted() });
        else if (char === '@' || char === '$' || char === '.' || char === '[') {
          nodes.push({ kind: 'path', steps: this.#steps() });
        } else if (/[A-Za-z]/.test(char)) {
          const word = this.#word();
          if (word === 'range' || word === 'end') nodes.push({ kind: word });
          else nodes.push({ kind: 'identifier', name: word });
        } else throw unrecognized(this.#rest());
      }
    } catch (error) {
      if (error instanceof Unreadable) return fail(error.message);
      throw error;
    }
  }

  #peek(): string {
    return this.#text[this.#at] ?? '';
  }

  #rest(): string {
    return this.#text.slice(this.#at);
  }

  #word(): string {
    const word = /^[A-Za-z0-9_]+/.exec(this.#rest())?.[0] ?? '';
    this.#at += word.length;
    return word;
  }

  #quoted(): string {
    const quote = this.#peek();
    let out = '';
    for (this.#at++; ; this.#at++) {
      const char = this.#peek();
      if (char === '') throw new Unreadable('unterminated quoted string');
      if (char === quote) break;
      if (char === '\\') {
        const next = this.#text[++this.#at] ?? '';
        out += { n: '\n', t: '\t', r: '\r' }[next] ?? next;
      } else out += char;
    }
    this.#at++;
    return out;
  }

  /** `.spec.containers[0].name`, as far as it goes. */
  #steps(): Step[] {
    const steps: Step[] = [];
    for (;;) {
      const char = this.#peek();
      if (char === '$' || char === '@') {
        steps.push({ kind: 'root' });
        this.#at++;
      } else if (char === '.') {
        this.#at++;
        if (this.#peek() === '.') {
          this.#at++;
          steps.push({ kind: 'recursive' });
          if (this.#peek() === '[') continue;
        }
        if (this.#peek() === '*') {
          steps.push({ kind: 'wildcard' });
          this.#at++;
        } else if (this.#peek() !== '[') this.#field(steps);
      } else if (char === '[') {
        steps.push(...this.#bracket());
      } else return steps;
    }
  }

  #field(steps: Step[]): void {
    let name = '';
    for (;;) {
      const char = this.#peek();
      if (char === '\\') {
        name += this.#text[this.#at + 1] ?? '';
        this.#at += 2;
      } else if (char !== '' && !/[\s.,[\]$@{}()=!<>|"']/.test(char)) {
        name += char;
        this.#at++;
      } else break;
    }
    // A dot alone is the object itself.
    if (name !== '') steps.push({ kind: 'field', name });
  }

  #bracket(): readonly Step[] {
    const isFilter = this.#rest().startsWith('[?(');
    const end = this.#closing();
    if (end === undefined) throw new Unreadable(isFilter ? 'unterminated filter' : 'unterminated array');
    const inside = this.#text.slice(this.#at + 1, end);
    this.#at = end + 1;
    const text = inside.trim();
    if (text.startsWith('?(')) return [this.#filter(text)];
    const parts = text.split(',');
    if (parts.length > 1) return [{ kind: 'union', of: parts.map((part) => insideBrackets(part.trim())) }];
    return insideBrackets(inside);
  }

  /** Where the bracket that opens here closes. */
  #closing(): number | undefined {
    let depth = 0;
    let quote = '';
    for (let index = this.#at; index < this.#text.length; index++) {
      const char = this.#text[index] as string;
      if (quote !== '') {
        if (char === '\\') index++;
        else if (char === quote) quote = '';
      } else if (char === '"' || char === "'") quote = char;
      else if (char === '[' || char === '(') depth++;
      else if (char === ']' || char === ')') {
        depth--;
        if (depth === 0) return index;
      } else if (char === '}') break;
    }
    return undefined;
  }

  #filter(text: string): Step {
    const inside = /^\?\((.*)\)$/s.exec(text)?.[1];
    if (inside === undefined) throw new Unreadable('unterminated filter');
    const [, left = '', operator = '', right = ''] = /^([^!<>=]+)([!<>=]+)(.+)$/s.exec(inside) ?? [];
    if (operator === '') return { kind: 'filter', left: operandOf(inside), operator: 'exists' };
    return { kind: 'filter', left: operandOf(left), operator, right: operandOf(right) };
  }
}

function operandOf(text: string): Operand {
  const trimmed = text.trim();
  if (/^[-+]?\d+(?:\.\d+)?$/.test(trimmed)) return { kind: 'value', value: Number(trimmed) };
  if (trimmed === 'true' || trimmed === 'false') return { kind: 'value', value: trimmed === 'true' };
  const read = new ActionReader(`${trimmed}}`, 0).read();
  if (!read.ok) throw new Unreadable(read.error);
  const last = read.value.nodes.at(-1);
  if (last?.kind === 'text') return { kind: 'value', value: last.text };
  if (last?.kind !== 'path') throw unrecognized(trimmed);
  return { kind: 'path', steps: last.steps };
}

/** A name in single quotes is read as a path, so its dots divide unless a backslash stands before them. */
function insideBrackets(text: string): readonly Step[] {
  if (text === '*') return [{ kind: 'wildcard' }];
  const quoted = /^'([^']*)'$/.exec(text)?.[1];
  if (quoted !== undefined) {
    const path = operandOf(`.${quoted}`);
    return path.kind === 'path' ? path.steps : [];
  }
  const slice = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(text);
  if (!slice || text === '') throw new Unreadable(`invalid array index ${text}`);
  const [from, to, by] = slice.slice(1).map((part) => (part === undefined ? undefined : part.replace(':', '')));
  if (to === undefined) return [{ kind: 'slice', index: Number(from) }];
  return [
    {
      kind: 'slice',
      ...(from ? { from: Number(from) } : {}),
      ...(to ? { to: Number(to) } : {}),
      ...(by ? { by: Number(by) } : {}),
    },
  ];
}
