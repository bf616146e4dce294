/**
 * What a definition's schema may say: the words of OpenAPI v3 that Kubernetes takes, lists and maps that can be merged,
 * rules of validation. CEL rules are read no further than that they are there: readyz does not run them.
 */
import { type FieldError, forbidden, invalid, notSupported, required } from '../meta/field-error.ts';
import type { FieldPath } from '../meta/field-path.ts';
import { isList, isSchema, itemSchema, type JsonSchema, sortedEntries } from './json-schema.ts';

const types = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

interface Place {
  readonly isRoot: boolean;
  /** Within metadata, kind or apiVersion of a resource. */
  readonly insideMeta: boolean;
  /** Why defaults are not allowed here. */
  readonly noDefaults?: string;
}

export function validateOpenApiSchema(
  schema: JsonSchema,
  field: FieldPath,
  place: Place = { isRoot: true, insideMeta: false },
): FieldError[] {
  const inner: Place = { ...place, isRoot: false };
  const errors = words(schema, field, place);
  if (schema.uniqueItems) {
    const detail = 'uniqueItems cannot be set to true since the runtime complexity becomes quadratic';
    errors.push(forbidden(field.child('uniqueItems'), detail));
  }
  const { additionalProperties, properties = {} } = schema;
  if (additionalProperties !== undefined) {
    if (Object.keys(properties).length > 0 && additionalProperties !== true) {
      const detail = 'additionalProperties and properties are mutual exclusive';
      errors.push(forbidden(field.child('additionalProperties'), detail));
    }
    if (isSchema(additionalProperties)) {
      const noDefaults = 'inside additionalProperties applying to object metadata';
      const within = place.insideMeta ? { ...inner, noDefaults } : inner;
      errors.push(...validateOpenApiSchema(additionalProperties, field.child('additionalProperties'), within));
    }
  }
  for (const [name, property] of sortedEntries(properties)) {
    const isMeta = ['metadata', 'kind', 'apiVersion'].includes(name);
    const entersMeta = isMeta && (place.isRoot || schema['x-kubernetes-embedded-resource']);
    const within: Place = {
      ...inner,
      ...(entersMeta && { insideMeta: true }),
      ...(entersMeta && place.isRoot && { noDefaults: `in top-level ${name}` }),
    };
    errors.push(...validateOpenApiSchema(property, field.child('properties').key(name), within));
  }
  if (schema.not) errors.push(...validateOpenApiSchema(schema.not, field.child('not'), inner));
  for (const name of ['allOf', 'oneOf', 'anyOf'] as const) {
    for (const [index, sub] of (schema[name] ?? []).entries()) {
      errors.push(...validateOpenApiSchema(sub, field.child(name).index(index), inner));
    }
  }
  for (const [name, sub] of sortedEntries(schema.definitions)) {
    errors.push(...validateOpenApiSchema(sub, field.child('definitions').key(name), inner));
  }
  if (isList<JsonSchema>(schema.items)) {
    for (const [index, sub] of schema.items.entries()) {
      errors.push(...validateOpenApiSchema(sub, field.child('items').index(index), inner));
    }
  } else if (schema.items) {
    errors.push(...validateOpenApiSchema(schema.items, field.child('items'), inner));
  }
  for (const [name, sub] of sortedEntries(schema.dependencies)) {
    if (isSchema(sub)) errors.push(...validateOpenApiSchema(sub, field.child('dependencies').key(name), inner));
  }
  errors.push(...extensions(schema, field), ...listRules(schema, field), ...validationRules(schema, field));
  return errors;
}

function words(schema: JsonSchema, field: FieldPath, place: Place): FieldError[] {
  const errors: FieldError[] = [];
  const unsupported = (name: string) => errors.push(forbidden(field.child(name), `${name} is not supported`));
  if (schema.type && !types.includes(schema.type)) errors.push(notSupported(field.child('type'), schema.type, types));
  if (schema.default !== undefined && place.noDefaults !== undefined) {
    errors.push(forbidden(field.child('default'), `must not be set ${place.noDefaults}`));
  }
  if (schema.id) unsupported('id');
  if (schema.additionalItems !== undefined) unsupported('additionalItems');
  if (Object.keys(schema.patternProperties ?? {}).length > 0) unsupported('patternProperties');
  if (Object.keys(schema.definitions ?? {}).length > 0) unsupported('definitions');
  if (schema.dependencies !== undefined) unsupported('dependencies');
  if (schema.$ref !== undefined) unsupported('$ref');
  if (schema.type === 'null') {
    errors.push(forbidden(field.child('type'), 'type cannot be set to null, use nullable as an alternative'));
  }
  if (isList(schema.items) && schema.items.length > 0) {
    errors.push(forbidden(field.child('items'), 'items must be a schema object and not an array'));
  }
  if (place.insideMeta && schema['x-kubernetes-embedded-resource']) {
    errors.push(forbidden(field.child('x-kubernetes-embedded-resource'), 'must not be used inside of resource meta'));
  }
  return errors;
}

function extensions(schema: JsonSchema, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const { type = '' } = schema;
  if (schema['x-kubernetes-preserve-unknown-fields'] === false) {
    errors.push(invalid(field.child('x-kubernetes-preserve-unknown-fields'), false, 'must be true or undefined'));
  }
  const mustBe = (wanted: string, word: string) => {
    const detail = `must be ${wanted} if ${word} is specified`;
    errors.push(type === '' ? required(field.child('type'), detail) : invalid(field.child('type'), type, detail));
  };
  const mapType = schema['x-kubernetes-map-type'];
  const listType = schema['x-kubernetes-list-type'];
  if (mapType !== undefined && type !== 'object') mustBe('object', 'x-kubernetes-map-type');
  if (mapType !== undefined && !['atomic', 'granular'].includes(mapType)) {
    errors.push(notSupported(field.child('x-kubernetes-map-type'), mapType, ['atomic', 'granular']));
  }
  const items = itemSchema(schema);
  if (listType !== undefined && type !== 'array') {
    mustBe('array', 'x-kubernetes-list-type');
  } else if (listType === 'set' && items) {
    const detail = 'must be atomic as item of a list with x-kubernetes-list-type=set';
    const ofItems = items['x-kubernetes-list-type'];
    if (items.type === 'array' && ofItems !== undefined && ofItems !== 'atomic') {
      errors.push(invalid(field.child('items', 'x-kubernetes-list-type'), ofItems, detail));
    }
    if (items.type === 'object' && items['x-kubernetes-map-type'] !== 'atomic') {
      errors.push(invalid(field.child('items', 'x-kubernetes-map-type'), ofItems ?? null, detail));
    }
  }
  const listTypes = ['atomic', 'set', 'map'];
  if (listType !== undefined && !listTypes.includes(listType)) {
    errors.push(notSupported(field.child('x-kubernetes-list-type'), listType, listTypes));
  }
  return errors;
}

function listRules(schema: JsonSchema, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const listType = schema['x-kubernetes-list-type'];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const items = itemSchema(schema);
  if (keys.length > 0 && listType !== 'map') {
    const detail = 'must be map if x-kubernetes-list-map-keys is non-empty';
    const place = field.child('x-kubernetes-list-type');
    errors.push(listType === undefined ? required(place, detail) : invalid(place, listType, detail));
  }
  if (listType === 'map') {
    if (keys.length === 0) {
      const detail = 'must not be empty if x-kubernetes-list-type is map';
      errors.push(required(field.child('x-kubernetes-list-map-keys'), detail));
    }
    if (schema.items === undefined) {
      errors.push(required(field.child('items'), 'must have a schema if x-kubernetes-list-type is map'));
    } else if (!items) {
      const detail = 'must only have a single schema if x-kubernetes-list-type is map';
      errors.push(invalid(field.child('items'), schema.items, detail));
    } else if (items.type !== 'object') {
      const detail = "must be object if parent array's x-kubernetes-list-type is map";
      errors.push(invalid(field.child('items', 'type'), items.type ?? '', detail));
    } else {
      errors.push(...listKeys(keys, items, field));
    }
  }
  if (items && (listType === 'set' || listType === 'map')) {
    if (items.nullable) {
      const detail = `cannot be nullable when x-kubernetes-list-type is ${listType}`;
      errors.push(forbidden(field.child('items', 'nullable'), detail));
    }
    if (listType === 'map') errors.push(...requiredKeys(keys, items, field));
  }
  return errors;
}

function listKeys(keys: readonly string[], items: JsonSchema, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const place = field.child('x-kubernetes-list-map-keys');
  const seen = new Set<string>();
  for (const key of keys) {
    const property = propertyOf(items, key);
    if (!property) errors.push(invalid(place, keys, 'entries must all be names of item properties'));
    else if (property.type === 'array' || property.type === 'object') {
      const detail = "must be a scalar type if parent array's x-kubernetes-list-type is map";
      errors.push(invalid(field.child('items', 'properties').key(key).child('type'), items.type, detail));
    }
    if (seen.has(key)) errors.push(invalid(place, keys, 'must not contain duplicate entries'));
    seen.add(key);
  }
  return errors;
}

function requiredKeys(keys: readonly string[], items: JsonSchema, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const reason = 'this property is in x-kubernetes-list-map-keys, so it';
  for (const key of keys) {
    const property = propertyOf(items, key);
    if (!property) continue;
    const place = field.child('items', 'properties').key(key);
    if (!items.required?.includes(key) && property.default === undefined) {
      errors.push(required(place.child('default'), `${reason} must have a default or be a required property`));
    }
    if (property.nullable) errors.push(forbidden(place.child('nullable'), `${reason} cannot be nullable`));
  }
  return errors;
}

function propertyOf(schema: JsonSchema, name: string): JsonSchema | undefined {
  return schema.properties && Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
}

const reasons = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired'];

function validationRules(schema: JsonSchema, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  for (const [index, entry] of (schema['x-kubernetes-validations'] ?? []).entries()) {
    const place = field.child('x-kubernetes-validations').index(index);
    const { rule = '', message = '', messageExpression = '', reason, fieldPath = '' } = entry;
    const hasBreak = (text: string) => /[\n\r]/.test(text);
    if (rule.trim() === '') errors.push(required(place.child('rule'), 'rule is not specified'));
    else if (message !== '' && message.trim() === '') {
      errors.push(invalid(place.child('message'), message, 'must be non-empty if specified'));
    } else if (hasBreak(message.trim())) {
      errors.push(invalid(place.child('message'), message, 'must not contain line breaks'));
    } else if (hasBreak(rule.trim()) && message.trim() === '') {
      const detail = 'message must be specified if rule contains line breaks';
      errors.push(required(place.child('message'), detail));
    }
    if (messageExpression !== '' && messageExpression.trim() === '') {
      errors.push(required(place.child('messageExpression'), 'messageExpression must be non-empty if specified'));
    }
    if (reason !== undefined && !reasons.includes(reason)) {
      errors.push(notSupported(place.child('reason'), reason, reasons));
    }
    if (fieldPath !== '' && fieldPath.trim() === '') {
      errors.push(invalid(place.child('fieldPath'), fieldPath, 'must be non-empty if specified'));
    }
    if (hasBreak(fieldPath)) errors.push(invalid(place.child('fieldPath'), fieldPath, 'must not contain line breaks'));
  }
  return errors;
}
