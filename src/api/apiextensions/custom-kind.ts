/**
 * The kinds that a stored CustomResourceDefinition makes: read, defaulted and validated by its schema. The API server adds
 * them to its own; they are called `Backup.example.com` where built-in ones are called `Pod`.
 */

import { type FieldError, invalid } from '../meta/field-error.ts';
import { path } from '../meta/field-path.ts';
import type { AnyDraft, KindDefinition } from '../meta/kind-definition.ts';
import { nameIsDns1123Subdomain } from '../meta/names.ts';
import { isSame, validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';
import { hasRules, validateRules } from './cel/rules.ts';
import { schemaOf } from './crd-spec.ts';
import { decodeCustom } from './custom-decoder.ts';
import { customStruct } from './custom-struct.ts';
import type { CustomResourceDefinition } from './customresourcedefinition.ts';
import { isSchema, itemSchema, type JsonSchema } from './json-schema.ts';
import { validateValue } from './schema-value.ts';

type Json = Record<string, unknown>;

/** Undefined while the definition has no version that is served. */
export function customKind(crd: CustomResourceDefinition): KindDefinition | undefined {
  const { group, names, scope, versions } = crd.spec;
  const served = versions.filter((version) => version.served);
  const stored = versions.find((version) => version.storage) ?? served[0];
  if (!stored || served.length === 0) return undefined;
  const schemas = new Map(versions.map((version) => [version.name, schemaOf(version as never) ?? {}]));
  const schema = schemas.get(stored.name) as JsonSchema;
  const namespaced = scope === 'Namespaced';
  const hasStatus = stored.subresources?.status !== undefined;

  const check = (draft: AnyDraft, old?: AnyDraft): FieldError[] => {
    const errors = validateValue(ownPart(draft), withoutMeta(schema), path(), '', old && ownPart(old));
    if (!hasRules(schema)) return errors;
    if (errors.some(({ type }) => blocking.has(type))) return [...errors, invalid('<nil>', null, notChecked)];
    return [...errors, ...validateRules(draft, old, schema, path())];
  };
  return {
    custom: true,
    struct: customStruct(schema, names.kind),
    kind: names.kind,
    group,
    version: stored.name,
    plural: names.plural,
    singular: names.singular ?? names.kind.toLowerCase(),
    shortNames: names.shortNames ?? [],
    namespaced,
    ...(names.categories && { categories: names.categories }),
    subresources: [
      ...(hasStatus ? (['status'] as const) : []),
      ...(stored.subresources?.scale ? (['scale'] as const) : []),
    ],
    otherVersions: served.filter((version) => version !== stored).map(({ name }) => ({ group, version: name })),
    decode: (value, options) => decodeCustom(value, schemas.get(versionOf(value)) ?? schema, options),
    defaults: (draft) => fillDefaults(draft as Json, schema),
    prepareForCreate(draft) {
      if (hasStatus) delete (draft as Json)['status'];
      if (draft.metadata) draft.metadata.generation = 1;
    },
    prepareForUpdate(draft, old) {
      const next = draft as Json;
      const before = old as Json;
      if (hasStatus && before['status'] !== undefined) next['status'] = before['status'];
      else if (hasStatus) delete next['status'];
      if (draft.metadata && !isSame(generationPart(next), generationPart(before))) {
        draft.metadata.generation = (old.metadata?.generation ?? 0) + 1;
      }
    },
    validate: (draft) => [
      ...validateObjectMeta(draft.metadata, { namespaced, name: nameIsDns1123Subdomain, anyFinalizer: true }),
      ...check(draft),
    ],
    validateUpdate: (draft, old) => [
      ...validateObjectMetaUpdate(draft.metadata, old.metadata, { anyFinalizer: true }),
      ...check(draft, old),
    ],
    validateStatusUpdate: check,
  };
}

/** Of an object whose shape is wrong no rule can be asked. */
const blocking: ReadonlySet<FieldError['type']> = new Set([
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
]);
const notChecked =
  'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation';

/** What the server's own controllers write as soon as a definition is stored: its names are taken, its kind is served. */
export function establishedStatus(crd: CustomResourceDefinition, now: string): Json {
  const conditions = [
    { type: 'NamesAccepted', reason: 'NoConflicts', message: 'no conflicts found' },
    { type: 'Established', reason: 'InitialNamesAccepted', message: 'the initial names have been accepted' },
  ];
  return {
    conditions: conditions.map(({ type, ...rest }) => ({ type, status: 'True', lastTransitionTime: now, ...rest })),
    acceptedNames: structuredClone(crd.spec.names),
    storedVersions: [...(crd.status?.storedVersions ?? [])],
  };
}

function versionOf(value: Readonly<Json>): string {
  const apiVersion = String(value['apiVersion']);
  return apiVersion.slice(apiVersion.indexOf('/') + 1);
}

/** Without what is Kubernetes' own in every object. */
function ownPart(object: AnyDraft): Json {
  const { apiVersion: _, kind: __, metadata: ___, ...rest } = object as Json;
  return rest;
}

/** Everything but metadata and status counts as what was wished for. */
function generationPart({ metadata: _, status: __, ...rest }: Json): Json {
  return rest;
}

/** `apiVersion`, `kind` and `metadata` are Kubernetes' own, whatever the schema says of them. */
function withoutMeta(schema: JsonSchema): JsonSchema {
  const { apiVersion: _, kind: __, metadata: ___, ...properties } = schema.properties ?? {};
  const required = (schema.required ?? []).filter((name) => !['apiVersion', 'kind', 'metadata'].includes(name));
  return { ...schema, properties, required };
}

/** Puts in what is absent and has a default, from the outside in: a default may itself have fields that are filled in. */
function fillDefaults(value: unknown, schema: JsonSchema): void {
  if (Array.isArray(value)) {
    const items = itemSchema(schema);
    if (items) for (const item of value) fillDefaults(item, items);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const object = value as Json;
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const isNull = object[name] === null && !property.nullable;
    if (property.default !== undefined && (!Object.hasOwn(object, name) || isNull)) {
      object[name] = structuredClone(property.default);
    }
    if (Object.hasOwn(object, name)) fillDefaults(object[name], property);
  }
  const { additionalProperties } = schema;
  if (!isSchema(additionalProperties)) return;
  for (const name of Object.keys(object)) {
    if (!schema.properties || !Object.hasOwn(schema.properties, name)) fillDefaults(object[name], additionalProperties);
  }
}
