/** All results of a learner as a table: what was asked, what came of it, and how; never the answers themselves. */
import type { Language } from '#base/text.ts';
import type { HistoryEntry, Library } from '#engine/ports.ts';
import type { Cell } from './csv.ts';

export interface ResultRow {
  readonly at: string;
  readonly session: string;
  readonly occasion: string;
  readonly scenario: string;
  readonly version: number;
  readonly title: string;
  readonly topic: string;
  readonly level: number | null;
  readonly verdict: string;
  readonly points: number;
  readonly attempts: number;
  readonly hints: number;
  readonly confidence: string | null;
  readonly seconds: number | null;
  readonly failed: readonly string[];
  readonly flag: string | null;
}

export function resultRows(
  history: readonly HistoryEntry[],
  library: Library,
  language: Language,
): readonly ResultRow[] {
  const known = new Map(library.list().map((summary) => [summary.id, summary]));
  return history.map((entry) => {
    const summary = known.get(entry.scenario);
    return {
      at: new Date(entry.at).toISOString(),
      session: entry.session,
      occasion: entry.occasion ?? 'practice',
      scenario: entry.scenario,
      version: entry.version,
      title: summary?.title[language] ?? '',
      topic: summary?.topic ?? '',
      level: summary?.level ?? null,
      verdict: entry.verdict,
      points: entry.points,
      attempts: entry.attempts,
      hints: entry.hints,
      confidence: entry.confidence ?? null,
      seconds: entry.seconds ?? null,
      failed: entry.failed ?? [],
      flag: entry.flag ?? null,
    };
  });
}

const columns = [
  'at',
  'session',
  'occasion',
  'scenario',
  'version',
  'title',
  'topic',
  'level',
  'verdict',
  'points',
  'attempts',
  'hints',
  'confidence',
  'seconds',
  'failed',
  'flag',
] as const satisfies readonly (keyof ResultRow)[];

/** With the names of the columns first, even where there is no result. */
export function resultTable(rows: readonly ResultRow[]): readonly (readonly Cell[])[] {
  return [columns, ...rows.map((row) => columns.map((column) => cellOf(row[column])))];
}

function cellOf(value: ResultRow[keyof ResultRow]): Cell {
  if (value === null) return undefined;
  return typeof value === 'string' || typeof value === 'number' ? value : value.join(' ');
}
