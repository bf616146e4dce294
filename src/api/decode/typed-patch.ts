/**
 * What server-side apply says of a document that does not fit its schema. It looks before anything is decoded, names items
 * of lists by their keys, and has words of its own:
 * `.spec.containers[name="web"].image: expected string, got &value.valueUnstructured{Value:true}`.
 */
import { goQuote } from '../meta/go-value.ts';
import type { Field, ScalarType, StructType, Type } from '../structure/structure.ts';

type Json = Readonly<Record<string, unknown>>;

/** In the order that the server says them in most often; see `walk`. */
export function typedPatchErrors(document: Json, type: StructType): string[] {
  const errors: string[] = [];
  checkStruct(document, type, '', errors);
  return errors;
}

function check(value: unknown, type: Type, merge: Field['merge'], path: string, errors: string[]): void {
  if (value === null || value === undefined) return;
  switch (type.is) {
    case 'struct':
      if (isObject(value)) checkStruct(value, type, path, errors);
      else errors.push(`${path}: expected map, got ${goText(value)}`);
      return;
    case 'map':
      if (!isObject(value)) errors.push(`${path}: expected map, got ${goText(value)}`);
      else walk(value, errors, (name, own) => check(value[name], type.of, undefined, `${path}.${name}`, own));
      return;
    case 'list':
      if (Array.isArray(value)) checkList(value, type.of, merge, path, errors);
      else errors.push(`${path}: expected list, got ${goText(value)}`);
      return;
    case 'scalar':
      checkScalar(value, type, path, errors);
  }
}

function checkStruct(value: Json, type: StructType, path: string, errors: string[]): void {
  walk(value, errors, (name, own) => {
    const field = type.fields.get(name);
    if (field) check(value[name], field.type, field.merge, `${path}.${name}`, own);
    else own.push(`${path}.${name}: field not declared in schema`);
  });
}

/**
 * Go walks a small map in the order in which its keys came (here sorted), but from a random one, and round. So of all
 * orders of its errors the likeliest begins after the longest stretch of keys without one. With errors under `affinity`
 * and `topologySpreadConstraints`, the first and the last key of a pod's spec, the last one is mostly named first.
 */
function walk(value: Json, errors: string[], visit: (name: string, own: string[]) => void): void {
  const names = Object.keys(value).sort();
  const found = names.flatMap((name, place) => {
    const own: string[] = [];
    visit(name, own);
    return own.length > 0 ? [{ place, own }] : [];
  });
  let first = 0;
  let longest = 0;
  for (const [index, { place }] of found.entries()) {
    const before = found.at(index - 1)?.place ?? place;
    const stretch = (place - before + names.length) % names.length;
    if (stretch > longest) [first, longest] = [index, stretch];
  }
  for (const { own } of [...found.slice(first), ...found.slice(0, first)]) errors.push(...own);
}

function checkList(list: readonly unknown[], of: Type, merge: Field['merge'], path: string, errors: string[]): void {
  const seen = new Set<string>();
  for (const [index, item] of list.entries()) {
    const name = itemName(item, merge) ?? `[${index}]`;
    if (merge?.apply === 'map' || merge?.apply === 'set') {
      if (seen.has(name)) errors.push(`${path}: duplicate entries for key ${name}`);
      seen.add(name);
    }
    check(item, of, undefined, path + name, errors);
  }
}

/** `[name="web"]`; `[="a"]` for the member of a set. */
function itemName(item: unknown, merge: Field['merge']): string | undefined {
  if (merge?.apply === 'set') return `[=${JSON.stringify(item)}]`;
  if (merge?.apply !== 'map' || !isObject(item)) return undefined;
  const keys = (merge.keys ?? []).flatMap((key) => {
    const value = item[key] ?? (key === 'protocol' ? 'TCP' : undefined);
    return value === undefined ? [] : [`${key}=${JSON.stringify(value)}`];
  });
  return `[${keys.join(',')}]`;
}

function checkScalar(value: unknown, type: ScalarType, path: string, errors: string[]): void {
  switch (type.scalar) {
    case 'string':
    case 'bytes':
    case 'time':
    case 'microTime':
      if (typeof value !== 'string') errors.push(`${path}: expected string, got ${goText(value)}`);
      return;
    case 'bool':
      if (typeof value !== 'boolean') errors.push(`${path}: expected boolean, got ${goText(value)}`);
      return;
    case 'int32':
    case 'int64':
    case 'float64':
      if (typeof value !== 'number' && typeof value !== 'bigint') {
        errors.push(`${path}: expected numeric (int or float), got ${goText(value)}`);
      }
      return;
    default: // quantities, numbers-or-texts and free JSON are not typed here
  }
}

function goText(value: unknown): string {
  return `&value.valueUnstructured{Value:${goSyntax(value)}}`;
}

/** Go's `%#v` of decoded JSON. */
function goSyntax(value: unknown): string {
  if (typeof value === 'string') return goQuote(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (isObject(value)) {
    const fields = Object.keys(value)
      .sort()
      .map((name) => `${goQuote(name)}:${goSyntax(value[name])}`);
    return `map[string]interface {}{${fields.join(', ')}}`;
  }
  return value === null ? 'interface {}(nil)' : String(value);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
