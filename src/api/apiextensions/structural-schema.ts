/**
 * What makes a schema structural: every field has a type and stands outside of `allOf`, `anyOf`, `oneOf` and `not`, which may
 * only narrow values down. The server needs this to drop unknown fields and to fill in defaults.
 * Errors come sorted by their text, as the server sorts them.
 */
import { type FieldError, forbidden, invalid, required } from '../meta/field-error.ts';
import type { FieldPath } from '../meta/field-path.ts';
import { isSame } from '../meta/object-meta.ts';
import { isList, isSchema, itemSchema, type JsonSchema, sortedEntries } from './json-schema.ts';

type Level = 'root' | 'item' | 'field';

/** Why the schema cannot even be looked at as a structural one; the server's words without a path. */
export function structuralObstacle(schema: JsonSchema): string | undefined {
  const { id, $schema, $ref, patternProperties, dependencies, additionalItems, definitions } = schema;
  const unsupported = (name: string) => `OpenAPIV3Schema '${name}' is not supported`;
  if (id) return unsupported('id');
  if ($schema) return unsupported('schema');
  if ($ref) return unsupported('$ref');
  if (size(patternProperties) > 0) return unsupported('patternProperties');
  if (size(dependencies) > 0) return unsupported('dependencies');
  if (additionalItems !== undefined) return unsupported('additionalItems');
  if (size(definitions) > 0) return unsupported('definitions');
  const inner = [schema.not, ...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  const first = firstObstacle(inner);
  if (first !== undefined) return first;
  if (schema['x-kubernetes-preserve-unknown-fields'] === false) {
    return "internal error: 'x-kubernetes-preserve-unknown-fields' must be true or undefined";
  }
  if (isList(schema.items) && schema.items.length > 0) {
    return "OpenAPIV3Schema 'items' must be a schema, but is an array";
  }
  const additional = isSchema(schema.additionalProperties) ? schema.additionalProperties : undefined;
  return firstObstacle([itemSchema(schema), ...sortedEntries(schema.properties).map(([, value]) => value), additional]);
}

function firstObstacle(schemas: readonly (JsonSchema | undefined)[]): string | undefined {
  for (const schema of schemas) {
    const obstacle = schema && structuralObstacle(schema);
    if (obstacle !== undefined) return obstacle;
  }
  return undefined;
}

export function validateStructural(schema: JsonSchema, field: FieldPath): FieldError[] {
  const errors = [...invariants(schema, 'root', field), ...completeness(schema, schema, field, field)];
  const text = (error: FieldError) => `${error.field}: ${error.message}`;
  return errors.sort((one, other) => (text(one) < text(other) ? -1 : text(one) > text(other) ? 1 : 0));
}

function invariants(schema: JsonSchema, level: Level, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const { type = '', properties = {}, additionalProperties } = schema;
  const items = itemSchema(schema);
  const embedded = schema['x-kubernetes-embedded-resource'] ?? false;
  const intOrString = schema['x-kubernetes-int-or-string'] ?? false;
  const preserve = schema['x-kubernetes-preserve-unknown-fields'] ?? false;

  if (type === 'array' && !items) errors.push(required(field.child('items'), 'must be specified'));
  if (items) errors.push(...invariants(items, 'item', field.child('items')));
  for (const [name, property] of Object.entries(properties)) {
    errors.push(...invariants(property, 'field', field.child('properties').key(name)));
  }
  if (additionalProperties !== undefined) {
    const place = field.child('additionalProperties');
    if (level === 'root') errors.push(forbidden(place, 'must not be used at the root'));
    if (isSchema(additionalProperties)) errors.push(...invariants(additionalProperties, 'field', place));
  }
  if (intOrString && preserve) {
    const place = field.child('x-kubernetes-preserve-unknown-fields');
    errors.push(invalid(place, preserve, 'must be false if x-kubernetes-int-or-string is true'));
  }
  if (intOrString && embedded) {
    const place = field.child('x-kubernetes-embedded-resource');
    errors.push(invalid(place, embedded, 'must be false if x-kubernetes-int-or-string is true'));
  }
  errors.push(...valueRules(schema, isIntOrString(schema.anyOf), isIntOrString(schema.allOf?.[0]?.anyOf), field));

  if (embedded && type !== 'object') {
    const detail = 'must be object if x-kubernetes-embedded-resource is true';
    errors.push(type === '' ? required(field.child('type'), detail) : invalid(field.child('type'), type, detail));
  } else if (type === '' && !intOrString && !preserve) {
    errors.push(required(field.child('type'), missingType[level]));
  }
  if (embedded && additionalProperties !== undefined) {
    const place = field.child('additionalProperties');
    errors.push(forbidden(place, 'must not be used if x-kubernetes-embedded-resource is set'));
  }
  if (level === 'root' && type !== '' && type !== 'object') {
    errors.push(invalid(field.child('type'), type, 'must be object at the root'));
  }
  errors.push(...metadataRules(schema, level, embedded, field));
  if (embedded && !preserve && Object.keys(properties).length === 0) {
    const detail =
      'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields';
    errors.push(required(field.child('properties'), detail));
  }
  return errors;
}

const missingType: Readonly<Record<Level, string>> = {
  root: 'must not be empty at the root',
  item: 'must not be empty for specified array items',
  field: 'must not be empty for specified object fields',
};

/** What stands at `kind`, `apiVersion` and `metadata` of a resource is Kubernetes' own. */
function metadataRules(schema: JsonSchema, level: Level, embedded: boolean, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const isResource = level === 'root' || embedded;
  const at = (name: string) => field.child('properties').key(name);
  for (const name of ['kind', 'apiVersion']) {
    const property = own(schema.properties, name);
    if (isResource && property && property.type !== 'string') {
      errors.push(invalid(at(name).child('type'), property.type ?? '', 'must be string'));
    }
  }
  const metadata = own(schema.properties, 'metadata');
  if (!metadata) return errors;
  if (isResource && metadata.type !== 'object') {
    errors.push(invalid(at('metadata').child('type'), metadata.type ?? '', 'must be object'));
  }
  if (level === 'root') {
    const { type: _, default: __, properties = {}, ...rest } = metadata;
    const others = Object.keys(properties).filter((name) => name !== 'name' && name !== 'generateName');
    if (others.length > 0 || Object.keys(rest).length > 0) {
      const detail = 'must not specify anything other than name and generateName, but metadata is implicitly specified';
      errors.push(forbidden(at('metadata'), detail));
    }
  }
  return errors;
}

/** The one pattern with types inside `anyOf` that is allowed: a number or a text. */
function isIntOrString(anyOf: readonly JsonSchema[] | undefined): boolean {
  return isSame(anyOf, [{ type: 'integer' }, { type: 'string' }]);
}

function valueRules(schema: JsonSchema, skipAnyOf: boolean, skipFirstAllOf: boolean, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (!skipAnyOf) {
    for (const [index, inner] of (schema.anyOf ?? []).entries()) {
      errors.push(...nestedRules(inner, false, field.child('anyOf').index(index)));
    }
  }
  for (const [index, inner] of (schema.allOf ?? []).entries()) {
    errors.push(...nestedRules(inner, skipFirstAllOf && index === 0, field.child('allOf').index(index)));
  }
  for (const [index, inner] of (schema.oneOf ?? []).entries()) {
    errors.push(...nestedRules(inner, false, field.child('oneOf').index(index)));
  }
  if (schema.not) errors.push(...nestedRules(schema.not, false, field.child('not')));
  const fault = schema.pattern ? patternFault(schema.pattern) : undefined;
  if (fault !== undefined) {
    const detail = `must be a valid regular expression, but isn't: ${fault}`;
    errors.push(invalid(field.child('pattern'), schema.pattern, detail));
  }
  return errors;
}

function patternFault(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'u');
    return undefined;
  } catch {
    return `error parsing regexp: \`${pattern}\``;
  }
}

/** Inside `allOf` and its kin: values may be narrowed down, structure may not be told. */
function nestedRules(schema: JsonSchema, skipAnyOf: boolean, field: FieldPath): FieldError[] {
  const errors = valueRules(schema, skipAnyOf, false, field);
  const items = itemSchema(schema);
  if (items) errors.push(...nestedRules(items, false, field.child('items')));
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    errors.push(...nestedRules(property, false, field.child('properties').key(name)));
  }
  const forbid = (name: string, detail: string) => errors.push(forbidden(field.child(name), detail));
  if (schema.type) forbid('type', 'must be empty to be structural');
  const { additionalProperties } = schema;
  if (isSchema(additionalProperties) || additionalProperties === true) {
    forbid('additionalProperties', 'must be undefined to be structural');
  }
  if (schema.default !== undefined) forbid('default', 'must be undefined to be structural');
  if (schema.title) forbid('title', 'must be empty to be structural');
  if (schema.description) forbid('description', 'must be empty to be structural');
  for (const name of [
    'nullable',
    'x-kubernetes-preserve-unknown-fields',
    'x-kubernetes-embedded-resource',
    'x-kubernetes-int-or-string',
  ] as const) {
    if (schema[name]) forbid(name, 'must be false to be structural');
  }
  if ((schema['x-kubernetes-list-map-keys'] ?? []).length > 0) {
    forbid('x-kubernetes-list-map-keys', 'must be empty to be structural');
  }
  for (const name of ['x-kubernetes-list-type', 'x-kubernetes-map-type'] as const) {
    if (schema[name] !== undefined) forbid(name, 'must be undefined to be structural');
  }
  if ((schema['x-kubernetes-validations'] ?? []).length > 0) {
    forbid('x-kubernetes-validations', 'must be empty to be structural');
  }
  if (own(schema.properties, 'metadata')) {
    errors.push(forbidden(field.child('properties').key('metadata'), 'must not be specified in a nested context'));
  }
  return errors;
}

/** Every field that a nested rule speaks of must be told outside as well. */
function completeness(rules: JsonSchema, schema: JsonSchema, at: FieldPath, rulesAt: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (rules.not) errors.push(...nestedCompleteness(rules.not, schema, at, rulesAt.child('not')));
  for (const name of ['allOf', 'anyOf', 'oneOf'] as const) {
    for (const [index, inner] of (rules[name] ?? []).entries()) {
      errors.push(...nestedCompleteness(inner, schema, at, rulesAt.child(name).index(index)));
    }
  }
  return errors;
}

function nestedCompleteness(
  rules: JsonSchema,
  schema: JsonSchema | undefined,
  at: FieldPath,
  rulesAt: FieldPath,
): FieldError[] {
  if (!schema) return [required(at, `because it is defined in ${rulesAt}`)];
  const errors = completeness(rules, schema, at, rulesAt);
  const items = itemSchema(rules);
  if (items) errors.push(...nestedCompleteness(items, itemSchema(schema), at.child('items'), rulesAt.child('items')));
  for (const [name, inner] of Object.entries(rules.properties ?? {})) {
    const place = at.child('properties').key(name);
    const rulesPlace = rulesAt.child('properties').key(name);
    errors.push(...nestedCompleteness(inner, own(schema.properties, name), place, rulesPlace));
  }
  return errors;
}

function own(properties: JsonSchema['properties'], name: string): JsonSchema | undefined {
  return properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
}

function size(record: object | undefined): number {
  return Object.keys(record ?? {}).length;
}
