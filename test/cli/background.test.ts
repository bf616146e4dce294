import { expect, test } from 'vitest';
import { backgroundOf } from '#cli/config/background.ts';

function check(configured: string | undefined, said: string | undefined, expected: string): void {
  expect(backgroundOf(configured, said === undefined ? {} : { COLORFGBG: said })).toBe(expected);
}

test('the terminal’s word counts, that of the user before it, and without any it is dark', () => {
  check(undefined, undefined, 'dark');
  check(undefined, '15;0', 'dark');
  check(undefined, '0;15', 'light');
  check(undefined, '0;default;15', 'light');
  check('auto', '0;7', 'light');
  check('dark', '0;15', 'dark');
  check('light', '15;0', 'light');
  check(undefined, '0;default', 'dark');
  check(undefined, 'nonsense;99', 'dark');
});
