// A lie in a content file is caught, whoever tells it, and told at its line.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { checkContent, type FileReport, tooManyWritten, writtenKeys } from '#content/check-content.ts';
import { storyText } from '../helpers/story.ts';

const root = new URL('../..', import.meta.url).pathname;
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

type Answers = Readonly<Record<string, string>>;

/** Writes a scenario with its answers and expects exactly these complaints. */
function check(setting: string, answers: Answers, ...expected: readonly string[]): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'readyz-content-'));
  folders.push(folder);
  const source = storyText(setting);
  writeFileSync(path.join(folder, 'one-check.yaml'), source);
  mkdirSync(path.join(folder, 'one-check.answers'));
  for (const [name, text] of Object.entries(answers))
    writeFileSync(path.join(folder, 'one-check.answers', `${name}.yaml`), text);
  const reports = [...checkContent({ root, places: [folder], from: folder })];
  const lines = source.split('\n');
  const told = reports.flatMap(({ errors }) =>
    errors.map(({ file, line, text }) => {
      const where = file.endsWith('one-check.yaml')
        ? `at "${(lines[line - 1] ?? '').trim()}"`
        : `${path.basename(file)}:${line}`;
      return `${where}: ${text.en}`;
    }),
  );
  expect(told).toEqual(expected);
  for (const { errors } of reports) for (const { text } of errors) expect(text.es).not.toBe(text.en);
}

const pod = (image: string, name = 'a') =>
  `{ apiVersion: v1, kind: Pod, metadata: { name: ${name}, labels: { app: job } }, spec: { containers: [{ name: ${name}, image: ${image} }] } }`;
const script = `
script: [{ step: answer }, { step: wait, seconds: 20, as: end }]
checks:
  - { id: up, check: replicas-ready, role: web, replicas: 1, at: end }`;
const option = (id: string, yaml: string) =>
  `\n  - id: ${id}\n    text: { es: '${id}', en: '${id}' }\n    manifests: '${yaml}'`;
const both = `type: choice\noptions:${option('good', pod('nginx'))}${option('bad', pod('busybox'))}${script}`;
const chosen: Answers = { 'right-good': 'answer: good\n', 'wrong-bad': '# fails: up\nanswer: bad\n' };
const written: Answers = { 'right-nginx': pod('nginx'), 'wrong-busybox': `# fails: up\n${pod('busybox')}` };

describe('answers beside a scenario', () => {
  test('that say the truth are left in peace', () => {
    check(both, chosen);
    check(script, written);
  });
  test('a reference answer that fails', () =>
    check(both, { ...chosen, 'right-too': 'answer: bad\n' }, 'right-too.yaml:1: it should be right and fails: up'));
  test('a reference answer that is refused', () =>
    check(
      script,
      { ...written, 'right-too': pod('nginx').replace('v1', 'v9') },
      'right-too.yaml:1: it should be right and fails: 1: no matches for kind "Pod" in version "v9"',
    ));
  test('a known-wrong answer that passes', () =>
    check(
      script,
      { ...written, 'wrong-too': `# a comment first\n# fails: up\n${pod('nginx')}` },
      'wrong-too.yaml:2: it should fail "up" and what happens is: right',
    ));
  test('a known-wrong answer that fails for another reason', () => {
    const two = `${script}\n  - { id: placed, check: scheduled-on, role: job, labels: { kubernetes.io/os: linux }, at: end }`;
    check(
      two,
      { 'right-nginx': pod('nginx'), 'wrong-too': `# fails: placed\n${pod('busybox')}` },
      'wrong-too.yaml:1: it should fail "placed" and what happens is: up',
    );
  });
  test('one that does not say why it is wrong, or names no check', () =>
    check(
      script,
      { ...written, 'wrong-how': pod('busybox'), 'wrong-what': `# fails: upp\n${pod('busybox')}` },
      'wrong-how.yaml:1: say why it is wrong: `# fails: <check id>`',
      'wrong-what.yaml:1: "upp" is no check; there are: up',
    ));
  test('one that should be refused and is not', () =>
    check(
      script,
      { ...written, 'wrong-too': `# fails: refused\n${pod('busybox')}` },
      'wrong-too.yaml:1: the cluster should refuse it and does not (wrong)',
    ));
  test('none at all', () =>
    check(
      script,
      {},
      'at "type: manifest": there is no reference answer; add `right-….yaml` to its folder `.answers`',
      'at "type: manifest": there is no known-wrong answer; add `wrong-….yaml`',
    ));
});

describe('keys that the run does not decide', () => {
  test('two right options, or none', () => {
    const twins = both.replace(pod('busybox'), pod('nginx', 'b'));
    check(
      twins,
      { 'right-good': 'answer: good\n' },
      'at "options:": exactly one option has to be right; when run, these are: good, bad',
    );
    const none = both.replace(pod('nginx'), pod('redis', 'b'));
    check(
      none,
      { 'wrong-bad': '# fails: up\nanswer: bad\n', 'right-good': 'answer: good\n' },
      'right-good.yaml:1: it should be right and fails: up',
      'at "options:": exactly one option has to be right; when run, these are: —',
    );
  });
  test('an option that the cluster refuses', () =>
    check(
      both.replace(pod('busybox'), pod('busybox').replace('v1', 'v9')),
      { 'right-good': 'answer: good\n' },
      `at "manifests: '${pod('busybox').replace('v1', 'v9')}'": the manifests of "bad" are refused`,
    ));
  test('options that say the same in another layout', () =>
    check(
      both.replace(
        pod('busybox'),
        '{ kind: Pod, apiVersion: v1, metadata: { labels: { app: job }, name: a }, spec: { containers: [{ image: nginx, name: a }] } }',
      ),
      chosen,
      `at "manifests: '{ kind: Pod, apiVersion: v1, metadata: { labels: { app: job }, name: a }, spec: { containers: [{ image: nginx, name: a }] } }'": it says the same as "good"`,
    ));
  test('a starting point that is the answer, and an empty answer that passes', () => {
    const given = `type: manifest\nstarter: '${pod('nginx')}'${script}`;
    check(given, written, `at "starter: '${pod('nginx')}'": the \`starter\` passes already`);
  });
  test('a prediction in which two things come true, or none', () => {
    const predict = (unless: string) => `type: predict
manifests: '${pod('nginx')}'
options:
  - { id: one, text: { es: a, en: a }, if: [up] }
  - { id: two, text: { es: b, en: b }, ${unless} }${script}`;
    const right: Answers = { 'right-one': 'answer: one\n' };
    check(predict('unless: [up]'), right);
    check(
      predict('if: [up]'),
      right,
      'at "options:": exactly one option has to come true; when run, these do: one, two',
    );
  });
  test('an order that is none', () => {
    const order = `type: order
manifests: '${pod('nginx')}'
options:
  - { id: placed, text: { es: a, en: a }, when: { measure: event, role: web, reason: Scheduled } }
  - { id: started, text: { es: b, en: b }, when: { measure: event, role: web, reason: Started } }
  - { id: never, text: { es: c, en: c }, when: { measure: event, role: web, reason: Evicted } }${script}`;
    check(
      order,
      { 'right-order': 'answer: [placed, started, never]\n' },
      'at "- { id: never, text: { es: c, en: c }, when: { measure: event, role: web, reason: Evicted } }": "never" does not happen or coincides with another: the order is not decided',
    );
  });
  test('an item with two partners', () => {
    const match = `type: match
items:${option('only', pod('nginx'))}${option('other', pod('busybox'))}
options:
  - { id: runs, text: { es: a, en: a }, if: [up] }
  - { id: too, text: { es: b, en: b }, if: [up] }
  - { id: ends, text: { es: c, en: c }, unless: [up] }${script}`;
    check(
      match,
      { 'right-pairs': 'answer: [runs, ends]\n' },
      `at "manifests: '${pod('nginx')}'": "only" has to lead to exactly one option and leads to: runs, too`,
    );
  });
  test('a figure that the run does not give', () => {
    const figure = `type: predict
manifests: '${pod('nginx')}'
measure: { measure: exit-code, role: web }${script}`;
    check(
      figure,
      { 'right-zero': 'answer: 0\n' },
      'right-zero.yaml:1: it should be right and fails: prediction',
      'at "measure: { measure: exit-code, role: web }": the measure gives nothing in the run',
    );
  });
  test('a trade-off in which everything can be defended', () => {
    const design = `type: design
options:${option('one', pod('nginx'))}${option('two', pod('nginx', 'b'))}${option('three', pod('nginx', 'c'))}
criteria:
  - { id: ready, text: { es: a, en: b }, measure: { measure: ready-pods, role: web, at: end } }
  - { id: size, text: { es: a, en: b }, measure: { measure: answer-size } }${script}`;
    check(
      design,
      { 'right-one': 'answer: one\n' },
      'at "options:": several options have to be defensible, and not all; when run, these are: one, two, three',
    );
  });
});

describe('variants', () => {
  const parameters = `parameters: { image: [nginx, redis] }\n`;
  test('each is proven, and the one that is wrong is named', () =>
    check(
      `${parameters}${both.replace('image: nginx', 'image: ${image}')}`,
      chosen,
      ...[
        'right-good.yaml:1: it should be right and fails: up (with image=redis)',
        'at "options:": exactly one option has to be right; when run, these are: — (with image=redis)',
      ],
    ));
});

test('written keys are at most a tenth of a library', () => {
  const library = (written: number, run: number): readonly FileReport[] =>
    Array.from({ length: written + run }, (_, index) => ({
      file: `${index}.yaml`,
      id: `${index}`,
      type: index < written ? 'short' : 'choice',
      gradings: 0,
      errors: [],
    }));
  expect(tooManyWritten(library(2, 18))).toBe(false);
  expect(tooManyWritten(library(3, 18))).toBe(true);
  expect(tooManyWritten(library(3, 3))).toBe(false);
  expect(writtenKeys(library(3, 18))).toEqual({ written: 3, all: 21 });
});
