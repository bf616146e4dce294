/**
 * The schema of a custom kind in the form of the structural table, so that server-side apply merges its objects and refuses
 * what does not fit them as it does with built-in kinds: `x-kubernetes-list-type: map` merges items by their keys.
 */
import { type Field, type ScalarType, type StructType, structType, type Type } from '../structure/structure.ts';
import type { MergeTable } from '../structure/table.ts';
import { isSchema, itemSchema, type JsonSchema } from './json-schema.ts';

export function customStruct(schema: JsonSchema, kind: string): StructType {
  const root = structOf(schema, kind);
  const fields = new Map(root.fields);
  // Kubernetes' own, whatever the schema says of them.
  for (const [name, field] of structType('core.v1.Pod')?.fields ?? []) {
    if (name === 'apiVersion' || name === 'kind' || name === 'metadata') fields.set(name, field);
  }
  return { ...root, fields };
}

function structOf(schema: JsonSchema, name: string): StructType {
  const fields = new Map<string, Field>();
  for (const [fieldName, property] of Object.entries(schema.properties ?? {})) {
    const merge = mergeOf(property);
    fields.set(fieldName, {
      name: fieldName,
      type: typeOf(property, fieldName),
      required: false,
      pointer: true,
      always: false,
      ...(merge && { merge }),
    });
  }
  return { is: 'struct', name, goName: name, shortName: name, fields, always: [] };
}

function typeOf(schema: JsonSchema, name: string): Type {
  if (schema['x-kubernetes-int-or-string']) return scalar('intOrString');
  if (schema['x-kubernetes-preserve-unknown-fields'] || schema['x-kubernetes-embedded-resource']) return scalar('any');
  switch (schema.type) {
    case 'object': {
      if (schema.properties) return structOf(schema, name);
      const { additionalProperties } = schema;
      if (isSchema(additionalProperties)) return { is: 'map', of: typeOf(additionalProperties, name), goName: 'map' };
      return additionalProperties === true ? scalar('any') : structOf(schema, name);
    }
    case 'array': {
      const items = itemSchema(schema);
      return { is: 'list', of: items ? typeOf(items, name) : scalar('any'), goName: 'list' };
    }
    case 'string':
      return scalar('string');
    case 'boolean':
      return scalar('bool');
    case 'integer':
      return scalar('int64');
    case 'number':
      return scalar('float64');
    default:
      return scalar('any');
  }
}

function scalar(kind: ScalarType['scalar']): ScalarType {
  return { is: 'scalar', scalar: kind, goName: kind };
}

function mergeOf(schema: JsonSchema): MergeTable | undefined {
  const list = schema['x-kubernetes-list-type'];
  if (list === 'map') return { apply: 'map', keys: schema['x-kubernetes-list-map-keys'] ?? [] };
  if (list === 'set') return { apply: 'set' };
  return list === 'atomic' || schema['x-kubernetes-map-type'] === 'atomic' ? { apply: 'atomic' } : undefined;
}
