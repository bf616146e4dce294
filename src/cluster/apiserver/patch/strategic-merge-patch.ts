/**
 * Strategic merge patch: as a merge patch, but lists that have a merge key are merged item by item (containers by name),
 * and directives may stand inside: `$patch: delete | replace | merge`, `$deleteFromPrimitiveList/…`,
 * `$setElementOrder/…`, `$retainKeys`. Which lists merge, and by what, is in merge-keys.ts.
 */
import { deepEqual, isObject, type Json, setField } from '../structural-sharing.ts';
import { type MergeRule, mergeRule } from './merge-keys.ts';

export function strategicMergePatch(target: unknown, patch: unknown, kind: string): unknown {
  return mergeValue(target, patch, [kind]);
}

function mergeValue(target: unknown, patch: unknown, path: readonly string[]): unknown {
  return isObject(patch) ? mergeObject(isObject(target) ? target : {}, patch, path) : patch;
}

function mergeObject(target: Json, patch: Json, path: readonly string[]): Json {
  if (patch['$patch'] === 'replace') return withoutDirectives(patch);
  const result: Json = {};
  const retained = Array.isArray(patch['$retainKeys']) ? new Set(patch['$retainKeys']) : undefined;
  for (const name of Object.keys(target)) {
    if (!retained || retained.has(name)) setField(result, name, target[name]);
  }
  for (const name of Object.keys(patch)) {
    const value = patch[name];
    if (name === '$patch' || name === '$retainKeys' || value === undefined || name.startsWith('$setElementOrder/'))
      continue;
    if (name.startsWith('$deleteFromPrimitiveList/')) {
      const field = name.slice('$deleteFromPrimitiveList/'.length);
      const list = result[field];
      if (Array.isArray(list) && Array.isArray(value)) {
        result[field] = list.filter((item) => !value.some((gone) => deepEqual(gone, item)));
      }
      continue;
    }
    const old = Object.hasOwn(result, name) ? result[name] : undefined;
    if (value === null) delete result[name];
    else if (isObject(value) && value['$patch'] === 'delete') delete result[name];
    else if (Array.isArray(value)) {
      const rule = mergeRule(path, name);
      setField(result, name, rule ? mergeList(Array.isArray(old) ? old : [], value, rule, [...path, name]) : value);
    } else setField(result, name, mergeValue(old, value, [...path, name]));
  }
  for (const name of Object.keys(patch)) {
    if (!name.startsWith('$setElementOrder/')) continue;
    const field = name.slice('$setElementOrder/'.length);
    const rule = mergeRule(path, field);
    const [list, order] = [result[field], patch[name]];
    if (rule && Array.isArray(list) && Array.isArray(order)) result[field] = inOrder(list, order, rule);
  }
  return result;
}

function mergeList(
  target: readonly unknown[],
  patch: readonly unknown[],
  rule: MergeRule,
  path: readonly string[],
): unknown[] {
  if (patch.some((item) => isObject(item) && item['$patch'] === 'replace')) {
    return patch.filter((item) => !(isObject(item) && item['$patch'] === 'replace')).map(withoutDirectives);
  }
  const result = [...target];
  for (const item of patch) {
    if (rule.key === undefined || !isObject(item)) {
      if (!result.some((existing) => deepEqual(existing, item))) result.push(item);
      continue;
    }
    const { key } = rule;
    const index = result.findIndex((existing) => isObject(existing) && deepEqual(existing[key], item[key]));
    if (item['$patch'] === 'delete') {
      if (index >= 0) result.splice(index, 1);
    } else if (index >= 0) result[index] = mergeValue(result[index], item, path);
    else result.push(mergeValue({}, item, path)); // merged into nothing, so that nulls and directives inside fall away
  }
  return result;
}

/** Items named in `order` come in that order; each other one stays behind the item it stood behind. */
function inOrder(list: readonly unknown[], order: readonly unknown[], rule: MergeRule): unknown[] {
  const nameOf = (item: unknown) => JSON.stringify(rule.key !== undefined && isObject(item) ? item[rule.key] : item);
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
