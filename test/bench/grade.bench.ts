// How long a verdict takes, beside parsing the same YAML: p50 and p99 over all reference and known-wrong answers.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readManifests } from '#base/yaml/read-manifests.ts';
import { ImageCatalogue } from '#container/image.ts';
import { readAnswer } from '#content/answer-file.ts';
import { readImages } from '#content/images.ts';
import { openLibrary } from '#content/library.ts';
import { answerFiles } from '#content/references.ts';
import { grade } from '#engine/grade.ts';

const root = new URL('../..', import.meta.url).pathname;
const library = await openLibrary([root]);
const parts = { images: new ImageCatalogue(readImages(root).images) };

test('a verdict, and the parsing it stands beside', { timeout: 600_000 }, () => {
  const scenarios = library.list().flatMap(({ id }) => library.find(id) ?? []);
  const answers = scenarios.flatMap((scenario) =>
    answerFiles(library.fileOf(scenario.id) ?? '').map((file) => {
      const source = readFileSync(file, 'utf8');
      return { scenario, source, answer: readAnswer(source, scenario) };
    }),
  );
  // Enough for the compiler to know the way.
  for (const { scenario, answer } of answers.slice(0, 100)) grade(scenario, answer, 1, parts);
  const grading = answers.map(({ scenario, answer }) => milliseconds(() => grade(scenario, answer, 1, parts)));
  const parsing = answers.map(({ source }) => milliseconds(() => readManifests(source)));
  const told = (times: readonly number[]) => `p50 ${at(times, 0.5)} ms, p99 ${at(times, 0.99)} ms`;
  console.log(`${answers.length} answers: grading ${told(grading)}; parsing ${told(parsing)}`);
  const slowest = answers
    .map(({ scenario }, index) => ({ id: scenario.id, spent: grading[index] ?? 0 }))
    .toSorted((a, b) => b.spent - a.spent)
    .slice(0, 5);
  console.log(`slowest: ${slowest.map(({ id, spent }) => `${id} ${spent.toFixed(0)} ms`).join(', ')}`);
  expect(grading).toHaveLength(answers.length);
});

function milliseconds(run: () => unknown): number {
  const started = performance.now();
  run();
  return performance.now() - started;
}

function at(times: readonly number[], share: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2);
}
