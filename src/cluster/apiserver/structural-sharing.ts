/**
 * Objects in the store are frozen and shared: a new version keeps every subtree of the old one that did not change.
 * So a watcher may hold on to a hundred thousand pods, "did anything change?" is one comparison of references,
 * and nobody can change an object behind the API server's back.
 */

/** Mutable JSON, as decoders, defaults and admission work on it. */
export type Json = { [field: string]: unknown };

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy that may be changed. `undefined` fields are left out, as JSON would. */
export function cloneJson<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(cloneJson) as T;
  const copy: Json = {};
  for (const name of Object.keys(value)) {
    const field = (value as Json)[name];
    if (field !== undefined) setField(copy, name, cloneJson(field));
  }
  return copy as T;
}

/** Sets a field whatever its name: `__proto__` from a hostile document is a field like any other. */
export function setField(target: Json, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  } else target[name] = value;
}

/**
 * `next`, with every subtree that equals the one in `old` replaced by it; `old` itself when all is equal.
 * Changes `next` in place where it is not frozen.
 */
export function shareWith<T>(old: unknown, next: T): T {
  if (old === next) return next;
  if (typeof next !== 'object' || next === null || typeof old !== 'object' || old === null) return next;
  if (Array.isArray(next)) {
    if (!Array.isArray(old)) return next;
    let equal = old.length === next.length;
    for (let index = 0; index < next.length; index++) {
      const shared = shareWith(old[index], next[index]);
      if (shared !== next[index] && !Object.isFrozen(next)) next[index] = shared;
      if (shared !== old[index]) equal = false;
    }
    return equal ? (old as T) : next;
  }
  if (Array.isArray(old)) return next;
  const before = old as Json;
  const after = next as Json;
  const names = Object.keys(after);
  let equal = names.length === Object.keys(before).length;
  for (const name of names) {
    if (!Object.hasOwn(before, name)) {
      equal = false;
      continue;
    }
    const shared = shareWith(before[name], after[name]);
    if (shared !== after[name] && !Object.isFrozen(after)) setField(after, name, shared);
    if (shared !== before[name]) equal = false;
  }
  return equal ? (old as T) : next;
}

/** Freezes all that is not frozen yet. What is frozen was frozen whole, so the walk stops there. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const name of Object.keys(value)) deepFreeze((value as Json)[name]);
  return value;
}

export function deepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => Object.hasOwn(b, name) && deepEqual((a as Json)[name], (b as Json)[name]));
}
