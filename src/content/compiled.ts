/**
 * Content as the build leaves it (compile.ts): checked already, and laid out so that a menu of hundreds of questions costs a
 * few milliseconds. The file is lines of JSON: first the index, then one scenario a line, parsed only when it is asked for.
 *
 * An entry speaks for its source only while that has the same bytes (a checksum says so), so whoever edits a question sees the
 * edit at once, built or not.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import type { Quiz } from '#engine/quiz.ts';
import type { Scenario, ScenarioSummary } from '#engine/scenario.ts';

export interface Compiled {
  /** Tells the program that made it: what another one checked may not do for this one. */
  readonly reader: number;
  /** Nothing where the file is unknown or was changed since. */
  scenario(
    file: string,
    source: Uint8Array,
  ): { readonly summary: ScenarioSummary; readonly load: () => Scenario } | undefined;
  quiz(file: string, source: Uint8Array): Quiz | undefined;
}

export interface CompiledIndex {
  readonly reader: number;
  /** Keyed by the path below the root, with `/`. */
  readonly scenarios: Readonly<Record<string, ScenarioEntry>>;
  readonly quizzes: Readonly<Record<string, { readonly sum: number; readonly quiz: Quiz }>>;
}

export interface ScenarioEntry {
  readonly sum: number;
  /** Where its line stands, in bytes after the index's line. */
  readonly start: number;
  readonly length: number;
  readonly summary: ScenarioSummary;
}

/** Nothing where there is no such file, or one that was made by another reader than the one asked for. */
export function openCompiled(root: string, file: string, reader?: number): Compiled | undefined {
  if (!existsSync(file)) return undefined;
  const bytes = readFileSync(file);
  const first = bytes.indexOf(10) + 1;
  const index: CompiledIndex = JSON.parse(bytes.toString('utf8', 0, first));
  if (reader !== undefined && index.reader !== reader) return undefined;
  const entryOf = <Entry extends { readonly sum: number }>(
    entries: Readonly<Record<string, Entry>>,
    source: string,
    content: Uint8Array,
  ) => {
    const key = keyOf(root, source);
    const entry = Object.hasOwn(entries, key) ? entries[key] : undefined;
    return entry?.sum === crc32(content) ? entry : undefined;
  };
  return {
    reader: index.reader,
    scenario(source, content) {
      const entry = entryOf(index.scenarios, source, content);
      if (!entry) return undefined;
      const start = first + entry.start;
      return {
        summary: entry.summary,
        load: () => JSON.parse(bytes.toString('utf8', start, start + entry.length)),
      };
    },
    quiz: (source, content) => entryOf(index.quizzes, source, content)?.quiz,
  };
}

export function keyOf(root: string, file: string): string {
  return path.relative(root, file).replaceAll(path.sep, '/');
}
