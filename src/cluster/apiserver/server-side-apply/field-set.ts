/**
 * A set of fields as managedFields writes it (`fieldsV1`): a tree of `f:name`, `k:{"name":"web"}` (the item of a list with
 * keys) and `v:"x"` (the member of a set). A leaf `{}` is a field that is owned whole; `.` says that the field itself is
 * owned beside some of what is in it.
 */
import { isObject, type Json } from '../structural-sharing.ts';

export interface FieldSet {
  /** The field itself belongs to the set, not only some of what is in it. */
  self: boolean;
  readonly children: Map<string, FieldSet>;
}

/** From the root: `['f:spec', 'f:replicas']`. */
export type FieldSetPath = readonly string[];

export function emptySet(): FieldSet {
  return { self: false, children: new Map() };
}

export function readFieldSet(fieldsV1: unknown): FieldSet {
  const set = emptySet();
  if (!isObject(fieldsV1)) return set;
  const names = Object.keys(fieldsV1);
  set.self = names.length === 0 || '.' in fieldsV1;
  for (const name of names) if (name !== '.') set.children.set(name, readFieldSet(fieldsV1[name]));
  return set;
}

export function writeFieldSet(set: FieldSet): Json {
  const json: Json = {};
  if (set.self && set.children.size > 0) json['.'] = {};
  for (const name of [...set.children.keys()].sort()) json[name] = writeFieldSet(set.children.get(name) as FieldSet);
  return json;
}

export function child(set: FieldSet, step: string): FieldSet {
  let found = set.children.get(step);
  if (!found) {
    found = emptySet();
    set.children.set(step, found);
  }
  return found;
}

export function isEmpty(set: FieldSet): boolean {
  return !set.self && set.children.size === 0;
}

/** Adds all of `other` to `set`. */
export function addAll(set: FieldSet, other: FieldSet): void {
  set.self ||= other.self;
  for (const [step, more] of other.children) addAll(child(set, step), more);
}

/** Takes all of `other` out of `set`, and what is left empty by that. */
export function removeAll(set: FieldSet, other: FieldSet): void {
  if (other.self) set.self = false;
  for (const [step, gone] of other.children) {
    const own = set.children.get(step);
    if (!own) continue;
    removeAll(own, gone);
    if (isEmpty(own)) set.children.delete(step);
  }
}

/** The fields that are in both. */
export function* common(set: FieldSet, other: FieldSet, path: FieldSetPath = []): Generator<FieldSetPath> {
  if (set.self && other.self) yield path;
  for (const [step, own] of set.children) {
    const theirs = other.children.get(step);
    if (theirs) yield* common(own, theirs, [...path, step]);
  }
}

/** The fields of the set, the outer before the inner. */
export function* fields(set: FieldSet, path: FieldSetPath = []): Generator<FieldSetPath> {
  if (set.self) yield path;
  for (const [step, inner] of set.children) yield* fields(inner, [...path, step]);
}

/** The part of the set at `path`; undefined when nothing there or below is in it. */
export function subset(set: FieldSet, path: FieldSetPath): FieldSet | undefined {
  let found: FieldSet | undefined = set;
  for (const step of path) found = found?.children.get(step);
  return found;
}

/** As conflicts name it: `.spec.template.spec.containers[name="web"].image`. */
export function fieldText(path: FieldSetPath): string {
  return path
    .map((step) => {
      const value = step.slice(2);
      if (step.startsWith('f:')) return `.${value}`;
      if (step.startsWith('v:')) return `[=${value}]`;
      const keys = Object.entries(JSON.parse(value) as Json).map(([name, key]) => `${name}=${JSON.stringify(key)}`);
      return `[${keys.join(',')}]`;
    })
    .join('');
}
