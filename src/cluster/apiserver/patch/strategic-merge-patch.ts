/**
 * Strategic merge patch: as a merge patch, but lists that have a merge key are merged item by item (containers by name),
 * and directives may stand inside: `$patch: delete | replace | merge`, `$deleteFromPrimitiveList/…`,
 * `$setElementOrder/…`, `$retainKeys`. Which lists merge, and by what, is in the structural table (`patchKey`).
 */
import type { Field, StructType, Type } from '#api/structure/structure.ts';
import { deepEqual, isObject, type Json, setField } from '../structural-sharing.ts';

/** `type` is the struct of the kind; without one (a custom kind) lists are replaced. */
export function strategicMergePatch(target: unknown, patch: unknown, type: StructType | undefined): unknown {
  return mergeValue(target, patch, type);
}

function mergeValue(target: unknown, patch: unknown, type: Type | undefined): unknown {
  return isObject(patch) ? mergeObject(isObject(target) ? target : {}, patch, type) : patch;
}

function mergeObject(target: Json, patch: Json, type: Type | undefined): Json {
  if (patch['$patch'] === 'replace') return withoutDirectives(patch);
  const result: Json = {};
  const retained = Array.isArray(patch['$retainKeys']) ? new Set(patch['$retainKeys']) : undefined;
  for (const name of Object.keys(target)) {
    if (!retained || retained.has(name)) setField(result, name, target[name]);
  }
  for (const name of Object.keys(patch)) {
    const value = patch[name];
    if (value === undefined || name.startsWith('$setElementOrder/')) continue;
    if (name === '$patch' || name === '$retainKeys') continue;
    if (name.startsWith(deleteFromList)) {
      removeMembers(result, name.slice(deleteFromList.length), value);
      continue;
    }
    const old = Object.hasOwn(result, name) ? result[name] : undefined;
    const field = fieldOf(type, name);
    if (value === null || (isObject(value) && value['$patch'] === 'delete')) delete result[name];
    else if (Array.isArray(value)) {
      const key = field?.merge?.patchKey;
      const merged = key === undefined ? value : mergeList(Array.isArray(old) ? old : [], value, key, itemType(field));
      setField(result, name, merged);
    } else setField(result, name, mergeValue(old, value, field?.type ?? mapItem(type)));
  }
  setOrders(result, patch, type);
  return result;
}

const deleteFromList = '$deleteFromPrimitiveList/';
const setOrder = '$setElementOrder/';

function removeMembers(result: Json, field: string, members: unknown): void {
  const list = result[field];
  if (Array.isArray(list) && Array.isArray(members)) {
    result[field] = list.filter((item) => !members.some((gone) => deepEqual(gone, item)));
  }
}

function setOrders(result: Json, patch: Json, type: Type | undefined): void {
  for (const name of Object.keys(patch)) {
    if (!name.startsWith(setOrder)) continue;
    const field = name.slice(setOrder.length);
    const key = fieldOf(type, field)?.merge?.patchKey;
    const [list, order] = [result[field], patch[name]];
    if (key !== undefined && Array.isArray(list) && Array.isArray(order)) result[field] = inOrder(list, order, key);
  }
}

function fieldOf(type: Type | undefined, name: string): Field | undefined {
  return type?.is === 'struct' ? type.fields.get(name) : undefined;
}

function itemType(field: Field | undefined): Type | undefined {
  return field?.type.is === 'list' ? field.type.of : undefined;
}

function mapItem(type: Type | undefined): Type | undefined {
  return type?.is === 'map' ? type.of : undefined;
}

/** `key` is empty where the items are plain values and the list is a set. */
function mergeList(
  target: readonly unknown[],
  patch: readonly unknown[],
  key: string,
  type: Type | undefined,
): unknown[] {
  if (patch.some((item) => isObject(item) && item['$patch'] === 'replace')) {
    return patch.filter((item) => !(isObject(item) && item['$patch'] === 'replace')).map(withoutDirectives);
  }
  const result = [...target];
  for (const item of patch) {
    if (key === '' || !isObject(item)) {
      if (!result.some((existing) => deepEqual(existing, item))) result.push(item);
      continue;
    }
    const index = result.findIndex((existing) => isObject(existing) && deepEqual(existing[key], item[key]));
    if (item['$patch'] === 'delete') {
      if (index >= 0) result.splice(index, 1);
    } else if (index >= 0) result[index] = mergeValue(result[index], item, type);
    else result.push(mergeValue({}, item, type)); // merged into nothing, so that nulls and directives inside fall away
  }
  return result;
}

/** Items named in `order` come in that order; each other one stays behind the item it stood behind. */
function inOrder(list: readonly unknown[], order: readonly unknown[], key: string): unknown[] {
  const nameOf = (item: unknown) => JSON.stringify(key !== '' && isObject(item) ? item[key] : item);
  const rank = new Map(order.map((item, index) => [nameOf(item), index]));
  let last = -1;
  return list
    .map((item, index) => {
      const own = rank.get(nameOf(item));
      if (own !== undefined) last = own;
      return { item, rank: own ?? last, named: own !== undefined, index };
    })
    .sort((a, b) => a.rank - b.rank || Number(b.named) - Number(a.named) || a.index - b.index)
    .map(({ item }) => item);
}

function withoutDirectives(value: unknown): Json {
  const result: Json = {};
  if (isObject(value)) {
    for (const name of Object.keys(value)) if (!name.startsWith('$')) setField(result, name, value[name]);
  }
  return result;
}
