import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  quantityMillis,
  quantityUnits,
  readQuantity,
} from '#api/meta/quantity.ts';

function canonical(text: string): string {
  const result = readQuantity(text);
  return result.ok ? formatQuantity(result.value) : result.error;
}

describe('the canonical form', () => {
  test.each([
    ['1000m', '1'],
    ['0.5', '500m'],
    ['.5', '500m'],
    ['1.5Gi', '1536Mi'],
    ['1024Ki', '1Mi'],
    ['1000', '1k'],
    ['1e3', '1e3'],
    ['0.1Ki', '102400m'],
    ['1025', '1025'],
    ['+1', '1'],
    ['-1500m', '-1500m'],
    ['0', '0'],
    ['0Gi', '0'],
    ['0.0000000001', '1n'],
    ['100E', '9223372036854775807'],
    ['1e99999999', '9223372036854775807e0'.slice(0, 19)],
  ])('%s is %s', (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  test('what is no quantity is refused in the server’s words', () => {
    const sentence = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    for (const text of ['ten', '1 Gi', '2GB', '', '1.2.3']) expect(canonical(text)).toBe(sentence);
    for (const text of ['100mm', '1KiKi', '3ki']) expect(canonical(text)).toBe("unable to parse quantity's suffix");
  });

  test('is a fixed point, and keeps the amount', () => {
    const texts = fc.tuple(
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      fc.constantFrom('', 'm', 'k', 'Ki', 'Mi', 'G'),
    );
    fc.assert(
      fc.property(texts, ([amount, suffix]) => {
        const text = canonical(`${amount}${suffix}`);
        expect(canonical(text)).toBe(text);
        expect(compareQuantities(text, `${amount}${suffix}`)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});

test('sums keep the first suffix family, and nothing is lost to rounding', () => {
  expect(formatQuantity(addQuantities('100m', '0.9'))).toBe('1');
  expect(formatQuantity(addQuantities('512Mi', '536870912'))).toBe('1Gi');
  expect(formatQuantity(addQuantities(undefined, '1Gi'))).toBe('1Gi');
});

test('millicores and bytes are rounded up', () => {
  expect(quantityMillis('0.0001')).toBe(1);
  expect(quantityMillis('250m')).toBe(250);
  expect(quantityUnits('1.5')).toBe(2);
  expect(quantityUnits('1Mi')).toBe(1048576);
});
