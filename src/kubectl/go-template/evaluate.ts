/** What a Go template prints for an object (`-o go-template=…`). What is not there prints `<no value>`. */
import { fail, ok, type Result } from '#base/result.ts';
import { jsonText } from '../output/json.ts';
import { type Block, type Node, type Operand, type Pipeline, parseGoTemplate } from './parse.ts';

export function goTemplate(template: string, data: unknown): Result<string, string> {
  const parsed = parseGoTemplate(template);
  if (!parsed.ok) return fail(`error parsing template ${template}, template: output:1: ${parsed.error}`);
  try {
    return ok(new Evaluation(data).print(parsed.value, data, new Map([['$', data]])));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return fail(`error executing template ${JSON.stringify(template)}: template: output:1: ${error.message}`);
  }
}

class Problem extends Error {}

/** A template that repeats a list inside itself can print without end. */
const longestOutput = 4_000_000;

type Variables = Map<string, unknown>;

class Evaluation {
  readonly #root: unknown;
  #printed = 0;

  constructor(root: unknown) {
    this.#root = root;
  }

  print(nodes: readonly Node[], dot: unknown, variables: Variables): string {
    let out = '';
    for (const node of nodes) {
      const text = this.#printNode(node, dot, variables);
      this.#printed += text.length;
      if (this.#printed > longestOutput) throw new Problem('the output is too long');
      out += text;
    }
    return out;
  }

  #printNode(node: Node, dot: unknown, variables: Variables): string {
    if (node.kind === 'text') return node.text;
    const value = this.#pipeline(node.pipeline, dot, variables);
    if (node.kind === 'print') return node.pipeline.variables.length > 0 ? '' : shown(value);
    if (node.kind === 'range') return this.#range(node, value, dot, variables);
    const inner = new Map(variables);
    const [name] = node.pipeline.variables;
    if (name !== undefined) inner.set(name, value);
    if (!isTrue(value)) return this.print(node.otherwise, dot, inner);
    return this.print(node.body, node.kind === 'with' ? value : dot, inner);
  }

  #range(node: Block, value: unknown, dot: unknown, variables: Variables): string {
    const entries: readonly (readonly [unknown, unknown])[] = Array.isArray(value)
      ? value.map((item, index) => [index, item] as const)
      : isMap(value)
        ? Object.keys(value)
            .sort()
            .map((key) => [key, value[key]] as const)
        : typeof value === 'number'
          ? Array.from({ length: Math.min(Math.max(value, 0), 100_000) }, (_, index) => [index, index] as const)
          : [];
    if (entries.length === 0) {
      if (
        value !== undefined &&
        value !== null &&
        !Array.isArray(value) &&
        !isMap(value) &&
        typeof value !== 'number'
      ) {
        throw new Problem(`range can't iterate over ${shown(value)}`);
      }
      return this.print(node.otherwise, dot, variables);
    }
    return entries
      .map(([key, item]) => {
        const inner = new Map(variables);
        const names = node.pipeline.variables;
        if (names.length === 2) inner.set(names[0] as string, key);
        const last = names.at(-1);
        if (last !== undefined) inner.set(last, item);
        return this.print(node.body, item, inner);
      })
      .join('');
  }

  #pipeline({ commands, variables: names, isAssignment }: Pipeline, dot: unknown, variables: Variables): unknown {
    let value: unknown;
    commands.forEach((command, index) => {
      value = this.#command(command, dot, variables, index > 0 ? [value] : []);
    });
    const [name] = names;
    if (name !== undefined && names.length === 1) {
      if (isAssignment && !variables.has(name)) throw new Problem(`undefined variable: ${name}`);
      variables.set(name, value);
    }
    return value;
  }

  #command(command: readonly Operand[], dot: unknown, variables: Variables, piped: readonly unknown[]): unknown {
    const [first, ...rest] = command as [Operand, ...Operand[]];
    if (first.kind !== 'function') {
      if (rest.length > 0 || piped.length > 0) throw new Problem("can't give argument to non-function");
      return this.#operand(first, dot, variables);
    }
    const args = [...rest.map((operand) => this.#operand(operand, dot, variables)), ...piped];
    return callFunction(first.name, args);
  }

  #operand(operand: Operand, dot: unknown, variables: Variables): unknown {
    switch (operand.kind) {
      case 'value':
        return operand.value;
      case 'field':
        return follow(dot, operand.path);
      case 'variable': {
        if (operand.name === '$') return follow(this.#root, operand.path);
        if (!variables.has(operand.name)) throw new Problem(`undefined variable: ${operand.name}`);
        return follow(variables.get(operand.name), operand.path);
      }
      case 'function':
        return callFunction(operand.name, []);
      case 'pipeline':
        return follow(this.#pipeline(operand.pipeline, dot, new Map(variables)), operand.path);
    }
  }
}

function follow(value: unknown, path: readonly string[]): unknown {
  let here = value;
  for (const name of path) {
    if (here === undefined || here === null) throw new Problem(`nil pointer evaluating interface {}.${name}`);
    if (!isMap(here)) throw new Problem(`can't evaluate field ${name} in type ${goType(here)}`);
    here = Object.hasOwn(here, name) ? here[name] : undefined;
  }
  return here;
}

function callFunction(name: string, args: readonly unknown[]): unknown {
  const [first, second] = args;
  switch (name) {
    case 'and':
      return args.find((arg) => !isTrue(arg)) ?? args.at(-1);
    case 'or':
      return args.find(isTrue) ?? args.at(-1);
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
    case 'print':
      return args.map(shown).join(args.some((arg) => typeof arg === 'string') ? '' : ' ');
    case 'println':
      return `${args.map(shown).join(' ')}\n`;
    case 'printf':
      return printf(String(first), args.slice(1));
    case 'html':
      return shown(first).replace(/[&<>'"]/g, (char) => `&#${char.charCodeAt(0)};`);
    case 'js':
    case 'urlquery':
      return encodeURIComponent(shown(first));
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
