/**
 * Fields of custom objects by which a list can be narrowed down: simple paths to a text, a boolean or a whole number.
 */

import { fail, ok, type Result } from '#base/result.ts';
import { duplicate, type FieldError, invalid, required } from '../meta/field-error.ts';
import type { FieldPath } from '../meta/field-path.ts';
import { isSchema, type JsonSchema } from './json-schema.ts';

/** `count` is the number of different fields. */
export function validateSelectableFields(
  fields: readonly { readonly jsonPath?: string | undefined }[],
  schema: JsonSchema | undefined,
  place: FieldPath,
): { errors: FieldError[]; count: number } {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  for (const [index, { jsonPath = '' }] of fields.entries()) {
    const field = place.index(index).child('jsonPath');
    if (jsonPath === '') {
      errors.push(required(field));
      continue;
    }
    const found = followPath(jsonPath, schema);
    if (!found.ok) {
      errors.push(invalid(field, jsonPath, `is an invalid path: ${found.error}`));
      continue;
    }
    if (found.value.steps[0] === 'metadata') {
      errors.push(invalid(field, jsonPath, 'must not point to fields in metadata'));
    }
    if (!['string', 'boolean', 'integer'].includes(found.value.schema?.type ?? '')) {
      const detail =
        'must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.';
      errors.push(invalid(field, jsonPath, detail));
    }
    const name = found.value.steps.join('.');
    if (seen.has(name)) errors.push(duplicate(field, jsonPath));
    seen.add(name);
  }
  return { errors, count: seen.size };
}

/** The error is the server's. */
function followPath(
  jsonPath: string,
  root: JsonSchema | undefined,
): Result<{ steps: string[]; schema: JsonSchema | undefined }, string> {
  const tokens = jsonPath.match(/[.[\]]|[^.[\]]+/g) ?? [];
  const steps: string[] = [];
  let schema = root;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === '[') return fail('array notation is not allowed');
    if (token !== '.') return fail(`expected [ or . but got: ${token}`);
    const name = tokens[++index];
    if (name === undefined) return fail('unexpected end of JSON path');
    const next = stepInto(schema, name);
    if (!next) return fail('does not refer to a valid field');
    steps.push(name);
    schema = next;
  }
  return ok({ steps, schema });
}

function stepInto(schema: JsonSchema | undefined, name: string): JsonSchema | undefined {
  if (schema?.properties) return Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
  return isSchema(schema?.additionalProperties) ? schema.additionalProperties : undefined;
}
