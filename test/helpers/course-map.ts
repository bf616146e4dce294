// scenarios/COURSE.md: every heading of the course with the questions about it (data/course.yaml), and the questions counted by
// topic, type and level. `UPDATE=1 npm test -- test/content/course-map` writes it anew.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { readManifests } from '#base/yaml/read-manifests.ts';
import { scenarioFiles } from '#content/library.ts';
import { readScenario } from '#content/scenario-file.ts';
import type { Scenario } from '#engine/scenario.ts';

const courseSchema = z.strictObject({
  headings: z.array(
    z.strictObject({
      title: z.strictObject({ es: z.string(), en: z.string() }),
      scenarios: z.array(z.string()).min(1),
    }),
  ),
});

export type Course = z.infer<typeof courseSchema>;

export function readCourse(root: string): Course {
  const [manifest] = readManifests(readFileSync(path.join(root, 'data', 'course.yaml'), 'utf8')).manifests;
  return courseSchema.parse(manifest?.value);
}

export function readScenarios(root: string): readonly Scenario[] {
  return scenarioFiles(path.join(root, 'scenarios')).map((file) => {
    const read = readScenario(path.basename(file), readFileSync(file, 'utf8'));
    if (!read.ok) throw new Error(read.error.map(({ line, text }) => `${file}:${line}: ${text.en}`).join('\n'));
    return read.value;
  });
}

export function courseMap({ headings }: Course, scenarios: readonly Scenario[]): string {
  const topics = [...Map.groupBy(scenarios, ({ topic }) => topic)];
  const firstOrder = (all: readonly Scenario[]) => Math.min(...all.map(({ order }) => order));
  topics.sort(([, one], [, other]) => firstOrder(one) - firstOrder(other));
  const types = [...new Set(scenarios.map(({ type }) => type))].sort();
  const count = (all: readonly Scenario[], holds: (one: Scenario) => boolean) => all.filter(holds).length || '';
  const row = (name: string, all: readonly Scenario[]) =>
    `| ${[name, all.length, ...types.map((type) => count(all, (one) => one.type === type)), ...[1, 2, 3].map((level) => count(all, (one) => one.level === level))].join(' | ')} |`;
  const words = scenarios.flatMap(({ explanation }) => [wordsOf(explanation.es), wordsOf(explanation.en)]);
  const written = scenarios.filter(({ type }) => type === 'short' || type === 'documented').length;
  const share = Math.round((written / scenarios.length) * 1000) / 10;
  const mean = Math.round(words.reduce((sum, one) => sum + one, 0) / words.length);
  return [
    '# The course, question by question',
    '',
    'Written by `UPDATE=1 npm test -- test/content/course-map` from `data/course.yaml` and the scenarios.',
    '',
    `${scenarios.length} questions; ${written} of them (${share} %) have a written key, the others are decided by a run. Explanations have ${mean} words on average and ${Math.max(...words)} at most.`,
    '',
    `| topic | all | ${types.join(' | ')} | level 1 | 2 | 3 |`,
    `|${' --- |'.repeat(types.length + 5)}`,
    ...topics.map(([topic, all]) => row(`\`${topic}\``, all)),
    row('all', scenarios),
    '',
    '| heading | questions |',
    '| --- | --- |',
    ...headings.map(({ title, scenarios: ids }) => `| ${title.es} | ${ids.map((id) => `\`${id}\``).join(', ')} |`),
    '',
  ].join('\n');
}

function wordsOf(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}
