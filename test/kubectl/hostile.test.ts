/** Whatever is typed is answered: no exception, no endless wait, no endless text. */
import { expect, test } from 'vitest';
import { typeHostileLines } from './type-hostile-lines.ts';

test('two hundred hostile lines are answered', () => {
  expect(typeHostileLines(1, 200)).toEqual([]);
});
