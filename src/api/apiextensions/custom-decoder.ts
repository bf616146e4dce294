/**
 * Reads an object of a custom kind: metadata as for every object, the rest by the schema. Fields that the schema does not
 * know are faults; values of the wrong type are not, those the kind's validation reports.
 */

import type { DecodeFault, PathStep } from '../decode/fault.ts';
import { StructDecoder } from '../decode/struct-decoder.ts';
import type { AnyDraft, DecodedObject, DecodeOptions } from '../meta/kind-definition.ts';
import { type StructType, structType } from '../structure/structure.ts';
import { isSchema, itemSchema, type JsonSchema } from './json-schema.ts';

type Json = Record<string, unknown>;

export function decodeCustom(value: Readonly<Json>, schema: JsonSchema, options: DecodeOptions): DecodedObject {
  const { apiVersion, kind, metadata, ...rest } = value;
  const decoder = new StructDecoder(options);
  // A struct that has nothing but metadata, so that its faults have the right paths.
  const decoded = decoder.struct({ ...(metadata !== undefined && { metadata }) }, metadataHolder());
  const faults = [...decoder.faults];
  const { properties = {}, ...others } = schema;
  const body = prune(rest, { ...others, properties }, [], faults);
  const draft = { apiVersion, kind, ...decoded, ...(body as Json) };
  return { draft: draft as AnyDraft, faults };
}

function metadataHolder(): StructType {
  const pod = structType('core.v1.Pod') as StructType;
  const metadata = pod.fields.get('metadata');
  return {
    ...pod,
    shortName: 'ObjectMeta',
    fields: new Map(metadata ? [['metadata', metadata]] : []),
    always: metadata ? [metadata] : [],
  };
}

function prune(value: unknown, schema: JsonSchema, path: readonly PathStep[], faults: DecodeFault[]): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) {
    const items = itemSchema(schema);
    return value.map((item, index) => prune(item, items ?? open, [...path, index], faults));
  }
  if (typeof value !== 'object' || value === null) return value;
  const result: Json = {};
  for (const key of Object.keys(value).sort()) {
    const inner = schemaOfMember(schema, key, path.length === 0);
    if (inner) {
      const item = prune((value as Json)[key], inner, [...path, key], faults);
      if (key === '__proto__') {
        Object.defineProperty(result, key, { value: item, enumerable: true, configurable: true, writable: true });
      } else result[key] = item;
    } else {
      const known = Object.keys(schema.properties ?? {});
      faults.push({ kind: 'unknown', path: [...path, key], known, struct: '' });
    }
  }
  return result;
}

/** Lets everything through. */
const open: JsonSchema = { 'x-kubernetes-preserve-unknown-fields': true };

function schemaOfMember(schema: JsonSchema, key: string, isRoot: boolean): JsonSchema | undefined {
  if (schema.properties && Object.hasOwn(schema.properties, key)) return schema.properties[key];
  const { additionalProperties } = schema;
  if (isSchema(additionalProperties)) return additionalProperties;
  if (additionalProperties === true || schema['x-kubernetes-preserve-unknown-fields']) return open;
  const isResource = !isRoot && schema['x-kubernetes-embedded-resource'];
  return isResource && ['apiVersion', 'kind', 'metadata'].includes(key) ? open : undefined;
}
