import { describe, expect, test } from 'vitest';
import { cut, fenced, inlineCode, plain, prose, shorten, visible } from '#discord/markdown.ts';

describe('plain words', () => {
  test.each([
    ['markup is shown, not obeyed', '**a** _b_ ~c~ |d|', '\\*\\*a\\*\\* \\_b\\_ \\~c\\~ \\|d\\|'],
    ['a mention names nobody', '<@123> <#4> <@&5>', '\\<@123\\> \\<#4\\> \\<@&5\\>'],
    ['everyone is left in peace', '@everyone @here @web', '@\u200beveryone @\u200bhere @web'],
    [
      'lines cannot become headings, lists or quotes',
      '# a\n- b\n> c\n-# d\n1. e',
      '\\# a\n\\- b\n\\> c\n\\-# d\n1\\. e',
    ],
    ['links do not hide where they go', '[ok](https://evil)', '\\[ok\\](https://evil)'],
    ['words in reverse show how', 'a\u202eb\u2066c', 'a‹U+202E›b‹U+2066›c'],
    ['nothing hides', 'we\u200bb\u0000\u001b[31m\u{e0041}', 'we‹U+200B›b‹U+0000›‹U+001B›\\[31m‹U+E0041›'],
    ['half a character becomes a whole one', 'a\ud800b', 'a\ufffdb'],
    ['accents, signs and emoji stay', 'año ✔ 😀 ñandú', 'año ✔ 😀 ñandú'],
  ])('%s', (_, text, markdown) => expect(plain(text)).toBe(markdown));

  test('line ends of other systems and tabs become ours', () => expect(visible('a\r\nb\rc\td')).toBe('a\nb\nc  d'));
});

describe('prose', () => {
  test.each([
    ['keeps code as code', 'usa `kind: Pod` y *ya*', 'usa `kind: Pod` y \\*ya\\*'],
    ['shows a backtick without a partner', 'a ` b', 'a \\` b'],
    ['shows the last of three backticks', '`a` b ` c', '`a` b \\` c'],
    ['cannot be left through code', '`<@1>` <@1>', '`<@1>` \\<@1\\>'],
    ['keeps a line break out of code', '`a\nb`', '`a b`'],
    [
      'lines of code stay lines, with nothing of theirs taken for markup',
      'See:\n\n```yaml\na: "*b*"\n\n  c: `d`\n```\n\nand `e`.',
      'See:\n\n```yaml\na: "*b*"\n\n  c: `d`\n```\n\nand `e`.',
    ],
  ])('%s', (_, text, markdown) => expect(prose(text)).toBe(markdown));
});

test('code in a line holds no backtick that would end it', () => expect(inlineCode('a`b``')).toBe('`aˋbˋˋ`'));

test('a code block cannot be ended from within', () => {
  const block = fenced('a: b\n```\n@everyone', 'yaml');
  expect(block.match(/```/g)).toHaveLength(2);
  expect(block.startsWith('```yaml\n')).toBe(true);
});

test('a label is one line, cut between characters', () => {
  expect(shorten('a\nb  c', 10)).toBe('a b c');
  expect(shorten('0123456789', 5)).toBe('0123…');
  expect(cut('😀😀', 3)).toBe('😀');
});
