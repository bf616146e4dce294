/** What a Go template prints for an object (`-o go-template=…`). What is not there prints `<no value>`. */

import { goQuote } from '#api/meta/go-value.ts';
import { fail, ok, type Result } from '#base/result.ts';
import { jsonText } from '../output/json.ts';
import {
  type Block,
  type Command,
  type Node,
  type Operand,
  type Pipeline,
  type Place,
  parseGoTemplate,
} from './parse.ts';

export interface TemplateError {
  readonly message: string;
  /** What goes to standard output before: kubectl shows template and object there when one does not fit the other. */
  readonly details: string;
}

export function goTemplate(template: string, data: unknown): Result<string, TemplateError> {
  const parsed = parseGoTemplate(template);
  if (!parsed.ok) {
    return fail({ message: `error parsing template ${template}, template: output:1: ${parsed.error}`, details: '' });
  }
  try {
    return ok(new Evaluation(data).print(parsed.value, data, new Scope(undefined, [['$', data]])));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const why = `template: output:${whereIn(template, error.place)}${error.message}`;
    return fail({
      message: `error executing template ${goQuote(template)}: ${why}`,
      details: [
        `Error executing template: ${why}. Printing more information for debugging the template:`,
        '\ttemplate was:',
        `\t\t${template}`,
        '\traw data was:',
        `\t\t${jsonText(data, 0)}`,
        '\tobject given to template engine was:',
        `\t\t${shown(data).replaceAll('<no value>', '<nil>')}`,
        '\n',
      ].join('\n'),
    });
  }
}

/** `1:7: executing "output" at <.nope.deeper>: `. */
function whereIn(template: string, place: Place | undefined): string {
  if (!place) return '1: ';
  const before = template.slice(0, place.at);
  const line = before.split('\n').length;
  const column = new TextEncoder().encode(before.slice(before.lastIndexOf('\n') + 1)).length;
  return `${line}:${column}: executing "output" at <${place.text}>: `;
}

class Problem extends Error {
  readonly place: Place | undefined;

  constructor(message: string, place?: Place) {
    super(message);
    this.place = place;
  }
}

/** `{{break}}` or `{{continue}}` on its way to the range around it, with what the pass had printed. */
class Leave {
  readonly kind: 'break' | 'continue';
  readonly printed: string;

  constructor(kind: 'break' | 'continue', printed: string) {
    this.kind = kind;
    this.printed = printed;
  }
}

/** A template that repeats a list inside itself can print without end. */
const longestOutput = 4_000_000;

/** Variables of a block; those around it are seen and changed from inside. */
class Scope {
  readonly #outer: Scope | undefined;
  readonly #own: Map<string, unknown>;

  constructor(outer: Scope | undefined, own: readonly (readonly [string, unknown])[] = []) {
    this.#outer = outer;
    this.#own = new Map(own);
  }

  declare(name: string, value: unknown): void {
    this.#own.set(name, value);
  }

  /** False where there is none of that name. */
  assign(name: string, value: unknown): boolean {
    if (!this.#own.has(name)) return this.#outer?.assign(name, value) ?? false;
    this.#own.set(name, value);
    return true;
  }

  has(name: string): boolean {
    return this.#own.has(name) || (this.#outer?.has(name) ?? false);
  }

  get(name: string): unknown {
    return this.#own.has(name) ? this.#own.get(name) : this.#outer?.get(name);
  }
}

class Evaluation {
  readonly #root: unknown;
  #printed = 0;

  constructor(root: unknown) {
    this.#root = root;
  }

  print(nodes: readonly Node[], dot: unknown, scope: Scope): string {
    let out = '';
    for (const node of nodes) {
      if (node.kind === 'break' || node.kind === 'continue') throw new Leave(node.kind, out);
      let text: string;
      try {
        text = this.#printNode(node, dot, scope);
      } catch (error) {
        throw error instanceof Leave ? new Leave(error.kind, out + error.printed) : error;
      }
      this.#printed += text.length;
      if (this.#printed > longestOutput) throw new Problem('the output is too long');
      out += text;
    }
    return out;
  }

  #printNode(
    node: Exclude<Node, { readonly kind: 'break' } | { readonly kind: 'continue' }>,
    dot: unknown,
    scope: Scope,
  ): string {
    if (node.kind === 'text') return node.text;
    const inner = node.kind === 'print' ? scope : new Scope(scope);
    const value = this.#pipeline(node.pipeline, dot, inner, node.kind !== 'range');
    if (node.kind === 'print') return node.pipeline.variables.length > 0 ? '' : shown(value);
    if (node.kind === 'range') return this.#range(node, value, dot, inner);
    if (!isTrue(value)) return this.print(node.otherwise, dot, inner);
    return this.print(node.body, node.kind === 'with' ? value : dot, inner);
  }

  #range(node: Block, value: unknown, dot: unknown, scope: Scope): string {
    const entries = entriesOf(value, node.pipeline.commands.at(-1)?.place);
    if (entries.length === 0) return this.print(node.otherwise, dot, scope);
    let out = '';
    for (const [key, item] of entries) {
      const { variables: names, isAssignment } = node.pipeline;
      const inner = new Scope(scope);
      const values = names.length === 2 ? [key, item] : [item];
      for (const [index, name] of names.entries()) {
        if (!isAssignment || !scope.assign(name, values[index])) inner.declare(name, values[index]);
      }
      try {
        out += this.print(node.body, item, inner);
      } catch (error) {
        if (!(error instanceof Leave)) throw error;
        out += error.printed;
        if (error.kind === 'break') break;
      }
    }
    return out;
  }

  #pipeline({ commands, variables, isAssignment }: Pipeline, dot: unknown, scope: Scope, isKept = true): unknown {
    let value: unknown;
    commands.forEach((command, index) => {
      value = this.#command(command, dot, scope, index > 0 ? [value] : []);
    });
    const [name] = variables;
    if (name !== undefined && isKept) {
      if (!isAssignment) scope.declare(name, value);
      else if (!scope.assign(name, value)) throw new Problem(`undefined variable: ${name}`);
    }
    return value;
  }

  #command({ operands, place }: Command, dot: unknown, scope: Scope, piped: readonly unknown[]): unknown {
    const [first, ...rest] = operands;
    if (first.kind !== 'function') {
      if (rest.length > 0 || piped.length > 0) {
        throw new Problem(`can't give argument to non-function ${place.text.split(' ')[0]}`, place);
      }
      return this.#operand(first, dot, scope);
    }
    const args = [...rest.map((operand) => this.#operand(operand, dot, scope)), ...piped];
    try {
      return callFunction(first.name, args);
    } catch (error) {
      throw error instanceof Problem && !error.place ? new Problem(error.message, place) : error;
    }
  }

  #operand(operand: Operand, dot: unknown, scope: Scope): unknown {
    switch (operand.kind) {
      case 'value':
        return operand.value;
      case 'field':
        return follow(dot, operand.path, operand.place);
      case 'variable': {
        if (operand.name === '$') return follow(this.#root, operand.path, operand.place);
        if (!scope.has(operand.name)) throw new Problem(`undefined variable: ${operand.name}`);
        return follow(scope.get(operand.name), operand.path, operand.place);
      }
      case 'function':
        return callFunction(operand.name, []);
      case 'pipeline':
        return follow(this.#pipeline(operand.pipeline, dot, new Scope(scope)), operand.path, operand.place);
    }
  }
}

function entriesOf(value: unknown, place: Place | undefined): readonly (readonly [unknown, unknown])[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.map((item, index) => [index, item] as const);
  if (isMap(value)) {
    return Object.keys(value)
      .sort()
      .map((key) => [key, value[key]] as const);
  }
  if (typeof value === 'number') {
    return Array.from({ length: Math.min(Math.max(value, 0), 100_000) }, (_, index) => [index, index] as const);
  }
  throw new Problem(`range can't iterate over ${shown(value)}`, place);
}

/** What comes out of a map may be anything, so Go names no narrower type than `interface {}`. */
function follow(value: unknown, path: readonly string[], place: Place): unknown {
  let here = value;
  for (const name of path) {
    if (here === undefined || here === null) throw new Problem(`nil pointer evaluating interface {}.${name}`, place);
    if (!isMap(here)) throw new Problem(`can't evaluate field ${name} in type interface {}`, place);
    here = Object.hasOwn(here, name) ? here[name] : undefined;
  }
  return here;
}

function callFunction(name: string, args: readonly unknown[]): unknown {
  const [first, second] = args;
  switch (name) {
    case 'and':
      return args.every(isTrue) ? args.at(-1) : args.find((arg) => !isTrue(arg));
    case 'or':
      return args.some(isTrue) ? args.find(isTrue) : args.at(-1);
    case 'not':
      return !isTrue(first);
    case 'eq':
      return args.slice(1).some((arg) => arg === first);
    case 'ne':
      return first !== second;
    case 'lt':
      return compare(first, second) < 0;
    case 'le':
      return compare(first, second) <= 0;
    case 'gt':
      return compare(first, second) > 0;
    case 'ge':
      return compare(first, second) >= 0;
    case 'len':
      if (typeof first === 'string' || Array.isArray(first)) return first.length;
      if (isMap(first)) return Object.keys(first).length;
      throw new Problem(`error calling len: len of type ${goType(first)}`);
    case 'index':
      return args.slice(1).reduce((value: unknown, key) => indexed(value, key), first);
    case 'slice':
      return sliced(first, args.slice(1));
    case 'print':
      return args.reduce<string>((text, arg, index) => text + between(args[index - 1], arg) + shown(arg), '');
    case 'println':
      return `${args.map(shown).join(' ')}\n`;
    case 'printf':
      return printf(String(first), args.slice(1));
    case 'html':
      return shown(first).replace(/[&<>'"]/g, (char) => `&#${char.charCodeAt(0)};`);
    case 'js':
      return shown(first).replace(/['"\\<>&=]/g, jsEscape);
    case 'urlquery':
      return encodeURIComponent(shown(first)).replaceAll('%20', '+');
    case 'exists':
      return (
        args.slice(1).reduce((value: unknown, key) => (value === undefined ? value : indexed(value, key)), first) !==
        undefined
      );
    case 'base64decode':
      return Buffer.from(shown(first), 'base64').toString('utf8');
    default:
      throw new Problem(`function ${JSON.stringify(name)} not defined`);
  }
}

function indexed(value: unknown, key: unknown): unknown {
  if (Array.isArray(value)) {
    if (typeof key !== 'number' || key < 0 || key >= value.length) {
      throw new Problem(`error calling index: index out of range: ${shown(key)}`);
    }
    return value[key];
  }
  if (isMap(value)) return Object.hasOwn(value, String(key)) ? value[String(key)] : undefined;
  throw new Problem('error calling index: index of untyped nil');
}

/** Go's Print puts a blank between two things neither of which is text. */
function between(one: unknown, other: unknown): string {
  return one === undefined || typeof one === 'string' || typeof other === 'string' ? '' : ' ';
}

function jsEscape(char: string): string {
  if (char === "'" || char === '"' || char === '\\') return `\\${char}`;
  return `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** `slice x 1 2` is Go's x[1:2]. */
function sliced(value: unknown, places: readonly unknown[]): unknown {
  if (typeof value !== 'string' && !Array.isArray(value)) {
    throw new Problem(`error calling slice: can't slice item of type ${goType(value)}`);
  }
  const [from = 0, to = value.length] = places;
  for (const place of [from, to]) {
    if (typeof place !== 'number' || place < 0 || place > value.length) {
      throw new Problem(`error calling slice: index out of range: ${shown(place)}`);
    }
  }
  if (Number(from) > Number(to)) throw new Problem(`error calling slice: invalid slice index: ${from} > ${to}`);
  return value.slice(Number(from), Number(to));
}

function compare(one: unknown, other: unknown): number {
  if (typeof one !== typeof other) throw new Problem('error calling lt: incompatible types for comparison');
  return (one as number) < (other as number) ? -1 : one === other ? 0 : 1;
}

function printf(format: string, args: readonly unknown[]): string {
  let next = 0;
  return format.replace(
    /%([-+ 0#]*)(\d*)(?:\.(\d+))?([vsdqtfxT%])/g,
    (_all, flags: string, width: string, digits: string | undefined, verb: string) => {
      if (verb === '%') return '%';
      if (next >= args.length) return `%!${verb}(MISSING)`;
      const arg = args[next++];
      const text =
        verb === 'q'
          ? jsonText(shown(arg), 0)
          : verb === 'f'
            ? Number(arg).toFixed(digits === undefined ? 6 : Number(digits))
            : verb === 'x'
              ? Number(arg).toString(16)
              : shown(arg);
      const size = Math.min(Number(width || 0), 1000);
      if (flags.includes('-')) return text.padEnd(size);
      return text.padStart(size, flags.includes('0') && verb !== 's' && verb !== 'v' ? '0' : ' ');
    },
  );
}

function isTrue(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return !isMap(value) || Object.keys(value).length > 0;
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return '<no value>';
  if (Array.isArray(value)) return `[${value.map(shown).join(' ')}]`;
  if (isMap(value)) {
    const members = Object.keys(value)
      .sort()
      .map((key) => `${key}:${shown(value[key])}`);
    return `map[${members.join(' ')}]`;
  }
  return String(value);
}

function goType(value: unknown): string {
  if (Array.isArray(value)) return '[]interface {}';
  return { string: 'string', number: 'int64', boolean: 'bool' }[typeof value as string] ?? 'map[string]interface {}';
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
