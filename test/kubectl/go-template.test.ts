/** Go templates as `-o go-template` fills them in. */
import { describe, expect, test } from 'vitest';
import { goTemplate } from '#kubectl/go-template/evaluate.ts';

const data = {
  kind: 'List',
  items: [
    { name: 'a', n: 3, labels: { x: '1', b: '2' } },
    { name: 'b', n: 10 },
  ],
  yes: true,
  empty: {},
  secret: 'c2VjcmV0',
};

function check(template: string, expected: string): void {
  const result = goTemplate(template, data);
  expect(result.ok ? result.value : result.error.message).toBe(expected);
}

describe('actions', () => {
  test.each([
    ['{{.kind}}', 'List'],
    ['{{.nope}}', '<no value>'],
    ['{{index .items 0}}', 'map[labels:map[b:2 x:1] n:3 name:a]'],
    ['{{range .items}}{{.name}} {{end}}', 'a b '],
    ['{{range $i, $x := .items}}{{$i}}={{$x.name}};{{end}}', '0=a;1=b;'],
    ['{{range $k, $v := (index .items 0).labels}}{{$k}}={{$v}},{{end}}', 'b=2,x=1,'],
    ['{{range .empty}}x{{else}}none{{end}}', 'none'],
    ['{{if .nope}}a{{else if .yes}}b{{else}}c{{end}}', 'b'],
    ['{{with .empty}}x{{else}}y{{end}}', 'y'],
    ['{{range .items}}{{$.kind}}{{end}}', 'ListList'],
    ['{{$n := 0}}{{range .items}}{{$n = .n}}{{end}}{{$n}}', '10'],
    ['{{range .items}}{{if eq .name "b"}}{{break}}{{end}}{{.name}}{{end}}', 'a'],
    ['{{range .items}}{{if eq .name "a"}}{{continue}}{{end}}{{.name}}{{end}}', 'b'],
    ['a {{- .kind -}} b', 'aListb'],
    ['{{/* nothing */}}x', 'x'],
  ])('%s', check);
});

describe('functions', () => {
  test.each([
    ['{{len .items}}', '2'],
    ['{{printf "%s-%d %q %5.1f %t" .kind 3 "x" 1.25 .yes}}', 'List-3 "x"   1.3 true'],
    ['{{.secret | base64decode}}', 'secret'],
    ['{{and .yes .nope "x"}} {{or .nope "d"}} {{not .yes}}', '<no value> d false'],
    ['{{eq .kind "x" "List"}} {{ne 1 2}} {{lt 1 2}} {{ge 2 2}}', 'true true true true'],
    ['{{print 1 2 "a" "b"}}', '1 2ab'],
    ['{{slice .kind 1 3}}', 'is'],
    ['{{exists . "items" 1 "labels"}} {{exists . "items" 0 "labels" "x"}}', 'false true'],
    ['{{html "<a>"}} {{urlquery "a b"}}', '&#60;a&#62; a+b'],
    ["{{0x10}} {{1e3}} {{'a'}}", '16 1000 97'],
  ])('%s', check);
});

describe('what is wrong is told with its place', () => {
  test.each([
    ['{{.kind', 'error parsing template {{.kind, template: output:1: unclosed action'],
    ['{{end}}', 'error parsing template {{end}}, template: output:1: unexpected {{end}}'],
    ['{{range .x}}', 'error parsing template {{range .x}}, template: output:1: unexpected EOF'],
    ['{{if}}', 'error parsing template {{if}}, template: output:1: missing value for if'],
    ['{{fly .x}}', 'error parsing template {{fly .x}}, template: output:1: function "fly" not defined'],
    [
      '{{.nope.deeper}}',
      'error executing template "{{.nope.deeper}}": template: output:1:7: executing "output" at <.nope.deeper>: nil pointer evaluating interface {}.deeper',
    ],
    [
      'x\n {{.kind.x}}',
      'error executing template "x\\n {{.kind.x}}": template: output:2:8: executing "output" at <.kind.x>: can\'t evaluate field x in type interface {}',
    ],
    [
      '{{index .items 5}}',
      'error executing template "{{index .items 5}}": template: output:1:2: executing "output" at <index .items 5>: error calling index: index out of range: 5',
    ],
  ])('%s', check);
});

test('where the object does not fit, both are shown', () => {
  const result = goTemplate('{{.a.b.c}}', { a: {} });
  expect(result.ok ? '' : result.error.details).toBe(
    [
      'Error executing template: template: output:1:4: executing "output" at <.a.b.c>: nil pointer evaluating interface {}.c. Printing more information for debugging the template:',
      '\ttemplate was:',
      '\t\t{{.a.b.c}}',
      '\traw data was:',
      '\t\t{"a":{}}',
      '\tobject given to template engine was:',
      '\t\tmap[a:map[]]',
      '\n',
    ].join('\n'),
  );
});
