/**
 * JSON merge patch (RFC 7386): `null` removes a field, an object is merged, everything else, lists too, replaces.
 * The result shares with `target` what the patch does not touch.
 */
import { isObject, type Json, setField } from '../structural-sharing.ts';

export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: Json = {};
  if (isObject(target)) for (const name of Object.keys(target)) setField(result, name, target[name]);
  for (const name of Object.keys(patch)) {
    const value = patch[name];
    if (value === undefined) continue;
    if (value === null) delete result[name];
    else setField(result, name, mergePatch(Object.hasOwn(result, name) ? result[name] : undefined, value));
  }
  return result;
}
