import { describe, expect, test } from 'vitest';
import { answerTo, checkRefused, stored } from '../answer.ts';

const definition = (schema: string, more = '') => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: backups.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: backups, kind: Backup}
  versions:
  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: ${schema}}${more}}
`;
const at = 'spec.validation.openAPIV3Schema';

describe('schemas', () => {
  test('one of a single version is reported where all versions share it', () => {
    checkRefused(
      definition('{type: object, properties: {spec: {}}}'),
      `${at}.properties[spec].type: Required value: must not be empty for specified object fields`,
    );
  });

  test.each([
    ['{}', `${at}.type: Required value: must not be empty at the root`],
    ['{type: string}', `${at}.type: Invalid value: "string": must be object at the root`],
    ['{type: object, properties: {a: {type: array}}}', `${at}.properties[a].items: Required value: must be specified`],
    [
      '{type: object, properties: {a: {type: text}}}',
      `${at}.properties[a].type: Unsupported value: "text": supported values: "array", "boolean", "integer", "number", "object", "string"`,
    ],
    [
      '{type: object, properties: {a: {type: string, default: 1}}}',
      `${at}.properties[a].default: Invalid value: "integer":  in body must be of type string: "integer"`,
    ],
    [
      '{type: object, properties: {a: {type: object, anyOf: [{type: object}]}}}',
      `${at}.properties[a].anyOf[0].type: Forbidden: must be empty to be structural`,
    ],
    [
      '{type: object, oneOf: [{required: [b], properties: {b: {}}}]}',
      `${at}.properties[b]: Required value: because it is defined in ${at}.oneOf[0].properties[b]`,
    ],
    [
      '{type: object, properties: {a: {$ref: x, type: object}}}',
      `${at}.properties[a].$ref: Forbidden: $ref is not supported`,
    ],
  ])('%s', (schema, message) => {
    checkRefused(definition(schema), message);
  });

  test('a number or a text is the one pattern with types inside anyOf', () => {
    const schema =
      '{type: object, properties: {a: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]}}}';
    expect(answerTo(definition(schema))).toBe('accepted');
  });

  test('a list that is merged by keys needs them required or with a default', () => {
    const list = (required: string) =>
      `{type: object, properties: {l: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [id], items: {type: object, ${required} properties: {id: {type: string}}}}}}`;
    expect(answerTo(definition(list('required: [id],')))).toBe('accepted');
    expect(answerTo(definition(list('')))).toContain('so it must have a default or be a required property');
  });
});

test('the names that were left out follow from the kind, and the stored version is remembered', () => {
  expect(stored(definition('{type: object}'))).toMatchObject({
    spec: { names: { singular: 'backup', listKind: 'BackupList' }, conversion: { strategy: 'None' } },
    status: { storedVersions: ['v1'] },
  });
});

test('the name is made of the plural and the group', () => {
  const text = definition('{type: object}').replace('backups.example.com', 'backup.example.com');
  checkRefused(text, 'metadata.name: Invalid value: "backup.example.com": must be spec.names.plural+"."+spec.group');
});

test('fields that lists can be narrowed by are paths to plain values', () => {
  const schema =
    '{type: object, properties: {spec: {type: object, properties: {color: {type: string}, tags: {type: array, items: {type: string}}}}}}';
  const selectable = (path: string) => answerTo(definition(schema, `, selectableFields: [{jsonPath: ${path}}]`));
  expect(selectable('.spec.color')).toBe('accepted');
  expect(selectable('spec.color')).toContain('is an invalid path: expected [ or . but got: spec');
  expect(selectable('.spec.colour')).toContain('is an invalid path: does not refer to a valid field');
  expect(selectable('.spec.tags')).toContain('must point to a field of type string, boolean or integer');
});
