/**
 * JSON patch (RFC 6902): operations in order, all or nothing. A path that does not exist is the caller's error.
 * Works on its own copy.
 */
import { fail, ok, type Result } from '#base/result.ts';
import type { JsonPatchOperation } from '../api-client.ts';
import { cloneJson, deepEqual, isObject, type Json, setField } from '../structural-sharing.ts';

export function jsonPatch(target: unknown, operations: readonly JsonPatchOperation[]): Result<unknown, string> {
  const root: Json = { document: cloneJson(target) };
  for (const operation of operations) {
    const problem = applyOperation(root, operation);
    if (problem !== undefined) return fail(problem);
  }
  return ok(root['document']);
}

function applyOperation(root: Json, operation: JsonPatchOperation): string | undefined {
  if (!isObject(operation) || typeof operation.path !== 'string') return 'Unexpected kind: unknown';
  const { op, path } = operation;
  switch (op) {
    case 'add':
      return add(root, path, cloneJson(operation.value));
    case 'remove':
      return remove(root, path);
    case 'replace': {
      const found = find(root, path);
      if (!found) return missing(op, path);
      return replaceAt(found, cloneJson(operation.value));
    }
    case 'move':
    case 'copy': {
      const from = typeof operation.from === 'string' ? operation.from : '';
      const found = find(root, from);
      if (!found) return missing(op, from);
      const value = cloneJson(found.value);
      if (op === 'move') {
        if (path.startsWith(`${from}/`)) return `${op} operation: a value cannot be moved into itself: ${path}`;
        remove(root, from);
      }
      return add(root, path, value);
    }
    case 'test': {
      const value = find(root, path)?.value ?? null;
      return deepEqual(value, operation.value ?? null) ? undefined : `testing value ${path} failed: test failed`;
    }
    default:
      return `Unexpected kind: ${String(op)}`;
  }
}

interface Place {
  readonly parent: Json | unknown[];
  readonly key: string;
  readonly value: unknown;
}

/** `/metadata/labels/app.kubernetes.io~1name`: `~1` is a slash, `~0` a tilde. */
function keysOf(path: string): string[] {
  return ['document', ...path.split('/').slice(1)].map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function parentOf(root: Json, path: string): { parent: Json | unknown[]; key: string } | undefined {
  if (path !== '' && !path.startsWith('/')) return undefined;
  const keys = keysOf(path);
  let parent: unknown = root;
  for (const key of keys.slice(0, -1)) {
    if (Array.isArray(parent)) parent = isIndex(key) ? parent[Number(key)] : undefined;
    else parent = isObject(parent) && Object.hasOwn(parent, key) ? parent[key] : undefined;
  }
  return Array.isArray(parent) || isObject(parent) ? { parent, key: keys.at(-1) as string } : undefined;
}

function find(root: Json, path: string): Place | undefined {
  const place = parentOf(root, path);
  if (!place) return undefined;
  const { parent, key } = place;
  if (Array.isArray(parent)) {
    return isIndex(key) && Number(key) < parent.length ? { parent, key, value: parent[Number(key)] } : undefined;
  }
  return Object.hasOwn(parent, key) ? { parent, key, value: parent[key] } : undefined;
}

function add(root: Json, path: string, value: unknown): string | undefined {
  const place = parentOf(root, path);
  if (!place) return missing('add', path);
  const { parent, key } = place;
  if (!Array.isArray(parent)) {
    setField(parent, key, value);
    return undefined;
  }
  const index = key === '-' ? parent.length : isIndex(key) ? Number(key) : -1;
  if (index < 0 || index > parent.length)
    return `add operation does not apply: doc is missing path: ${path}: invalid index referenced`;
  parent.splice(index, 0, value);
  return undefined;
}

function remove(root: Json, path: string): string | undefined {
  const found = find(root, path);
  if (!found) return missing('remove', path);
  if (Array.isArray(found.parent)) found.parent.splice(Number(found.key), 1);
  else delete found.parent[found.key];
  return undefined;
}

function replaceAt({ parent, key }: Place, value: unknown): undefined {
  if (Array.isArray(parent)) parent[Number(key)] = value;
  else setField(parent, key, value);
}

function missing(operation: string, path: string): string {
  return `${operation} operation does not apply: doc is missing path: ${path}: missing value`;
}

function isIndex(key: string): boolean {
  return /^(0|[1-9][0-9]*)$/.test(key);
}
