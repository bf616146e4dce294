import { expect, test } from 'vitest';
import { plural, verbatim } from '#base/text.ts';

const restarts = { one: '{n} reinicio', other: '{n} reinicios', many: '{n} de reinicios' };

test('a count takes the form its language asks for, and is written as that language writes numbers', () => {
  expect(plural('es', 1, restarts)).toBe('1 reinicio');
  expect(plural('es', 0, restarts)).toBe('0 reinicios');
  expect(plural('es', 12_500, restarts)).toBe('12.500 reinicios');
  expect(plural('es', 1_000_000, restarts)).toBe('1.000.000 de reinicios');
  expect(plural('en', 12_500, { one: '{n} restart', other: '{n} restarts' })).toBe('12,500 restarts');
});

test('what has no language is the same in both', () => {
  expect(verbatim('web-0')).toEqual({ es: 'web-0', en: 'web-0' });
});
