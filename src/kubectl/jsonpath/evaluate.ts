/** What a JSONPath template prints for an object. A field that is not there prints nothing, as kubectl has it. */

import { goPrinted, goQuote } from '#api/meta/go-value.ts';
import { fail, ok, type Result } from '#base/result.ts';
import { jsonText } from '../output/json.ts';
import { type Node, type Operand, parseJsonPath, type Step } from './parse.ts';

/** The template filled in; the error is kubectl's own sentence. */
export function jsonPath(template: string, data: unknown): Result<string, string> {
  const parsed = parseJsonPath(template);
  if (!parsed.ok) return fail(`error parsing jsonpath ${template}, ${parsed.error}`);
  try {
    return ok(print(parsed.value, data));
  } catch (error) {
    if (error instanceof Problem) return fail(atLength(error.message, template, data));
    throw error;
  }
}

/** What went wrong, the template, and the whole object as a Go program writes it: kubectl spares its reader nothing. */
function atLength(message: string, template: string, data: unknown): string {
  return [
    `error executing jsonpath ${goQuote(template)}: Error executing template: ${message}. Printing more information for debugging the template:`,
    '\ttemplate was:',
    `\t\t${template}`,
    '\tobject given to jsonpath engine was:',
    `\t\t${goLiteral(data)}`,
    '\n',
  ].join('\n');
}

function goLiteral(value: unknown): string {
  if (value === undefined || value === null) return 'interface {}(nil)';
  if (typeof value === 'string') return goQuote(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(goLiteral).join(', ')}}`;
  if (!isObject(value)) return String(value);
  const fields = Object.keys(value).filter((key) => value[key] !== undefined);
  return `map[string]interface {}{${fields
    .sort()
    .map((key) => `${goQuote(key)}:${goLiteral(value[key])}`)
    .join(', ')}}`;
}

/** The values a single path finds: `--sort-by`, columns, `wait --for=jsonpath`. Leading dot and braces may be missing. */
export function findByPath(path: string, data: unknown): Result<readonly unknown[], string> {
  const template = relaxed(path);
  const parsed = parseJsonPath(template);
  if (!parsed.ok) return fail(`error parsing jsonpath ${template}, ${parsed.error}`);
  const node = parsed.value[0]?.[0];
  if (node?.kind !== 'path') return ok([]);
  try {
    return ok(follow(node.steps, data, data));
  } catch (error) {
    if (error instanceof Problem) return fail(error.message);
    throw error;
  }
}

/** `metadata.name`, `.metadata.name` and `{.metadata.name}` are the same. */
export function relaxed(path: string): string {
  const bare = /^\{(.*)\}$/s.exec(path)?.[1] ?? path;
  return `{${/^[.[$@]/.test(bare) ? '' : '.'}${bare}}`;
}

class Problem extends Error {}

function print(actions: readonly (readonly Node[])[], data: unknown): string {
  return block(actions, 0, data, data).text;
}

/** From an action to the `end` that closes it. */
function block(
  actions: readonly (readonly Node[])[],
  from: number,
  here: unknown,
  root: unknown,
  isInRange = false,
): { readonly text: string; readonly next: number } {
  let text = '';
  for (let at = from; at < actions.length; at++) {
    const nodes = actions[at] as readonly Node[];
    const [first] = nodes;
    if (first?.kind === 'end') {
      if (!isInRange) throw new Problem('not in range, nothing to end');
      return { text, next: at };
    }
    const unknown = nodes.find((node) => node.kind === 'identifier');
    if (unknown?.kind === 'identifier') throw new Problem(`unrecognized identifier ${unknown.name}`);
    if (first?.kind === 'range') {
      const path = nodes[1];
      const found = path?.kind === 'path' ? follow(path.steps, here, root) : [];
      let next = skip(actions, at + 1);
      for (const item of found) {
        const inner = block(actions, at + 1, item, root, true);
        text += inner.text;
        next = inner.next;
      }
      at = next;
      continue;
    }
    // Of several things in one pair of braces the last one is what they stand for.
    const last = nodes.at(-1);
    if (last?.kind === 'text') text += last.text;
    if (last?.kind === 'path') text += follow(last.steps, here, root).map(shown).join(' ');
  }
  return { text, next: actions.length };
}

function skip(actions: readonly (readonly Node[])[], from: number): number {
  let depth = 0;
  for (let at = from; at < actions.length; at++) {
    const kind = actions[at]?.[0]?.kind;
    if (kind === 'range') depth++;
    if (kind === 'end' && depth-- === 0) return at;
  }
  return actions.length;
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : jsonText(value, 0);
}

function follow(steps: readonly Step[], here: unknown, root: unknown): unknown[] {
  let values: unknown[] = [here];
  steps.forEach((step, index) => {
    // `$` at the front is the whole object; `@` is what the filter looks at.
    if (step.kind === 'root') return;
    values = values.flatMap((value) => take(step, value, root, index));
  });
  return values;
}

function take(step: Step, value: unknown, root: unknown, index: number): unknown[] {
  switch (step.kind) {
    case 'root':
      return [index === 0 ? value : root];
    case 'field':
      if (Array.isArray(value) || !isObject(value)) return [];
      return Object.hasOwn(value, step.name) && value[step.name] !== null ? [value[step.name]] : [];
    case 'wildcard':
      return Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
    case 'recursive':
      return descend(value);
    case 'union':
      return step.of.flatMap((steps) => follow(steps, value, root));
    case 'slice':
      return slice(step, value);
    case 'filter':
      if (!Array.isArray(value)) throw new Problem(`${goPrinted(value)} is not array or slice and cannot be filtered`);
      return value.filter((item) => holds(step, item, root));
  }
}

function slice({ index, ...step }: Extract<Step, { kind: 'slice' }>, value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Problem(`${goType(value)} is not array or slice`);
  const { length } = value;
  const fromEnd = (place: number) => (place < 0 ? place + length : place);
  const start = fromEnd(index ?? step.from ?? 0);
  const end = index === undefined ? fromEnd(step.to ?? length) : start + 1;
  if (start === end) return [];
  const outside = (place: number) => new Problem(`array index out of bounds: index ${place}, length ${length}`);
  if (start >= length || start < 0) throw outside(start);
  if (end > length || end < 0) throw outside(end - 1);
  if (start > end) throw new Problem(`starting index ${start} is greater than ending index ${end}`);
  const by = step.by ?? 1;
  if (by <= 0) throw new Problem('step must be > 0');
  return value.slice(start, end).filter((_, place) => place % by === 0);
}

function goType(value: unknown): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return 'map[string]interface {}';
}

/** The value itself and all that is in it. */
function descend(value: unknown): unknown[] {
  const inner = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return [value, ...inner.flatMap(descend)];
}

function holds(step: Extract<Step, { kind: 'filter' }>, item: unknown, root: unknown): boolean {
  const left = operandValue(step.left, item, root);
  if (step.operator === 'exists') return left !== undefined;
  const right = step.right && operandValue(step.right, item, root);
  if (left === undefined || right === undefined) return false;
  switch (step.operator) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return (left as number) < (right as number);
    case '>':
      return (left as number) > (right as number);
    case '<=':
      return (left as number) <= (right as number);
    case '>=':
      return (left as number) >= (right as number);
    default:
      throw new Problem(`unrecognized filter operator ${step.operator}`);
  }
}

function operandValue(operand: Operand, item: unknown, root: unknown): unknown {
  return operand.kind === 'value' ? operand.value : follow(operand.steps, item, root)[0];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
