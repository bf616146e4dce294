import { expect, test } from 'vitest';
import { didYouMean } from '#base/did-you-mean.ts';

const commands = ['play', 'grade', 'list', 'show', 'check'];

function check(typed: string, meant: string | undefined, known: readonly string[] = commands): void {
  expect(didYouMean(typed, known)).toBe(meant);
}

test('two letters swapped', () => check('grdae', 'grade'));
test('a letter too many, too few or another', () => {
  check('plaay', 'play');
  check('lst', 'list');
  check('shaw', 'show');
});
test('large letters are small letters', () => check('LIST', 'list'));
test('a word far from all gets no guess', () => check('deploy', undefined));
test('a short word is not bent into another', () => check('ab', undefined));
test('the nearest wins, the first of equals', () => {
  check('container', 'containers', ['initContainers', 'containers']);
  check('bat', 'cat', ['cat', 'bar']);
});
