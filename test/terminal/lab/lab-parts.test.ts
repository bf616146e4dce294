/** The parts of the lab's screen that are pure: widths, rows, what was printed, history, keys. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { remember, searchBack } from '#terminal/lab/history.ts';
import { historyFile } from '#terminal/lab/history-file.ts';
import { append, emptyScrollback, ended, windowOf } from '#terminal/lab/scrollback.ts';
import { cut, cutInside, rowsOf, widthOf, wordRowsOf } from '#terminal/wrap.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-lab-parts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('letters of East Asia and pictures take two cells, marks none', () => {
  expect(widthOf('año')).toBe(3);
  expect(widthOf('an\u0303o')).toBe(3);
  expect(widthOf('漢字🙂')).toBe(6);
  expect(rowsOf('漢漢漢', 5)).toEqual(['漢漢', '漢']);
  expect(rowsOf('', 5)).toEqual(['']);
  expect(cut('漢漢漢', 5)).toBe('漢漢…');
  expect(cutInside('web-5d4f-x2x7z', 8)).toBe('web-…x7z');
});

test('prose is broken between words, and a word that is too wide inside', () => {
  expect(wordRowsOf('uno dos tres', 8)).toEqual(['uno dos', 'tres']);
  expect(wordRowsOf('abcdefghij kl', 4)).toEqual(['abcd', 'efgh', 'ij', 'kl']);
  expect(wordRowsOf('a\n\nb', 4)).toEqual(['a', '', 'b']);
});

test('what is printed without an end of line goes on, until a new line begins', () => {
  const open = append(emptyScrollback, [{ kind: 'output', text: 'a\nb' }], true);
  expect(append(open, [{ kind: 'output', text: 'c\n' }], true).lines.map(({ text }) => text)).toEqual(['a', 'bc']);
  expect(append(ended(open), [{ kind: 'note', text: 'c\n' }], true).lines.map(({ text }) => text)).toEqual([
    'a',
    'b',
    'c',
  ]);
  expect(append(emptyScrollback, [{ kind: 'output', text: '\x1b[31m\u202e漢\n' }], false).lines[0]?.text).toBe(
    '\\x1b[31m\\u202e?',
  );
});

test('the window shows the end, moves back by rows, and says how much is out of sight', () => {
  const { lines } = append(
    emptyScrollback,
    [{ kind: 'output', text: Array.from({ length: 50 }, (_, at) => `${at}\n`).join('') }],
    true,
  );
  const shown = (back: number) => windowOf(lines, 10, 5, back);
  expect(shown(0).rows.map(({ text }) => text)).toEqual(['45', '46', '47', '48', '49']);
  expect(shown(0)).toMatchObject({ above: 45, below: 0 });
  expect(shown(10)).toMatchObject({ above: 35, below: 10 });
  expect(shown(999).rows[0]?.text).toBe('0');
  expect(shown(999).above).toBe(0);
});

test('history forgets neighbours that are alike, and is searched from the newest', () => {
  const history = ['a', 'b', 'b', ' ', 'kubectl get'].reduce(remember, { lines: [] as readonly string[] });
  expect(history.lines).toEqual(['a', 'b', 'kubectl get']);
  expect(searchBack(history, 'KUBE')).toBe(2);
  expect(searchBack(history, 'zzz')).toBeUndefined();
});

test('the history file survives whatever stands in it, and is for its owner alone', () => {
  const file = path.join(folder, 'deep', 'history');
  const history = historyFile(file);
  expect(history.read()).toEqual([]);
  history.add('echo one');
  history.add('cat <<EOF\ntwo\nEOF');
  expect(historyFile(file).read()).toEqual(['echo one', 'cat <<EOF\ntwo\nEOF']);
  expect(statSync(file).mode & 0o077).toBe(0);
  writeFileSync(file, `not json\n{"a":1}\n"kept"\n${'"x"\n'.repeat(2500)}`);
  expect(history.read()).toHaveLength(1000);
  expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(1001);
  // A folder where the file should be: told nowhere, and nothing stops.
  const none = historyFile(folder);
  none.add('x');
  expect(none.read()).toEqual([]);
});
