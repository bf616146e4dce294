// Content folders as a library: compiled or read, the same; what was edited since is read anew; a teacher's own come on top.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { compileContent } from '#content/compile.ts';
import { openCompiled } from '#content/compiled.ts';
import { openLibrary } from '#content/library.ts';
import { root } from '../helpers/source-file.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-library-'));
afterAll(() => rmSync(folder, { recursive: true }));

let folders = 0;

/** A folder with two of the program's questions and a quiz. */
function contentFolder(): string {
  const made = path.join(folder, `${++folders}`);
  for (const file of ['pods/wordpress-one-pod-or-two.yaml', 'probes/slow-database-which-probe.yaml']) {
    cpSync(path.join(root, 'scenarios', file), path.join(made, 'scenarios', file));
  }
  write(made, 'quizzes/two.yaml', quiz('two', 'wordpress-one-pod-or-two'));
  return made;
}

function write(made: string, file: string, text: string): void {
  mkdirSync(path.dirname(path.join(made, file)), { recursive: true });
  writeFileSync(path.join(made, file), text);
}

const quiz = (id: string, scenario: string) => `id: ${id}
title: { es: Dos, en: Two }
questions:
  - scenario: ${scenario}
  - { topic: probes, count: 1 }
`;

async function openBuilt(made: string, reader = 7) {
  const file = path.join(made, 'content.jsonl');
  if (!openCompiled(made, file)) writeFileSync(file, compileContent(made, 7));
  return openLibrary([made], () => openCompiled(made, file, reader));
}

test('compiled content is what its files say', async () => {
  const made = contentFolder();
  const [built, read] = [await openBuilt(made), await openLibrary([made])];
  expect(built.list()).toHaveLength(2);
  expect(built.list().map(({ id }) => id)).toEqual(read.list().map(({ id }) => id));
  for (const { id } of read.list()) {
    expect(built.find(id)).toEqual(read.find(id));
    expect(built.fileOf(id)).toBe(read.fileOf(id));
  }
  expect(built.quizzes()).toEqual(read.quizzes());
  expect(built.find('__proto__')).toBeUndefined();
  expect([built.readCount(made), read.readCount(made)]).toEqual([0, 2]);
  expect((await openBuilt(made, 8)).readCount(made), 'made by another reader').toBe(2);
});

test('a question edited after the build is read as it is now, with its errors where they stand', async () => {
  const made = contentFolder();
  await openBuilt(made);
  const file = 'scenarios/pods/wordpress-one-pod-or-two.yaml';
  const source = readFileSync(path.join(made, file), 'utf8');
  write(made, file, source.replace(/^version: \d+/m, 'version: 77'));
  expect((await openBuilt(made)).find('wordpress-one-pod-or-two')?.version).toBe(77);
  write(made, file, source.replace(/^version: \d+/m, 'version: no'));
  const broken = await openBuilt(made);
  expect(broken.find('wordpress-one-pod-or-two')).toBeUndefined();
  expect(broken.errors).toMatchObject([{ file, line: 2, column: 1 }]);
});

test('a later folder adds its own questions and replaces those of the same id', async () => {
  const [first, second] = [contentFolder(), contentFolder()];
  const source = readFileSync(path.join(root, 'scenarios/pods/wordpress-one-pod-or-two.yaml'), 'utf8');
  write(second, 'scenarios/mine.yaml', source.replace(/^id: .*/m, 'id: mine').replace(/^order: .*/m, 'order: 0'));
  write(second, 'quizzes/two.yaml', quiz('two', 'mine'));
  const library = await openLibrary([first, second]);
  expect(library.list()[0]?.id).toBe('mine');
  expect(library.findQuiz('two')?.questions[0]).toEqual({ scenario: 'mine' });
  expect(library.fileOf('wordpress-one-pod-or-two')).toContain(second);
});
