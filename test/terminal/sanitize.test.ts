import { expect, test } from 'vitest';
import { sanitize, toAscii } from '#terminal/sanitize.ts';
import { sourceFiles } from '../helpers/source-file.ts';

function check(hostile: string, shown: string): void {
  expect(sanitize(hostile)).toBe(shown);
}

test('sequences that steer the terminal are shown as typed', () =>
  check('\x1b[2J\x1b]0;t\x07', '\\x1b[2J\\x1b]0;t\\x07'));
test('the eight-bit ones too', () => check('\x9b31m', '\\x9b31m'));
test('carriage returns and backspaces cannot overwrite', () => check('ok\rno\b', 'ok\\x0dno\\x08'));
test('text cannot be turned round', () => check('a\u202eb\u2066c', 'a\\u202eb\\u2066c'));
test('what is invisible is shown', () => check('we\u200bb\u2060\ufeff\u00ad', 'we\\u200bb\\u2060\\ufeff\\xad'));
test('tags hidden beyond the basic plane are shown', () => check('a\u{e0041}', 'a\\u{e0041}'));
test('half a surrogate pair is shown', () => check('a\ud800', 'a\\ud800'));
test('line breaks stay, tabs become spaces', () => check('a:\r\n\tb\nc', 'a:\n  b\nc'));
test('Spanish, emoji and Persian stay as they are', () =>
  check('¿Qué pasó, añil? 👩‍💻 می‌شود', '¿Qué pasó, añil? 👩‍💻 می‌شود'));

test('a terminal that knows only ASCII gets likenesses and letters without accents', () => {
  expect(toAscii('✔ ¿Qué pasó, añil? «x» → ≤ 3…')).toBe('v Que paso, anil? "x" -> <= 3...');
  expect(toAscii('漢')).toBe('?');
});

test('no file but words.tsx takes Text from Ink, so no text reaches the screen unsanitised', () => {
  const takers = sourceFiles('src/terminal').filter(({ imports }) =>
    imports.some(({ specifier, names }) => specifier === 'ink' && names.includes('Text')),
  );
  expect(takers.map(({ path }) => path)).toEqual(['src/terminal/words.tsx']);
});
