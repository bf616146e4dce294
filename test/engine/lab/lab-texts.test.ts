/** The small rules of the lab's text: durations, pieces in their order, where a command ends, what a saved session says. */
import { expect, test } from 'vitest';
import { durationText, secondsOf } from '#engine/lab/durations.ts';
import { interleave } from '#engine/lab/pieces.ts';
import { readSaved, writeSaved } from '#engine/lab/saved.ts';
import { asOneCommand, isIncomplete, wholeLines } from '#engine/lab/whole-lines.ts';

test.each([
  [0, '0s'],
  [0.25, '0.25s'],
  [90, '1m30s'],
  [360, '6m'],
  [3_600, '1h'],
  [86_461.5, '1d1m1.5s'],
])('%d seconds are typed as %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
  expect(secondsOf(text)).toBe(seconds);
});

test.each(['', 'm', '5x', '1m2', '-5s', '1e3s', '٣s'])('%j is no duration', (text) => {
  expect(secondsOf(text)).toBeUndefined();
});

test('what a program showed is told apart again, line by line', () => {
  expect(interleave('a\nb\n', 'Warning: x\n', 'a\nWarning: x\nb\n')).toEqual([
    { kind: 'output', text: 'a\n' },
    { kind: 'error', text: 'Warning: x\n' },
    { kind: 'output', text: 'b\n' },
  ]);
  expect(interleave('', 'no\n', 'no\n')).toEqual([{ kind: 'error', text: 'no\n' }]);
  expect(
    interleave('a', 'a\n', 'aa\n')
      .map(({ text }) => text)
      .join(''),
  ).toBe('aa\n');
});

test.each([
  ['echo a', 'echo a'],
  ['echo a \\', 'echo a '],
  ['cat <<EOF\nx', 'cat <<EOF\nx\nEOF'],
  ['echo a\necho b', '{\necho a\necho b\n}'],
  ['for i in 1; do\necho $i\ndone', 'for i in 1; do\necho $i\ndone'],
  ['for i in', undefined],
  ["echo 'a", undefined],
])('%j is saved as %j', (typed, saved) => {
  expect(asOneCommand(typed)).toBe(saved);
  if (saved === undefined) return;
  expect(isIncomplete(saved)).toBe(false);
  expect(wholeLines(saved.split('\n'))).toEqual([saved]);
});

test('a saved session is read as it was written, whatever its lines look like', () => {
  const lines = [
    { line: 'cat <<EOF\n# ^C after 3 slices\nEOF' },
    { line: 'wait 9d', interruptedAfter: 12 },
    { line: "echo '# readyz lab seed=9'" },
  ];
  const text = writeSaved({ seed: 7, nodes: 2 }, lines);
  expect(readSaved(text)).toEqual({ start: { seed: 7, nodes: 2 }, lines });
  expect(readSaved(text.replaceAll('\n', '\r\n')).lines).toHaveLength(3);
  expect(readSaved('# readyz lab seed=-1 nodes=999 scenario=x y\nnow')).toEqual({
    start: { scenario: 'x' },
    lines: [{ line: 'now' }],
  });
  expect(readSaved('')).toEqual({ start: {}, lines: [] });
});
