/** The scenarios of one or more content folders, in the order of the course. A later folder's scenario replaces an earlier one's. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Library } from '#engine/ports.ts';
import type { Scenario } from '#engine/scenario.ts';
import type { ContentError } from './content-error.ts';
import { readScenario } from './scenario-file.ts';

export interface ContentLibrary extends Library {
  /** What could not be read; the rest works. `readyz check` shows them all. */
  readonly errors: readonly ContentError[];
  /** Where a scenario was read from. */
  fileOf(id: string): string | undefined;
}

/** `folders` hold `scenarios/<topic>/<id>.yaml` each: the program's own root, then a teacher's. Files are read at once. */
export function openLibrary(folders: readonly string[]): ContentLibrary {
  const found = new Map<string, { scenario: Scenario; file: string }>();
  const errors: ContentError[] = [];
  for (const folder of folders) {
    for (const file of scenarioFiles(path.join(folder, 'scenarios'))) {
      const read = readScenario(path.relative(folder, file), readFileSync(file, 'utf8'));
      if (read.ok) found.set(read.value.id, { scenario: read.value, file });
      else errors.push(...read.error);
    }
  }
  const list = [...found.values()]
    .map(({ scenario }) => scenario)
    .sort((a, b) => a.order - b.order || compare(a.id, b.id));
  return {
    errors,
    list: () => list,
    find: (id) => found.get(id)?.scenario,
    fileOf: (id) => found.get(id)?.file,
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
