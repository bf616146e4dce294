/**
 * Values seen through the schema: which parts are one field and which are made of several, how lists merge, which fields
 * a value sets, and what is wrong with it. All of server-side apply is built on these four questions.
 *
 * A struct or a map is made of fields, unless it is atomic. A list is one field, unless its items have keys (`containers`
 * by name) or it is a set (`finalizers`). What the schema does not know is one field.
 */
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import { type Field, kindStruct, type StructType, type Type } from '#api/structure/structure.ts';
import { isObject, type Json, setField } from '../structural-sharing.ts';
import { child, emptySet, type FieldSet, type FieldSetPath, isEmpty } from './field-set.ts';

/** How a value is made up. */
type Shape =
  | { readonly is: 'leaf' }
  | { readonly is: 'object'; readonly fieldType: (name: string) => Place | undefined }
  | { readonly is: 'keyed'; readonly keys: readonly string[]; readonly item: Place }
  | { readonly is: 'set' };

/** A type together with how the field that holds it merges. */
export interface Place {
  readonly type: Type | undefined;
  readonly merge?: Field['merge'];
}

/** What server-side apply knows of a kind: the structural table, or a custom kind's schema. */
export function structOfKind(definition: KindDefinition): StructType | undefined {
  return definition.custom ? definition.struct : kindStruct(definition.group, definition.version, definition.kind);
}

export function rootPlace(type: StructType | undefined): Place {
  return { type };
}

const leaf: Shape = { is: 'leaf' };

function shapeOf({ type, merge }: Place, value: unknown): Shape {
  if (merge?.apply === 'atomic' || type === undefined) {
    // A custom kind has no table: its objects merge field by field, its lists as a whole.
    return type === undefined && isObject(value) ? { is: 'object', fieldType: () => ({ type: undefined }) } : leaf;
  }
  switch (type.is) {
    case 'scalar':
      return leaf;
    case 'struct':
      return { is: 'object', fieldType: (name) => placeOf(type.fields.get(name)) };
    case 'map':
      return { is: 'object', fieldType: () => ({ type: type.of }) };
    case 'list':
      if (merge?.apply === 'set') return { is: 'set' };
      if (merge?.apply === 'map' && merge.keys) return { is: 'keyed', keys: merge.keys, item: { type: type.of } };
      return leaf;
  }
}

function placeOf(field: Field | undefined): Place | undefined {
  return field && (field.merge ? { type: field.type, merge: field.merge } : { type: field.type });
}

/** Keys that the schema gives a default: a port is told apart by number and protocol, and the protocol is mostly left out. */
const keyDefaults: Readonly<Record<string, unknown>> = { protocol: 'TCP' };

function stepOfItem(item: unknown, keys: readonly string[]): string {
  const values: Json = {};
  for (const key of keys) {
    const value = isObject(item) ? (item[key] ?? keyDefaults[key]) : undefined;
    if (value !== undefined) values[key] = value;
  }
  return `k:${JSON.stringify(values)}`;
}

function stepOfMember(item: unknown): string {
  return `v:${JSON.stringify(item)}`;
}

/**
 * `live` with everything that `applied` says; what it does not mention stays. Shares what is not touched.
 * A null means no value for what is one field; what is made of fields stays, and loses those that nobody owns any more.
 */
export function mergeTyped(live: unknown, applied: unknown, place: Place): unknown {
  if (applied === null) return live !== undefined && shapeOf(place, live).is !== 'leaf' ? live : undefined;
  const shape = shapeOf(place, applied);
  if (shape.is === 'object' && isObject(applied)) {
    const result: Json = isObject(live) ? { ...live } : {};
    for (const name of Object.keys(applied)) {
      const merged = mergeTyped(result[name], applied[name], shape.fieldType(name) ?? { type: undefined });
      if (merged === undefined) delete result[name];
      else setField(result, name, merged);
    }
    return result;
  }
  if (shape.is === 'keyed' && Array.isArray(applied)) {
    const step = (item: unknown) => stepOfItem(item, shape.keys);
    const merge = (mine: unknown, theirs: unknown) => mergeTyped(mine, theirs, shape.item);
    return mergeItems(Array.isArray(live) ? live : [], applied, step, merge);
  }
  if (shape.is === 'set' && Array.isArray(applied)) {
    return mergeItems(Array.isArray(live) ? live : [], applied, stepOfMember, (_, theirs) => theirs);
  }
  return applied;
}

/**
 * The applied items in their order; live ones that are not applied stay where they stood between the others:
 * live a b c, applied b d: a b c d.
 */
function mergeItems(
  live: readonly unknown[],
  applied: readonly unknown[],
  step: (item: unknown) => string,
  merge: (live: unknown, applied: unknown) => unknown,
): unknown[] {
  const wanted = new Set(applied.map(step));
  const existing = new Map(live.map((item) => [step(item), item]));
  const done = new Set<string>();
  const result: unknown[] = [];
  let next = 0;
  const passLive = () => {
    for (; next < live.length; next++) {
      const name = step(live[next]);
      if (!wanted.has(name)) result.push(live[next]);
      else if (!done.has(name)) return;
    }
  };
  for (const item of applied) {
    passLive();
    const name = step(item);
    result.push(merge(existing.get(name), item));
    done.add(name);
  }
  passLive();
  return result;
}

/** The fields that a value sets. */
export function fieldsOf(value: unknown, place: Place): FieldSet {
  const set = emptySet();
  addFields(set, value, place);
  return set;
}

/** An empty list with keys sets nothing: `volumes: []` lets go of all volumes, the server's own too. */
function addFields(set: FieldSet, value: unknown, place: Place): void {
  const shape = shapeOf(place, value);
  if (shape.is === 'object' && isObject(value)) {
    const names = Object.keys(value).filter((name) => value[name] !== undefined);
    if (names.length === 0) set.self = true;
    for (const name of names) {
      const own = child(set, `f:${name}`);
      addFields(own, value[name], shape.fieldType(name) ?? { type: undefined });
      if (place.type?.is === 'map') own.self = true;
      if (isEmpty(own)) set.children.delete(`f:${name}`);
    }
  } else if (shape.is === 'keyed' && Array.isArray(value)) {
    for (const item of value) {
      const own = child(set, stepOfItem(item, shape.keys));
      own.self = true;
      addFields(own, item, shape.item);
    }
  } else if (shape.is === 'set' && Array.isArray(value)) {
    for (const item of value) child(set, stepOfMember(item)).self = true;
  } else set.self = true;
}

/** The fields in which `next` differs from `old`: set anew, changed, or gone. */
export interface Difference {
  readonly changed: FieldSet;
  readonly removed: FieldSet;
}

export function difference(old: unknown, next: unknown, place: Place): Difference {
  const found = { changed: emptySet(), removed: emptySet() };
  compare(old, next, place, found.changed, found.removed);
  return found;
}

function compare(old: unknown, next: unknown, place: Place, changed: FieldSet, removed: FieldSet): void {
  if (old === next) return;
  if (next === undefined) {
    addFields(removed, old, place);
    return;
  }
  if (old === undefined) {
    addFields(changed, next, place);
    return;
  }
  const parts = [partsOf(old, place), partsOf(next, place)] as const;
  const [before, after] = parts;
  if (!before || !after) {
    if (JSON.stringify(old) !== JSON.stringify(next)) changed.self = true;
    return;
  }
  for (const step of new Set([...before.keys(), ...after.keys()])) {
    const mine = after.get(step) ?? before.get(step);
    const [inChanged, inRemoved] = [emptySet(), emptySet()];
    compare(before.get(step)?.value, after.get(step)?.value, mine?.place ?? { type: undefined }, inChanged, inRemoved);
    if (step.startsWith('k:') && !before.has(step)) inChanged.self = true;
    if (step.startsWith('k:') && !after.has(step)) inRemoved.self = true;
    if (inChanged.self || inChanged.children.size > 0) changed.children.set(step, inChanged);
    if (inRemoved.self || inRemoved.children.size > 0) removed.children.set(step, inRemoved);
  }
}

/** What a value is made of, by step; undefined for what is one field. */
function partsOf(value: unknown, place: Place): Map<string, { value: unknown; place: Place }> | undefined {
  const shape = shapeOf(place, value);
  const parts = new Map<string, { value: unknown; place: Place }>();
  if (shape.is === 'object' && isObject(value)) {
    for (const name of Object.keys(value)) {
      if (value[name] !== undefined) {
        parts.set(`f:${name}`, { value: value[name], place: shape.fieldType(name) ?? { type: undefined } });
      }
    }
    return parts;
  }
  if (!Array.isArray(value)) return undefined;
  if (shape.is === 'keyed') {
    for (const item of value) parts.set(stepOfItem(item, shape.keys), { value: item, place: shape.item });
    return parts;
  }
  if (shape.is === 'set') {
    for (const item of value) parts.set(stepOfMember(item), { value: item, place: { type: undefined } });
    return parts;
  }
  return undefined;
}

/** `value` without the field at `path`. A list that lost all its items is gone, a struct that lost all its fields is empty. */
export function without(value: unknown, path: FieldSetPath, place: Place): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return undefined;
  const part = partsOf(value, place)?.get(step);
  if (!part) return value;
  const inner = rest.length === 0 ? undefined : without(part.value, rest, part.place);
  if (Array.isArray(value)) {
    const items = value.flatMap((item) => (item !== part.value ? [item] : inner === undefined ? [] : [inner]));
    return items.length > 0 ? items : undefined;
  }
  const copy: Json = { ...(value as Json) };
  const name = step.slice(2);
  if (inner === undefined) delete copy[name];
  else setField(copy, name, inner);
  return copy;
}

/**
 * The set with the struct fields on the way to its members: whoever owns `spec.strategy.type` owns, for the question
 * whether it may go, `spec` and `spec.strategy` too. Entries of maps and items of lists are only owned when they say so.
 */
export function withParents(set: FieldSet, place: Place): FieldSet {
  const result: FieldSet = { self: set.self, children: new Map() };
  for (const [step, inner] of set.children) {
    const isStructField = step.startsWith('f:') && place.type?.is === 'struct';
    const next = withParents(inner, placeAt(place, step));
    if (isStructField) next.self = true;
    result.children.set(step, next);
  }
  return result;
}

function placeAt({ type, merge }: Place, step: string): Place {
  const nowhere: Place = { type: undefined };
  if (type?.is === 'struct') return placeOf(type.fields.get(step.slice(2))) ?? nowhere;
  if (type?.is === 'map') return { type: type.of };
  return type?.is === 'list' && merge?.apply === 'map' ? { type: type.of } : nowhere;
}
