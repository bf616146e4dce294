/**
 * The scenarios and quizzes of one or more content folders, in the order of the course. A folder holds `scenarios/` and
 * `quizzes/`; what a later folder has replaces what an earlier one calls by the same id.
 *
 * Reading and checking 150 files takes half a second, so the program's own are compiled when it is built (compiled.ts): then
 * only files that are not what they were are read here.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Library } from '#engine/ports.ts';
import type { Quiz } from '#engine/quiz.ts';
import type { Scenario, ScenarioSummary } from '#engine/scenario.ts';
import type { Compiled } from './compiled.ts';
import type { ContentError } from './content-error.ts';
import type { ContentReader } from './reader.ts';
import { withReferences } from './references.ts';

export interface ContentLibrary extends Library {
  /** What could not be read; the rest works. `readyz check` shows them all. */
  readonly errors: readonly ContentError[];
  /** How many of a folder's questions had to be read and checked because nothing compiled spoke for them. */
  readCount(folder: string): number;
  /** Where a scenario or quiz was read from. */
  fileOf(id: string): string | undefined;
}

interface Found {
  readonly summary: ScenarioSummary;
  readonly file: string;
  readonly load: () => Scenario;
}

/**
 * `compiledOf` speaks for the files of a folder that are unchanged; all others are read with `reader`, which is loaded only
 * where there are any.
 */
export async function openLibrary(
  folders: readonly string[],
  compiledOf: (folder: string) => Compiled | undefined = () => undefined,
): Promise<ContentLibrary> {
  const scenarios = new Map<string, Found>();
  const quizzes = new Map<string, { readonly quiz: Quiz; readonly file: string }>();
  const errors: ContentError[] = [];
  let reader: ContentReader | undefined;
  const read = new Map<string, number>();
  for (const folder of folders) {
    const compiled = compiledOf(folder);
    const count = () => read.set(folder, (read.get(folder) ?? 0) + 1);
    for (const file of scenarioFiles(path.join(folder, 'scenarios'))) {
      const source = readFileSync(file);
      const known = compiled?.scenario(file, source);
      if (known) {
        const { summary, load } = known;
        scenarios.set(summary.id, { summary, file, load: () => withReferences(load(), file) });
        continue;
      }
      count();
      reader ??= await import('./reader.ts');
      const found = reader.readScenario(path.relative(folder, file), source.toString());
      if (!found.ok) errors.push(...found.error);
      else {
        const { value } = found;
        scenarios.set(value.id, { summary: value, file, load: () => withReferences(value, file) });
      }
    }
    for (const file of scenarioFiles(path.join(folder, 'quizzes'))) {
      const source = readFileSync(file);
      const known = compiled?.quiz(file, source);
      if (known) {
        quizzes.set(known.id, { quiz: known, file });
        continue;
      }
      reader ??= await import('./reader.ts');
      const found = reader.readQuiz(path.relative(folder, file), source.toString());
      if (!found.ok) errors.push(...found.error);
      else quizzes.set(found.value.id, { quiz: found.value, file });
    }
  }
  return libraryOf(scenarios, quizzes, errors, read);
}

function libraryOf(
  scenarios: ReadonlyMap<string, Found>,
  quizzes: ReadonlyMap<string, { readonly quiz: Quiz; readonly file: string }>,
  errors: readonly ContentError[],
  read: ReadonlyMap<string, number>,
): ContentLibrary {
  const list = [...scenarios.values()]
    .map(({ summary }) => summary)
    .sort((a, b) => a.order - b.order || compare(a.id, b.id));
  const allQuizzes = [...quizzes.values()].map(({ quiz }) => quiz).sort((a, b) => compare(a.id, b.id));
  const loaded = new Map<string, Scenario>();
  return {
    errors,
    readCount: (folder) => read.get(folder) ?? 0,
    list: () => list,
    find(id) {
      const known = loaded.get(id);
      if (known) return known;
      const scenario = scenarios.get(id)?.load();
      if (scenario) loaded.set(id, scenario);
      return scenario;
    },
    quizzes: () => allQuizzes,
    findQuiz: (id) => quizzes.get(id)?.quiz,
    fileOf: (id) => scenarios.get(id)?.file ?? quizzes.get(id)?.file,
  };
}

/** `<topic>/<id>.yaml`, but for what lies in `<id>.answers/`, sorted. A path to one file is that file. */
export function scenarioFiles(place: string): readonly string[] {
  if (!existsSync(place)) return [];
  if (/\.ya?ml$/.test(place)) return [place];
  return readdirSync(place, { withFileTypes: true })
    .sort((a, b) => compare(a.name, b.name))
    .flatMap((entry) => {
      const file = path.join(place, entry.name);
      if (entry.isDirectory()) return entry.name.endsWith('.answers') ? [] : scenarioFiles(file);
      return entry.name.endsWith('.yaml') ? [file] : [];
    });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
