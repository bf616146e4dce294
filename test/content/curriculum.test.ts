/** The curriculum: every heading of the course has its questions, and scenarios/README.md says which. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { scenarioFiles } from '#content/library.ts';
import { readScenario } from '#content/scenario-file.ts';
import { beginMark, curriculum } from '../helpers/curriculum.ts';

const root = path.resolve(import.meta.dirname, '../..');

test('every heading of the course has its questions, and scenarios/README.md lists them', () => {
  const scenarios = scenarioFiles(path.join(root, 'scenarios')).flatMap((file) => {
    const read = readScenario(file, readFileSync(file, 'utf8'));
    return read.ok ? [read.value] : [];
  });
  const { text, problems } = curriculum(scenarios);
  expect(problems, problems.join('\n')).toEqual([]);
  const file = path.join(root, 'scenarios', 'README.md');
  const before = readFileSync(file, 'utf8');
  const at = before.indexOf(beginMark);
  const kept = at < 0 ? `${before.trimEnd()}\n\n` : before.slice(0, at);
  if (process.env['UPDATE']) writeFileSync(file, kept + text);
  else expect(before.slice(at), 'run it with UPDATE=1').toBe(text);
});
