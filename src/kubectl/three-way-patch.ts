/**
 * The patch that `kubectl apply` sends: what the file changes in the live object, and what the file had the last time and
 * has no more. Lists with a merge key (containers by name) are compared item by item, as a strategic merge patch will be
 * read; of kinds without a structure (custom ones) lists are replaced whole.
 *
 *   last {replicas: 2}, file {}, live {replicas: 3, x: 1}   → {replicas: null}: the file gave it up, x was never the file's
 */
import type { Field, Type } from '#api/structure/structure.ts';
import { deepEqual } from '#cluster/apiserver/structural-sharing.ts';

type Json = Record<string, unknown>;

export interface ThreeSides {
  /** What was applied the last time; {} where nobody knows. */
  readonly last: unknown;
  readonly file: unknown;
  readonly live: unknown;
}

/** {} where nothing is to be changed. */
export function threeWayPatch({ last, file, live }: ThreeSides, type: Type | undefined): Json {
  return mapPatch(asMap(last), asMap(file), asMap(live), type);
}

function mapPatch(last: Json, file: Json, live: Json, type: Type | undefined): Json {
  const patch: Json = {};
  for (const key of Object.keys(last)) if (!Object.hasOwn(file, key)) patch[key] = null;
  for (const key of Object.keys(file)) {
    const wanted = file[key];
    if (wanted === null || wanted === undefined) continue;
    const field = fieldOf(type, key);
    const is = Object.hasOwn(live, key) ? live[key] : undefined;
    const was = Object.hasOwn(last, key) ? last[key] : undefined;
    if (isMap(wanted) && isMap(is)) {
      const inner = mapPatch(asMap(was), wanted, is, field?.type ?? mapItem(type));
      if (field?.merge?.retainKeys && Object.keys(inner).length > 0) inner['$retainKeys'] = Object.keys(wanted).sort();
      if (Object.keys(inner).length > 0) patch[key] = inner;
    } else if (Array.isArray(wanted) && Array.isArray(is) && field?.merge?.patchKey !== undefined) {
      listPatch(patch, key, field, { last: Array.isArray(was) ? was : [], file: wanted, live: is });
    } else if (!deepEqual(wanted, is)) patch[key] = wanted;
  }
  // What is to go and is not there needs no patch.
  for (const key of Object.keys(patch)) if (patch[key] === null && !Object.hasOwn(live, key)) delete patch[key];
  return patch;
}

function listPatch(
  patch: Json,
  key: string,
  field: Field,
  {
    last,
    file,
    live,
  }: { readonly last: readonly unknown[]; readonly file: readonly unknown[]; readonly live: readonly unknown[] },
): void {
  const mergeKey = field.merge?.patchKey as string;
  const itemType = field.type.is === 'list' ? field.type.of : undefined;
  if (mergeKey === '' || !file.every(isMap)) {
    const added = file.filter((item) => !live.some((other) => deepEqual(item, other)));
    const gone = last.filter((item) => !file.some((other) => deepEqual(item, other)));
    if (gone.length > 0) patch[`$deleteFromPrimitiveList/${key}`] = gone;
    if (added.length > 0) patch[key] = added;
    if (gone.length > 0 || added.length > 0) patch[`$setElementOrder/${key}`] = [...file];
    return;
  }
  const find = (list: readonly unknown[], item: Json) =>
    list.find((one) => isMap(one) && deepEqual(one[mergeKey], item[mergeKey])) as Json | undefined;
  const changes: Json[] = [];
  for (const item of file as readonly Json[]) {
    const is = find(live, item);
    if (!is) {
      changes.push(item);
      continue;
    }
    const inner = mapPatch(asMap(find(last, item)), item, is, itemType);
    if (field.merge?.retainKeys && Object.keys(inner).length > 0) inner['$retainKeys'] = Object.keys(item).sort();
    if (Object.keys(inner).length > 0) changes.push({ ...inner, [mergeKey]: item[mergeKey] });
  }
  for (const item of last) {
    if (isMap(item) && !find(file, item)) changes.push({ $patch: 'delete', [mergeKey]: item[mergeKey] });
  }
  const order = (list: readonly unknown[]) => list.flatMap((item) => (isMap(item) ? [item[mergeKey]] : []));
  const liveOrder = order(live).filter((name) => order(file).some((other) => deepEqual(name, other)));
  if (changes.length > 0) patch[key] = changes;
  if (changes.length > 0 || !deepEqual(liveOrder, order(file))) {
    patch[`$setElementOrder/${key}`] = order(file).map((name) => ({ [mergeKey]: name }));
  }
}

function fieldOf(type: Type | undefined, name: string): Field | undefined {
  return type?.is === 'struct' ? type.fields.get(name) : undefined;
}

function mapItem(type: Type | undefined): Type | undefined {
  return type?.is === 'map' ? type.of : undefined;
}

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asMap(value: unknown): Json {
  return isMap(value) ? value : {};
}
