/** How kubectl writes things: YAML, JSON, tables, ages, order. */
import { describe, expect, test } from 'vitest';
import { humanDuration } from '#kubectl/output/age.ts';
import { customColumns } from '#kubectl/output/custom-columns.ts';
import { jsonText } from '#kubectl/output/json.ts';
import { compareValues } from '#kubectl/output/sorting.ts';
import { tableText, tabwriter } from '#kubectl/output/table.ts';
import { yamlText } from '#kubectl/output/yaml.ts';

describe('YAML', () => {
  test.each([
    ['plain text', 'plain text'],
    ['', '""'],
    ['yes', '"yes"'],
    ['n', '"n"'],
    ['null', '"null"'],
    ['~', '"~"'],
    ['1.5', '"1.5"'],
    ['0644', '"0644"'],
    ['1e3', '"1e3"'],
    ['12:30', '"12:30"'],
    ['2026-01-05', '"2026-01-05"'],
    ['v1.36', 'v1.36'],
    ['a: b', "'a: b'"],
    ['a #b', "'a #b'"],
    ['a#b', 'a#b'],
    ['- x', "'- x'"],
    ['-x', '-x'],
    ['*x', "'*x'"],
    ["it's", "it's"],
    ["'x", "'''x'"],
    [' x', "' x'"],
    ['a\tb', '"a\\tb"'],
    ['🦊', '"\\U0001F98A"'],
    ['ñ', 'ñ'],
    ['a\\b', 'a\\b'],
    ['a\r\nb', '"a\\r\\nb"'],
    ['one\ntwo', '|-\n  one\n  two'],
    ['one\ntwo\n', '|\n  one\n  two'],
    ['one\n\n', '|+\n  one\n'],
    ['  one\ntwo', '|2-\n    one\n  two'],
    ['one \ntwo', '"one \\ntwo"'],
    ['one\n\ttwo\n', '"one\\n\\ttwo\\n"'],
  ])('%j', (text, written) => {
    expect(yamlText({ key: text })).toBe(`key: ${written}\n`);
  });

  test('keys are in order, lists as deep as their key, what is empty on one line', () => {
    const value = { b: [{ y: 1, x: [1, [2]] }, 'z'], a: { c: {}, d: [], e: null, f: true }, '1': 1.5, 'a b: c': 0 };
    expect(yamlText(value)).toBe(
      [
        '"1": 1.5',
        'a:',
        '  c: {}',
        '  d: []',
        '  e: null',
        '  f: true',
        "'a b: c': 0",
        'b:',
        '- x:',
        '  - 1',
        '  - - 2',
        '  "y": 1',
        '- z',
        '',
      ].join('\n'),
    );
  });

  test('long text is folded behind the eightieth column', () => {
    expect(yamlText({ key: 'word '.repeat(20).trim() })).toBe(
      `key: ${'word '.repeat(16).trim()}\n  ${'word '.repeat(4).trim()}\n`,
    );
  });
});

test('JSON has four blanks, keys in order, and no character that could end a script', () => {
  expect(jsonText({ b: ['<&>'], a: { d: [], c: {} } })).toBe(
    '{\n    "a": {\n        "c": {},\n        "d": []\n    },\n    "b": [\n        "\\u003c\\u0026\\u003e"\n    ]\n}',
  );
  expect(jsonText({ b: 1, a: null }, 0)).toBe('{"a":null,"b":1}');
});

describe('tables', () => {
  test('a column is as wide as its widest cell and three blanks, six characters at least', () => {
    expect(
      tableText([
        ['NAME', 'A', 'LAST'],
        ['web-0', '1', 'x'],
      ]),
    ).toBe('NAME    A     LAST\nweb-0   1     x\n');
  });

  test('the last column is padded where a later one is empty', () => {
    expect(
      tableText([
        ['NAME', 'APP'],
        ['a', ''],
        ['b', 'web'],
      ]),
    ).toBe('NAME   APP\na      \nb      web\n');
  });

  test('in a description a column reaches as far as lines follow one another', () => {
    expect(tabwriter('Name:\tweb\nLong key:\tx\n\nA:\tb\n', { minWidth: 0, padding: 2 })).toBe(
      'Name:      web\nLong key:  x\n\nA:  b\n',
    );
  });

  test('columns of one’s own', () => {
    const pods = [
      { metadata: { name: 'a' }, spec: { containers: [{ image: 'x' }, { image: 'y' }] } },
      { metadata: { name: 'b' } },
    ] as never;
    expect(customColumns('NAME:.metadata.name,IMAGES:spec.containers[*].image', pods, true)).toBe(
      'NAME   IMAGES\na      x,y\nb      <none>\n',
    );
  });
});

test.each([
  [-2, '<invalid>'],
  [-0.5, '0s'],
  [0, '0s'],
  [119.9, '119s'],
  [120, '2m'],
  [125, '2m5s'],
  [600, '10m'],
  [10_799, '179m'],
  [10_800, '3h'],
  [11_100, '3h5m'],
  [28_800, '8h'],
  [172_799, '47h'],
  [176_400, '2d1h'],
  [691_200, '8d'],
  [63_072_000, '2y'],
  [63_158_400, '2y1d'],
])('%d seconds are %s', (seconds, shown) => {
  expect(humanDuration(seconds)).toBe(shown);
});

test('--sort-by puts numbers by size, quantities by amount, names as people count', () => {
  const order = (...values: unknown[]) => [...values].sort(compareValues);
  expect(order(10, 9, 1)).toEqual([1, 9, 10]);
  expect(order('1Gi', '500Mi', '2')).toEqual(['2', '500Mi', '1Gi']);
  expect(order('web-10', 'web-2', 'db')).toEqual(['db', 'web-2', 'web-10']);
  expect(order('b', undefined, 'a')).toEqual(['a', 'b', undefined]);
  expect(compareValues(undefined, 'a')).toBeLessThan(0);
});
