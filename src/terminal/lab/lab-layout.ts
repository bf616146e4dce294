/**
 * Where everything stands, in rows and columns: the output with the cluster beside it, above it, or in its place. Decided from
 * the window's size and the view alone, so that nothing jumps.
 */
import type { View } from './lab-model.ts';

/** Smaller than this nothing can be read. */
export const least = { columns: 60, rows: 15 };

export interface Sizes {
  readonly columns: number;
  readonly rows: number;
}

export interface LabLayout {
  readonly output: Sizes | undefined;
  readonly cluster: Sizes | undefined;
  readonly isBeside: boolean;
}

const besideFrom = 110;
const aboveFromRows = 12;
const clusterShare = 0.32;
const mostClusterColumns = 48;

export function hasRoomForBoth({ columns, rows }: Sizes): boolean {
  return columns >= besideFrom || rows >= aboveFromRows;
}

/** `body`: what title, prompt and keys leave. `wanted`: how many rows the cluster would fill. */
export function layOutLab(body: Sizes, view: View, wanted: number): LabLayout {
  const { columns, rows } = body;
  if (view === 'output') return { output: body, cluster: undefined, isBeside: false };
  if (view === 'cluster') return { output: undefined, cluster: body, isBeside: false };
  if (columns >= besideFrom) {
    const clusterColumns = Math.min(mostClusterColumns, Math.floor(columns * clusterShare));
    // A bar with a space on each side stands between.
    return {
      output: { columns: columns - clusterColumns - 3, rows },
      cluster: { columns: clusterColumns, rows },
      isBeside: true,
    };
  }
  if (!hasRoomForBoth(body)) return { output: body, cluster: undefined, isBeside: false };
  const clusterRows = Math.max(3, Math.min(wanted, Math.floor(rows * 0.45)));
  // A rule stands between.
  return {
    output: { columns, rows: rows - clusterRows - 1 },
    cluster: { columns, rows: clusterRows },
    isBeside: false,
  };
}
