/**
 * The last step before an object is stored: what Go would not write is left out again and what it always writes filled in,
 * after defaults, strategies and admission have changed the draft. Works in place; touches nothing that is frozen.
 */
import type { AnyDraft, KindDefinition } from '../meta/kind-definition.ts';
import { kindStruct, type StructType, type Type } from '../structure/structure.ts';
import { fillIn, isEmpty } from './struct-decoder.ts';

type Json = Record<string, unknown>;

export function completeObject(definition: KindDefinition, draft: AnyDraft): void {
  const type = kindStruct(definition.group, definition.version, definition.kind);
  if (type) completeStruct(draft as Json, type);
}

function completeStruct(value: Json, type: StructType): void {
  if (Object.isFrozen(value)) return;
  for (const key of Object.keys(value)) {
    const item = value[key];
    const field = type.fields.get(key);
    if (item === undefined || item === null) delete value[key];
    else if (field) {
      completeValue(item, field.type);
      // Storage knows no empty lists and maps, only absent ones.
      const isOptional = !field.pointer && (!field.always || field.type.is === 'list' || field.type.is === 'map');
      if (isOptional && isEmpty(item)) delete value[key];
    }
  }
  fillIn(value, type);
}

function completeValue(value: unknown, type: Type): void {
  if (typeof value !== 'object' || value === null) return;
  if (type.is === 'struct') {
    if (!Array.isArray(value)) completeStruct(value as Json, type);
  } else if (type.is === 'list') {
    if (type.of.is === 'scalar' || !Array.isArray(value)) return;
    for (const item of value) completeValue(item, type.of);
  } else if (type.is === 'map') {
    const map = value as Json;
    for (const key of Object.keys(map)) {
      if (map[key] === undefined) delete map[key];
      else completeValue(map[key], type.of);
    }
  }
}
