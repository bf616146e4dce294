import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RegularExpression } from '#container/regular-expression.ts';
import { matchesPattern } from '#container/shell/pattern.ts';

/** Patterns that mean the same to JavaScript. */
const patterns = fc.letrec((tie) => ({
  pattern: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', 'a|b', ''),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `${a}${b}`),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(${a}|${b})`),
    fc.tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}')).map(([a, operator]) => `(${a})${operator}`),
  ),
})).pattern as fc.Arbitrary<string>; // biome-ignore format: a grammar

describe('regular expressions', () => {
  test('match where JavaScript matches', () => {
    fc.assert(
      fc.property(patterns, fc.stringMatching(/^[abc]{0,8}$/), (pattern, text) => {
        const theirs = new RegExp(pattern).exec(text);
        expect(new RegularExpression(pattern, { extended: true }).find(text)?.start).toBe(theirs?.index);
      }),
      { numRuns: 500 },
    );
  });
  const cases: readonly [string, string, boolean, string[] | undefined][] = [
    ['^-([0-9]+)$', '-12', true, ['-12', '12']],
    ['a\\|b', 'xb', false, ['b']],
    ['a|b', 'a|b', false, ['a|b']],
    ['\\(x\\)y', 'xy', false, ['xy', 'x']],
    ['[[:digit:]]+', 'ab12', true, ['12']],
    ['\\bcat\\b', 'a cat', true, ['cat']],
    ['^$', '', true, ['']],
  ];
  test.each(cases)('%s in %s', (pattern, text, extended, groups) => {
    expect(new RegularExpression(pattern, { extended }).find(text)?.groups).toEqual(groups);
  });
});

describe('shell patterns', () => {
  const cases: readonly [string, string, boolean][] = [
    ['abc', 'a*', true],
    ['abc', '*c', true],
    ['abc', '?b?', true],
    ['abc', '[a-c][!x]c', true],
    ['a*c', 'a\\*c', true],
    ['abc', 'a\\*c', false],
    ['5', '[[:digit:]]', true],
    ['', '*', true],
  ];
  test.each(cases)('%s and %s: %s', (text, pattern, expected) => {
    expect(matchesPattern(text, pattern)).toBe(expected);
  });
});
