/**
 * Runs laid out for a page to draw: the same columns as in a terminal (#engine/timeline/lanes.ts), one scale of time for all that
 * stand side by side, and equal cells in a row told once. A page knows states and columns and computes nothing.
 */
import type { Text } from '#base/text.ts';
import type { TimelineEntry } from '#engine/grading.ts';
import type { Block, Mark, RunView } from '#engine/screen.ts';
import { columnOf, type Lanes, layOut, scaleOf } from '#engine/timeline/lanes.ts';
import type { RunPicture } from '#engine/timeline/picture.ts';
import { nodeWords, podWords } from '#engine/timeline/state-words.ts';

export interface DrawnRun {
  readonly title: Text;
  readonly mark: Mark;
  readonly entries: readonly TimelineEntry[];
  readonly failedAt?: number;
  readonly picture?: DrawnPicture;
}

export interface DrawnPicture {
  /** When each column begins. */
  readonly startsSeconds: readonly number[];
  readonly nodes: readonly DrawnLane[];
  readonly pods: readonly DrawnLane[];
  readonly morePods: number;
  readonly requests: readonly DrawnRequests[];
  /** What the states in it are called. */
  readonly words: Readonly<Record<string, Text>>;
  readonly failedColumn?: number;
  /** Where each entry of the timeline stands. */
  readonly entryColumns: readonly number[];
}

export interface DrawnLane {
  readonly name: string;
  /** `to` is the first column after it. */
  readonly spans: readonly { readonly from: number; readonly to: number; readonly state: string }[];
}

export interface DrawnRequests {
  readonly name: string;
  readonly served: number;
  readonly failed: number;
  /** Of all requests of the span, the share that failed, from 0 to 1. */
  readonly spans: readonly { readonly from: number; readonly to: number; readonly lost: number }[];
}

const columns = 96;
/** A wall has no more rows. */
const usualEntries = 60;

/** Of longer runs the failing entry is always among those that are told. */
export function drawRuns(runs: readonly RunView[], mostEntries = usualEntries): readonly DrawnRun[] {
  const pictures = runs.flatMap(({ picture }) => (picture ? [picture] : []));
  const instants = runs.flatMap(({ entries }) => entries.slice(0, mostEntries).map(({ seconds }) => seconds));
  const scale = scaleOf(pictures, columns, instants);
  return runs.map(({ title, mark, entries: all, failedAt: failed, picture }) => {
    const from = Math.max(0, Math.min((failed ?? 0) - mostEntries + 5, all.length - mostEntries));
    const entries = all.slice(from, from + mostEntries);
    const failedAt = failed === undefined ? undefined : failed - from;
    const shown = { title, mark, entries, ...(failedAt !== undefined && { failedAt }) };
    return picture ? { ...shown, picture: drawn(layOut(picture, scale), picture, shown) } : shown;
  });
}

/** What one person is told of their own run, with its picture laid out. */
export function withDrawings(blocks: readonly Block[]): readonly object[] {
  return blocks.map((block) => {
    if (block.kind !== 'timeline' || !block.picture) return block;
    const [run] = drawRuns([{ ...block, mark: 'none', chosen: true }]);
    return { ...block, picture: run?.picture };
  });
}

function drawn(
  lanes: Lanes,
  { morePods, world }: Pick<RunPicture, 'morePods' | 'world'>,
  { entries, failedAt }: { readonly entries: readonly TimelineEntry[]; readonly failedAt?: number },
): DrawnPicture {
  const failed = failedAt === undefined ? undefined : entries[failedAt];
  const seen = new Set([...lanes.nodes, ...lanes.pods].flatMap(({ cells }) => cells as readonly string[]));
  const words = Object.entries({ ...podWords(world), ...nodeWords }).filter(([state]) => seen.has(state));
  return {
    startsSeconds: lanes.startsSeconds,
    words: Object.fromEntries(words),
    nodes: lanes.nodes.map(({ name, cells }) => ({ name, spans: spansOf(cells, (state) => ({ state })) })),
    pods: lanes.pods.map(({ name, cells }) => ({
      name,
      spans: spansOf(cells, (state) => (state === 'gone' ? undefined : { state })),
    })),
    morePods,
    requests: lanes.requests.map(({ name, served, failed: lost, cells }) => ({
      name,
      served: Math.round(served),
      failed: Math.round(lost),
      spans: spansOf(cells, (cell) => cell && { lost: lostShare(cell) }),
    })),
    ...(failed && { failedColumn: columnOf(lanes, failed.seconds) }),
    entryColumns: entries.map(({ seconds }) => columnOf(lanes, seconds)),
  };
}

/** Cells that say the same become one span; a cell that says nothing is a gap. */
function spansOf<Cell, Said extends object>(
  cells: readonly Cell[],
  say: (cell: Cell) => Said | undefined,
): readonly ({ from: number; to: number } & Said)[] {
  const spans: ({ from: number; to: number } & Said)[] = [];
  let before = '';
  for (const [column, cell] of cells.entries()) {
    const said = say(cell);
    const key = JSON.stringify(said) ?? '';
    const last = spans.at(-1);
    if (said && last && key === before && last.to === column) last.to = column + 1;
    else if (said) spans.push({ from: column, to: column + 1, ...said });
    before = key;
  }
  return spans;
}

/** In twentieths; a single lost request is never rounded away. */
function lostShare({ served, failed }: { readonly served: number; readonly failed: number }): number {
  if (failed === 0) return 0;
  return Math.max(0.05, Math.round((20 * failed) / (served + failed)) / 20);
}
