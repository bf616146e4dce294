/** JSONPath as kubectl has it: what each template prints, or what is said of it. */
import { describe, expect, test } from 'vitest';
import { findByPath, jsonPath } from '#kubectl/jsonpath/evaluate.ts';

const list = {
  kind: 'List',
  items: [
    { metadata: { name: 'a', labels: { 'app.io/x': 'front', tier: 'web' } }, status: { n: 3, cpu: '4' } },
    { metadata: { name: 'b' }, status: { n: 10, cpu: '8' } },
  ],
  users: [{ name: 'myself' }, { name: 'e2e', user: { password: 'secret' } }],
  yes: true,
  half: 1.5,
  none: null,
};

/** What is printed; of a template that fails, the sentence without template and object. */
function check(template: string, expected: string): void {
  const result = jsonPath(template, list);
  const said = result.ok ? result.value : result.error.replace(/\. Printing more information[\s\S]*$/, '');
  expect(said).toBe(expected);
}

describe('what is there', () => {
  test.each([
    ['{.kind}', 'List'],
    ['kind: {.kind}!', 'kind: List!'],
    ['{ .kind }', 'List'],
    ['{$.kind}', 'List'],
    ["{['kind']}", 'List'],
    ['{.items[*].metadata.name}', 'a b'],
    ['{.items[0].metadata}', '{"labels":{"app.io/x":"front","tier":"web"},"name":"a"}'],
    ['{.items[-1].metadata.name}', 'b'],
    ['{.items[0:1].metadata.name}', 'a'],
    ['{.items[-1:].metadata.name}', 'b'],
    ['{.items[::2].metadata.name}', 'a'],
    ['{.items[0,1].metadata.name}', 'a b'],
    ["{.items[*]['metadata.name', 'status.n']}", 'a 3 b 10'],
    ['{..name}', 'a b myself e2e'],
    ['{.items..n}', '3 10'],
    ['{.yes} {.half}', 'true 1.5'],
    ['{"a\\tb"}', 'a\tb'],
    ['{.items[0].metadata.name}{.items[1].metadata.name}', 'ab'],
    ['{.items[0].metadata.labels.app\\.io/x}', 'front'],
    ["{.items[0].metadata.labels['app\\.io/x']}", 'front'],
  ])('%s', check);
});

describe('what is not there prints nothing', () => {
  test.each([
    ['{.nope}', ''],
    ['{.nope.deeper}', ''],
    ['{.kind.deeper}', ''],
    ['{.items[*].nope}', ''],
    ['{.none}', ''],
    ["{.items[0].metadata.labels['app.io/x']}", ''],
    ['{range .nope[*]}x{end}done', 'done'],
  ])('%s', check);
});

describe('ranges and filters', () => {
  test.each([
    ['{range .items[*]}{.metadata.name}{"\\t"}{.status.n}{"\\n"}{end}', 'a\t3\nb\t10\n'],
    ['{range .items[*]}[{.metadata.name}]{end}{.kind}', '[a][b]List'],
    ['{.items[?(@.status.cpu=="8")].metadata.name}', 'b'],
    ["{.users[?(@.name=='e2e')].user.password}", 'secret'],
    ['{.items[?(@.status.n>5)].metadata.name}', 'b'],
    ['{.items[?(@.status.n<=3)].metadata.name}', 'a'],
    ['{.items[?(@.status.n!=3)].metadata.name}', 'b'],
    ['{.items[?(@.metadata.labels)].metadata.name}', 'a'],
  ])('%s', check);
});

describe('what cannot be read or followed is told', () => {
  test.each([
    ['{.items[}', 'error parsing jsonpath {.items[}, unterminated array'],
    ['{.items[?(@.x]}', 'error parsing jsonpath {.items[?(@.x]}, unterminated filter'],
    ['{.kind', 'error parsing jsonpath {.kind, unclosed action'],
    ['{"x}', 'error parsing jsonpath {"x}, unterminated quoted string'],
    ['{.items[a]}', 'error parsing jsonpath {.items[a]}, invalid array index a'],
    ['{&}', "error parsing jsonpath {&}, unrecognized character in action: U+0026 '&'"],
    ['{kind}', 'error executing jsonpath "{kind}": Error executing template: unrecognized identifier kind'],
    ['{end}', 'error executing jsonpath "{end}": Error executing template: not in range, nothing to end'],
    [
      '{.items[5]}',
      'error executing jsonpath "{.items[5]}": Error executing template: array index out of bounds: index 5, length 2',
    ],
    ['{.kind[0]}', 'error executing jsonpath "{.kind[0]}": Error executing template: string is not array or slice'],
  ])('%s', check);

  test('with the template and the object as Go writes it', () => {
    const result = jsonPath('{.a[1]}', { a: ['x'], b: { c: null, d: true } });
    expect(result.ok ? '' : result.error).toBe(
      [
        'error executing jsonpath "{.a[1]}": Error executing template: array index out of bounds: index 1, length 1. Printing more information for debugging the template:',
        '\ttemplate was:',
        '\t\t{.a[1]}',
        '\tobject given to jsonpath engine was:',
        '\t\tmap[string]interface {}{"a":[]interface {}{"x"}, "b":map[string]interface {}{"c":interface {}(nil), "d":true}}',
        '\n',
      ].join('\n'),
    );
  });
});

test('columns and --sort-by take a path without braces, or without its dot', () => {
  for (const path of ['metadata.name', '.metadata.name', '{.metadata.name}']) {
    expect(findByPath(path, list.items[0])).toEqual({ ok: true, value: ['a'] });
  }
});
