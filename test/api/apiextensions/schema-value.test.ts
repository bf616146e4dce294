import { expect, test } from 'vitest';
import { validateValue } from '#api/apiextensions/schema-value.ts';
import { path } from '#api/meta/field-path.ts';

const schema = {
  type: 'object',
  required: ['kept'],
  properties: { size: { type: 'integer', maximum: 10 }, name: { type: 'string' } },
};

function check(value: object, old: object | undefined, ...fields: readonly string[]) {
  expect(validateValue(value, schema, path('spec'), 'spec', old).map(({ field }) => field)).toEqual(fields);
}

test('a new value answers for all of it', () => check({ size: 11 }, undefined, 'spec.kept', 'spec.size'));

test('what was wrong before a stricter schema came, and stays as it was, does not hinder other changes', () => {
  check({ size: 11, kept: 1, name: 'b' }, { size: 11, kept: 1, name: 'a' });
  check({ size: 12, kept: 1 }, { size: 11, kept: 1 }, 'spec.size');
  check({ size: 11, name: 'b' }, { size: 11, name: 'a' }, 'spec.kept');
});
