/** The app's own editor, key by key: `|` is the cursor. */
import { expect, test } from 'vitest';
import { bufferOf, textOf } from '#terminal/writing/buffer.ts';
import { beginWriting, type Edit, edit, goTo, type Writing } from '#terminal/writing/writing.ts';

const keys: Readonly<Record<string, Edit>> = {
  enter: { kind: 'new-line' },
  backspace: { kind: 'erase', direction: 'before' },
  delete: { kind: 'erase', direction: 'after' },
  tab: { kind: 'tab', back: false },
  'shift-tab': { kind: 'tab', back: true },
  undo: { kind: 'undo' },
  redo: { kind: 'redo' },
  left: { kind: 'move', motion: 'left' },
  right: { kind: 'move', motion: 'right' },
  up: { kind: 'move', motion: 'up' },
  down: { kind: 'move', motion: 'down' },
  home: { kind: 'move', motion: 'home' },
  end: { kind: 'move', motion: 'end' },
  'word-left': { kind: 'move', motion: 'word-left' },
  'word-right': { kind: 'move', motion: 'word-right' },
  pagedown: { kind: 'move', motion: 'down', count: 10 },
  bottom: { kind: 'move', motion: 'bottom' },
};

function write(marked: string, ...pressed: readonly string[]): Writing {
  const before = marked.slice(0, marked.indexOf('|')).split('\n');
  const begun = beginWriting(marked.replace('|', ''));
  const buffer = { lines: begun.buffer.lines, line: before.length - 1, column: before.at(-1)!.length };
  return pressed.reduce<Writing>((writing, key) => edit(writing, keys[key] ?? { kind: 'insert', text: key }), {
    ...begun,
    buffer,
  });
}

function check(marked: string, pressed: readonly string[], expected: string): void {
  expect(shown(write(marked, ...pressed))).toBe(expected);
}

function shown({ buffer: { lines, line, column } }: Writing): string {
  return lines.with(line, `${lines[line]!.slice(0, column)}|${lines[line]!.slice(column)}`).join('\n');
}

test('a new line keeps the indentation, goes in after a colon, and lines up under a list item', () => {
  check('spec:|', ['enter'], 'spec:\n  |');
  check('  name: web|', ['enter'], '  name: web\n  |');
  check('  - name: web|', ['enter'], '  - name: web\n    |');
  check('  - env: # none|', ['enter'], '  - env: # none\n      |');
  check('# so:|', ['enter'], '# so:\n|');
});

test('Tab goes to the next even column, or moves the line; Shift-Tab moves it back', () => {
  check('|', ['tab'], '  |');
  check(' |', ['tab'], '  |');
  check('name: w|eb', ['tab'], '  name: w|eb');
  check('   name: w|eb', ['shift-tab', 'shift-tab'], 'name: w|eb');
});

test('Backspace takes a step of indentation, a whole character, or the line break', () => {
  check('    |x', ['backspace'], '  |x');
  check('   |x', ['backspace'], '  |x');
  check('café🇪🇸|', ['backspace', 'backspace'], 'caf|');
  check('a\n|b', ['backspace'], 'a|b');
  check('|a', ['backspace'], '|a');
  check('a|\nb', ['delete'], 'a|b');
  check('|👍🏽b', ['delete'], '|b');
});

test('the cursor goes by characters, words, lines and pages, and keeps its column over short lines', () => {
  check('👍🏽|a', ['left', 'right', 'right'], '👍🏽a|');
  check('name: web|', ['word-left', 'word-left'], '|name: web');
  check('|name: web', ['word-right'], 'name|: web');
  check('long line|\nx\nlong line', ['down', 'down'], 'long line\nx\nlong line|');
  check('  na|me', ['home', 'home'], '|  name');
  check('a|\nb', ['right'], 'a\n|b');
  check('a\n|b', ['left'], 'a|\nb');
  check('a|', ['up', 'pagedown', 'right'], 'a|');
});

test('what is pasted goes in verbatim, in one step of undoing', () => {
  const pasted = 'kind: Pod\n\tname: x\r\nspec: {}';
  check('a|b', [pasted], 'akind: Pod\n\tname: x\nspec: {}|b');
  check('a|b', [pasted, 'undo'], 'a|b');
});

test('letters in a row are undone together, and done again', () => {
  check('|', ['a', 'b', ' ', 'c', 'undo'], 'ab |');
  check('|', ['a', 'b', ' ', 'c', 'undo', 'undo', 'undo'], '|');
  check('|', ['a', 'b', ' ', 'c', 'undo', 'undo', 'undo', 'redo', 'redo', 'redo'], 'ab c|');
  check('|', ['undo', 'redo'], '|');
});

const offered = (writing: Writing, prefix: string, ...words: readonly string[]): Writing => ({
  ...writing,
  completion: { prefix, candidates: words.map((word) => ({ word, follows: word === 'env' ? 'list' : 'value' })) },
});

test('Tab completes the only candidate with what follows it', () => {
  const image = offered(write('  ima|'), 'ima', 'image');
  expect(shown(edit(image, keys['tab']!))).toBe('  image: |');
  const env = offered(write('  en|'), 'en', 'env');
  expect(shown(edit(env, keys['tab']!))).toBe('  env:\n    - |');
});

test('among several candidates Tab writes what they share, then chooses; Enter takes the chosen one', () => {
  const first = edit(offered(write('ter|'), 'ter', 'terminationMessagePath', 'terminationMessagePolicy'), keys['tab']!);
  expect(shown(first)).toBe('terminationMessageP|');
  const second = edit(edit(first, keys['tab']!), keys['tab']!);
  expect(second.chosen).toBe(1);
  expect(shown(edit(second, keys['enter']!))).toBe('terminationMessagePolicy: |');
});

test('the place of an error is reached, also where the text has become shorter meanwhile', () => {
  expect(shown(goTo(write('|a\nbc'), 2, 2))).toBe('a\nb|c');
  expect(shown(goTo(write('|a\nbc'), 99, 99))).toBe('a\nbc|');
});

test('a text is the same after it was only looked at', () => {
  for (const text of ['', '\n', 'a\n', '\ta: 1\n  \n']) expect(textOf(bufferOf(text))).toBe(text);
});
