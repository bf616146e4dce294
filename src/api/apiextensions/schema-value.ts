/**
 * Whether a value fits a schema, in the server's words: objects of a custom kind, and defaults inside schemas.
 * `spec.replicas: Invalid value: "string": spec.replicas in body must be of type integer: "string"`.
 */
import {
  type FieldError,
  invalid,
  notSupported,
  required,
  tooLong,
  tooMany,
  typeInvalid,
} from '../meta/field-error.ts';
import type { FieldPath } from '../meta/field-path.ts';
import { goJson } from '../meta/go-value.ts';
import { isSame } from '../meta/object-meta.ts';
import { isSchema, itemSchema, type JsonSchema, sortedEntries } from './json-schema.ts';

/**
 * `name` is the path as the sentences have it, empty for the value at which the check began. What is as it was in `old` is
 * let through: an object that a stricter schema found already there can still be changed elsewhere.
 */
export function validateValue(
  value: unknown,
  schema: JsonSchema,
  field: FieldPath,
  name: string,
  old?: unknown,
): FieldError[] {
  if (old !== undefined && isSame(value, old)) return [];
  if (value === null && schema.nullable) return [];
  const typeError = wrongType(value, schema, field, name);
  if (typeError) return [typeError];
  const errors: FieldError[] = [...valueErrors(value, schema, field, name), ...combined(value, schema, field, name)];
  if (Array.isArray(value)) {
    const items = itemSchema(schema);
    for (const [index, item] of value.entries()) {
      if (items) errors.push(...validateValue(item, items, field.index(index), `${name}[${index}]`));
    }
  } else if (isObject(value)) {
    errors.push(...objectErrors(value, schema, field, name, isObject(old) ? old : {}));
  }
  return errors;
}

function objectErrors(
  value: Readonly<Record<string, unknown>>,
  schema: JsonSchema,
  field: FieldPath,
  name: string,
  old: Readonly<Record<string, unknown>>,
): FieldError[] {
  const errors: FieldError[] = [];
  for (const member of schema.required ?? []) {
    if (!Object.hasOwn(value, member)) errors.push(required(childOf(field, member)));
  }
  for (const [member, item] of sortedEntries(value)) {
    const property =
      schema.properties && Object.hasOwn(schema.properties, member) ? schema.properties[member] : undefined;
    const { additionalProperties } = schema;
    const inner = property ?? (isSchema(additionalProperties) ? additionalProperties : undefined);
    if (!inner) continue;
    const place = property ? childOf(field, member) : field.key(member);
    const before = Object.hasOwn(old, member) ? old[member] : undefined;
    errors.push(...validateValue(item, inner, place, name === '' ? member : `${name}.${member}`, before));
  }
  return errors;
}

function childOf(field: FieldPath, member: string): FieldPath {
  return field.child(member);
}

function wrongType(value: unknown, schema: JsonSchema, field: FieldPath, name: string): FieldError | undefined {
  const found = typeOf(value);
  if (schema['x-kubernetes-int-or-string']) {
    if (found === 'integer' || found === 'string') return undefined;
    return typeInvalid(field, found, `${name} in body must be of type integer,string: "${found}"`);
  }
  const { type = '' } = schema;
  const fits = type === '' || type === found || (type === 'number' && found === 'integer');
  return fits ? undefined : typeInvalid(field, found, `${name} in body must be of type ${type}: "${found}"`);
}

function typeOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function valueErrors(value: unknown, schema: JsonSchema, field: FieldPath, name: string): FieldError[] {
  const errors: FieldError[] = [];
  const refuse = (rule: string) => errors.push(invalid(field, value, `${name} in body ${rule}`));
  if (schema.enum && schema.enum.length > 0 && !schema.enum.some((allowed) => isSame(allowed, value))) {
    errors.push(
      notSupported(
        field,
        value,
        schema.enum.map((allowed) => (typeof allowed === 'string' ? allowed : goJson(allowed))),
      ),
    );
  }
  if (typeof value === 'number') {
    const { maximum, minimum, multipleOf } = schema;
    if (maximum !== undefined && (schema.exclusiveMaximum ? value >= maximum : value > maximum)) {
      refuse(`should be less than ${schema.exclusiveMaximum ? '' : 'or equal to '}${maximum}`);
    }
    if (minimum !== undefined && (schema.exclusiveMinimum ? value <= minimum : value < minimum)) {
      refuse(`should be greater than ${schema.exclusiveMinimum ? '' : 'or equal to '}${minimum}`);
    }
    if (multipleOf !== undefined && multipleOf > 0 && !Number.isInteger(value / multipleOf)) {
      refuse(`should be a multiple of ${multipleOf}`);
    }
  }
  if (typeof value === 'string') {
    const length = [...value].length;
    if (schema.maxLength !== undefined && length > schema.maxLength) errors.push(tooLong(field, schema.maxLength));
    if (schema.minLength !== undefined && length < schema.minLength) {
      refuse(`should be at least ${schema.minLength} chars long`);
    }
    if (schema.pattern && !matches(schema.pattern, value)) refuse(`should match '${schema.pattern}'`);
    if (schema.format && !hasFormat(schema.format, value)) {
      refuse(`must be of type ${schema.format}: ${goJson(value)}`);
    }
  }
  if (Array.isArray(value)) {
    if (schema.maxItems !== undefined && value.length > schema.maxItems) {
      errors.push(tooMany(field, value.length, schema.maxItems));
    }
    if (schema.minItems !== undefined && value.length < schema.minItems) {
      refuse(`should have at least ${schema.minItems} items`);
    }
  }
  if (isObject(value)) {
    const count = Object.keys(value).length;
    if (schema.maxProperties !== undefined && count > schema.maxProperties) {
      errors.push(tooMany(field, count, schema.maxProperties));
    }
    if (schema.minProperties !== undefined && count < schema.minProperties) {
      refuse(`should have at least ${schema.minProperties} properties`);
    }
  }
  return errors;
}

function combined(value: unknown, schema: JsonSchema, field: FieldPath, name: string): FieldError[] {
  const errors: FieldError[] = [];
  const fits = (inner: JsonSchema) => validateValue(value, inner, field, name).length === 0;
  const refuse = (rule: string) => errors.push(invalid(field, value, `${name} in body ${rule}`));
  if (schema.anyOf?.length && !schema.anyOf.some(fits)) refuse('must validate at least one schema (anyOf)');
  if (schema.oneOf?.length) {
    const count = schema.oneOf.filter(fits).length;
    if (count === 0) refuse('must validate one and only one schema (oneOf). Found none valid');
    if (count > 1) refuse(`must validate one and only one schema (oneOf). Found ${count} valid alternatives`);
  }
  if (schema.allOf?.length) {
    const inner = schema.allOf.flatMap((sub) => validateValue(value, sub, field, name));
    if (inner.length > 0) {
      refuse('must validate all the schemas (allOf)');
      errors.push(...inner);
    }
  }
  if (schema.not && fits(schema.not)) refuse('must not validate the schema (not)');
  return errors;
}

/**
 * Go's expressions run in linear time, JavaScript's may take for ever on one like `(a+)+`. Those, and what JavaScript cannot
 * read, let everything through.
 */
function matches(pattern: string, value: string): boolean {
  const isCostly = pattern.length > 500 || /[+*}]\)?\)[+*{]/.test(pattern);
  if (isCostly || value.length > 1000) return true;
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    return true;
  }
}

const formats: Readonly<Record<string, RegExp>> = {
  'date-time': /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/,
  date: /^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])$/,
  email: /^[^@\s]+@[^@\s]+$/,
  ipv4: /^(\d{1,3}\.){3}\d{1,3}$/,
  uuid: /^[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}$/,
  byte: /^[A-Za-z0-9+/\s]*={0,2}\s*$/,
};

function hasFormat(format: string, value: string): boolean {
  return !Object.hasOwn(formats, format) || (formats[format] as RegExp).test(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
