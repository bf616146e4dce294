import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openLibrary } from '#content/library.ts';
import { readScenario } from '#content/scenario-file.ts';

const file = 'scenarios/probes/slow-database-which-probe.yaml';
const honest = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

/** Changes the honest file and expects exactly these complaints. */
function check(change: (source: string) => string, ...complaints: readonly string[]): void {
  const read = readScenario(file, change(honest));
  const told = read.ok
    ? []
    : read.error.map(({ file: where, line, column, text }) => `${where}:${line}:${column}: ${text.en}`);
  expect(told).toEqual(complaints);
}

function lineOf(words: string): number {
  return honest.split('\n').findIndex((line) => line.includes(words)) + 1;
}

describe('a scenario file', () => {
  test('that is honest is read', () => check((source) => source));

  test('with a misspelt check is told the right name', () =>
    check(
      (source) => source.replace('check: killed-within', 'check: kiled-within'),
      `${file}:${lineOf('check: killed-within')}:5: unknown check "kiled-within"; write "killed-within"`,
    ));

  test('with a misspelt step is told the right name', () =>
    check(
      (source) => source.replace('step: hang', 'step: hnag'),
      `${file}:${lineOf('step: hang')}:7: unknown step "hnag"; write "hang"`,
    ));

  test('with a parameter no check has is told which there are', () =>
    check(
      (source) => source.replace('restarts: 0\n    from: applied', 'restart: 0\n    from: applied'),
      `${file}:${lineOf('- id: not-restarted-while-starting')}:5: "restarts" is missing (a number)`,
      `${file}:${lineOf('restarts: 0')}:5: there is no field "restart"; write "restarts"`,
    ));

  test('that names an instant no step has is told so', () =>
    check(
      (source) => source.replace('from: hang\n', 'from: hangs\n'),
      `${file}:${lineOf('from: hang')}:5: no step is named (\`as\`) "hangs"; write "hang"`,
    ));

  test('that names a role it does not define is told so', () =>
    check(
      (source) => source.replace('{ step: hang, role: db', '{ step: hang, role: database'),
      `${file}:${lineOf('step: hang')}:19: unknown role "database"; there are: db`,
    ));

  test('with stars around words is told that nothing draws them; in code they may stand', () => {
    const statement = (text: string) => (source: string) =>
      source.replace(/^statement:\n {2}es: \|\n/m, `$&    ${text}\n`);
    const at = `${file}:${lineOf('statement:') + 1}:3`;
    const told = 'prose has `code` and paragraphs only';
    check(statement('Lo que *termina*, vuelve.'), `${at}: the stars of *termina* would be shown as they are; ${told}`);
    check(statement('Cada minuto: `* * * * *` o `*/5`, y 2 * 3 * 4.'));
  });

  test('without a language is told which text is missing', () =>
    check(
      (source) => source.replace(/^ {2}en: A slow database.*\n/m, ''),
      `${file}:${lineOf('title:')}:1: "en" is missing (a text)`,
    ));

  test('with a link elsewhere is told where links lead', () =>
    check(
      (source) => source.replace('https://kubernetes.io/docs/tasks', 'https://example.com/docs/tasks'),
      `${file}:${lineOf('url: https://kubernetes.io/docs/tasks')}:5: the link has to lead to https://kubernetes.io/ or https://docs.docker.com/`,
    ));

  test('that is no YAML is told where it breaks', () => {
    const read = readScenario(file, 'id: [');
    expect(read.ok).toBe(false);
  });

  test.each([
    '',
    '---\n',
    'a: 1\n---\nb: 2\n',
    '[]',
    'null',
    '"words"',
    '__proto__: { type: choice }',
    'type: __proto__',
  ])('with %j is an error, not a crash', (source) => expect(readScenario(file, source).ok).toBe(false));
});

test('all scenarios of the program are read, in the order of the course', async () => {
  const library = await openLibrary([new URL('../..', import.meta.url).pathname]);
  expect(library.errors).toEqual([]);
  const orders = library.list().map(({ order }) => order);
  expect(orders).toEqual([...orders].sort((a, b) => a - b));
  expect(library.list().map(({ id }) => id)).toEqual(
    expect.arrayContaining(['wordpress-one-pod-or-two', 'slow-database-which-probe', 'replicas-on-different-nodes']),
  );
});
