/** Twenty thousand lines that nobody means, at a living cluster; test/kubectl/hostile.test.ts takes two hundred. */
import { expect, test } from 'vitest';
import { typeHostileLines } from '../kubectl/type-hostile-lines.ts';

test.each([1, 2, 3, 4])('five thousand hostile lines of seed %i are answered', (seed) => {
  expect(typeHostileLines(seed, 5000)).toEqual([]);
});
