// A lie in a content file is caught, whoever tells it.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { checkContent } from '#content/check-content.ts';

const root = new URL('../..', import.meta.url).pathname;
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Copies a topic's folder, lets `lie` change it, and expects the complaints to say this. */
function check(topic: string, lie: (folder: string) => void, ...expected: readonly RegExp[]): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'readyz-content-'));
  folders.push(folder);
  cpSync(path.join(root, 'scenarios', topic), folder, { recursive: true });
  lie(folder);
  const reports = [...checkContent({ root, places: [folder], from: folder })];
  const told = reports.flatMap(({ errors }) =>
    errors.map(({ file, line, column, text }) => `${file}:${line}:${column}: ${text.en}`),
  );
  expect(told).toHaveLength(expected.length);
  for (const [index, pattern] of expected.entries()) expect(told[index]).toMatch(pattern);
}

const id = 'mariadb-deployment-or-statefulset';

function edit(file: string, change: (source: string) => string): void {
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

test('an honest folder has nothing to complain of', () => check('workloads', () => {}), 30_000);

test('a reference answer that fails', () =>
  check(
    'workloads',
    (folder) => writeFileSync(path.join(folder, `${id}.answers/right-too.yaml`), 'answer: deployment-empty-dir\n'),
    new RegExp(`^${id}.answers/right-too.yaml:1:1: it should be right and fails: .*data-survives-loss`),
  ));

test('a known-wrong answer that passes', () =>
  check(
    'workloads',
    (folder) =>
      writeFileSync(
        path.join(folder, `${id}.answers/wrong-too.yaml`),
        '# fails: no-two-writers\nanswer: statefulset-claim-templates\n',
      ),
    /wrong-too.yaml:1:1: it should fail "no-two-writers" and what happens is: right/,
  ));

test('a known-wrong answer that fails for another reason', () =>
  check(
    'workloads',
    (folder) =>
      writeFileSync(
        path.join(folder, `${id}.answers/wrong-too.yaml`),
        '# fails: no-two-writers\nanswer: deployment-empty-dir\n',
      ),
    /wrong-too.yaml:1:1: it should fail "no-two-writers" and what happens is: .*data-survives-loss/,
  ));

test('a known-wrong answer that does not say why', () =>
  check(
    'workloads',
    (folder) => writeFileSync(path.join(folder, `${id}.answers/wrong-too.yaml`), 'answer: deployment-empty-dir\n'),
    /wrong-too.yaml:1:1: say why it is wrong/,
  ));

test('two right options', () =>
  check(
    'workloads',
    (folder) =>
      edit(path.join(folder, `${id}.yaml`), (source) => {
        const right = /- id: statefulset-claim-templates[\s\S]*?(?=\n {2}- id: )/.exec(source)?.[0] ?? '';
        const twin = right.replace('statefulset-claim-templates', 'twin').replaceAll('name: db', 'name: base');
        return source.replace(right, `${right}\n\n  ${twin}`);
      }),
    /exactly one option has to be right; when run, these are: statefulset-claim-templates, twin/,
  ));

test('a starting point that is the answer', () =>
  check(
    'probes',
    (folder) => {
      rmSync(path.join(folder, 'slow-database-which-probe.answers'), { recursive: true });
      const right = readFileSync(
        path.join(root, 'scenarios/probes/slow-database-which-probe.answers/right-exec-probes.yaml'),
        'utf8',
      );
      const indented = right.trimEnd().replaceAll('\n', '\n  ');
      edit(path.join(folder, 'slow-database-which-probe.yaml'), (source) =>
        source.replace(/starter: \|\n[\s\S]*?\n\nhints:/, () => `starter: |\n  ${indented}\n\nhints:`),
      );
    },
    /there is no reference answer/,
    /there is no known-wrong answer/,
    /the `starter` passes already/,
  ));
