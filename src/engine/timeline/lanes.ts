/**
 * Lays a run's picture out in columns of characters, for every frontend that draws with text. Time is stretched where things
 * happen: an hour in which nothing changes takes a few columns, the minute of the failure many. The axis tells the times.
 */
import type { PodState, RunPicture } from './picture.ts';

export interface Lanes {
  /** When each column begins. */
  readonly startsSeconds: readonly number[];
  readonly pods: readonly { readonly name: string; readonly cells: readonly PodState[] }[];
  readonly nodes: readonly { readonly name: string; readonly cells: readonly ('up' | 'closed' | 'down')[] }[];
  readonly requests: readonly {
    readonly name: string;
    /** Requests a second, served and failed; undefined where none were sent. */
    readonly cells: readonly ({ readonly served: number; readonly failed: number } | undefined)[];
    readonly served: number;
    readonly failed: number;
  }[];
}

/** Each column from its instant in `startsSeconds` (scaleOf) to the next one's. */
export function layOut(picture: RunPicture, startsSeconds: readonly number[]): Lanes {
  const end = (column: number) => startsSeconds[column + 1] ?? Math.max(picture.endSeconds, startsSeconds.at(-1) ?? 0);
  return {
    startsSeconds,
    pods: picture.pods.map(({ name, spans }) => ({
      name,
      cells: startsSeconds.map((start, column) => worstIn(spans, start, end(column))),
    })),
    nodes: picture.nodes.map(({ name, spans }) => ({
      name,
      cells: startsSeconds.map((_, column) => lastBefore(spans, end(column))?.state ?? 'up'),
    })),
    requests: picture.requests.map(({ name, spans }) => ({
      name,
      cells: startsSeconds.map((start, column) => rateIn(spans, start, end(column))),
      served: sum(spans.map(({ served }) => served)),
      failed: sum(spans.map(({ failed }) => failed)),
    })),
  };
}

/** The column that shows this moment. */
export function columnOf({ startsSeconds }: Pick<Lanes, 'startsSeconds'>, seconds: number): number {
  const after = startsSeconds.findIndex((start) => start > seconds);
  return after < 0 ? startsSeconds.length - 1 : Math.max(0, after - 1);
}

export interface PodNow {
  readonly name: string;
  readonly state: PodState;
  readonly node?: string;
}

/** How the pods stand at one moment. */
export function podsAt({ pods }: RunPicture, seconds: number): readonly PodNow[] {
  return pods.map(({ name, spans }) => {
    const span = lastBefore(spans, seconds, true);
    return { name, state: span?.state ?? 'gone', ...(span?.node !== undefined && { node: span.node }) };
  });
}

/**
 * When each column begins, for one picture or for several beside each other. `instants` are further moments that deserve
 * room: those of the timeline's lines. Between two changes lies a piece of time that gets columns by the logarithm of its length:
 * 0 s, 1 s, 30 s and 3600 s after the last change weigh 1, 2, 6 and 13.
 */
export function scaleOf(
  pictures: readonly RunPicture[],
  columns: number,
  instants: readonly number[] = [],
): readonly number[] {
  const endSeconds = Math.max(0, ...pictures.map((picture) => picture.endSeconds));
  const changes = new Set([0, ...instants.map(Math.floor)]);
  for (const { pods, nodes, requests } of pictures) {
    for (const { spans } of [...pods, ...nodes, ...requests]) {
      for (const { fromSeconds } of spans) changes.add(Math.floor(fromSeconds));
    }
  }
  const points = [...changes].filter((point) => point < endSeconds).sort((one, other) => one - other);
  const weights = points.map((point, index) => 1 + Math.log2(1 + ((points[index + 1] ?? endSeconds) - point)));
  const perColumn = sum(weights) / columns;
  const starts: number[] = [];
  let before = 0;
  let piece = 0;
  for (let column = 0; column < columns; column++) {
    const at = column * perColumn;
    while (piece + 1 < points.length && before + weights[piece]! <= at + 1e-9) before += weights[piece++]!;
    const from = points[piece] ?? 0;
    const length = (points[piece + 1] ?? endSeconds) - from;
    const seconds = from + ((at - before) / (weights[piece] ?? 1)) * length;
    // Whole seconds where a column is longer than that: nobody reads 41.37.
    starts.push(perColumn > 0 && length > 5 ? Math.round(seconds) : Math.round(seconds * 10) / 10);
  }
  return starts;
}

interface From {
  readonly fromSeconds: number;
}

function lastBefore<Span extends From>(spans: readonly Span[], seconds: number, inclusive = false): Span | undefined {
  return spans.findLast(({ fromSeconds }) => fromSeconds < seconds || (inclusive && fromSeconds <= seconds));
}

/** What a column shows of several states: the one that must not be missed. */
const weightOf: Readonly<Record<PodState, number>> = {
  failed: 8,
  broken: 7,
  stopping: 3,
  running: 2,
  starting: 1,
  waiting: 1,
  ready: 1,
  done: 4,
  gone: 0,
};

function worstIn(spans: RunPicture['pods'][number]['spans'], from: number, to: number): PodState {
  const within = spans.filter(({ fromSeconds }) => fromSeconds > from && fromSeconds < to);
  const first = lastBefore(spans, from, true);
  const states: readonly PodState[] = [first?.state ?? 'gone', ...within.map(({ state }) => state)];
  // Later ones win among equals, so that a column that ends ready is ready.
  return states.reduce((worst, state) => (weightOf[state] >= weightOf[worst] ? state : worst));
}

function rateIn(spans: RunPicture['requests'][number]['spans'], from: number, next: number) {
  // Where there are more columns than moments, some begin when the next one does: they show that instant.
  const to = Math.max(next, from + 0.001);
  let served = 0;
  let failed = 0;
  let covered = 0;
  for (const span of spans) {
    const overlap = Math.min(to, span.toSeconds) - Math.max(from, span.fromSeconds);
    if (overlap <= 0) continue;
    const part = overlap / (span.toSeconds - span.fromSeconds);
    served += span.served * part;
    failed += span.failed * part;
    covered += overlap;
  }
  return covered === 0 ? undefined : { served: served / covered, failed: failed / covered };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
