/** What has been shown so far, line by line, and the window on it. Lines are broken only where they are in sight. */
import type { Piece, PieceKind } from '#engine/lab/pieces.ts';
import { sanitize, toAscii } from '../sanitize.ts';
import { rowsOf, wordRowsOf } from '../wrap.ts';

/** `typed`: what the person entered, behind its prompt. */
export type LineKind = PieceKind | 'typed';

export interface Line {
  readonly kind: LineKind;
  readonly text: string;
}

export interface Scrollback {
  readonly lines: readonly Line[];
  /** The last line has not ended: what comes next belongs to it. */
  readonly isOpen: boolean;
}

const most = { lines: 5_000, characters: 8_000 };

export const emptyScrollback: Scrollback = { lines: [], isOpen: false };

/** `unicode` false: only ASCII can be shown. */
export function append({ lines, isOpen }: Scrollback, pieces: readonly (Piece | Line)[], unicode: boolean): Scrollback {
  const added: { kind: LineKind; text: string }[] = [];
  const kept = isOpen ? lines.slice(0, -1) : lines;
  let open = isOpen ? lines.at(-1) : undefined;
  for (const { kind, text } of pieces) {
    const clean = sanitize(text);
    const parts = (unicode ? clean : toAscii(clean)).split('\n');
    for (const [index, part] of parts.entries()) {
      const isLast = index === parts.length - 1;
      if (isLast && part === '') break;
      const line = { kind: open?.kind ?? kind, text: ((open?.text ?? '') + part).slice(0, most.characters) };
      open = isLast ? line : undefined;
      if (!isLast) added.push(line);
    }
  }
  const all = [...kept, ...added, ...(open ? [open] : [])];
  return { lines: all.slice(-most.lines), isOpen: open !== undefined };
}

/** The next line begins a new one, whatever the last one printed. */
export function ended({ lines }: Scrollback): Scrollback {
  return { lines, isOpen: false };
}

export interface Window {
  readonly rows: readonly Line[];
  /** Rows out of sight. At least: of very much only so many are counted. */
  readonly above: number;
  readonly below: number;
}

/** Sentences are broken between words, what a program printed wherever the row is full. */
const isProse: Readonly<Record<LineKind, boolean>> = {
  note: true,
  news: true,
  good: true,
  bad: true,
  output: false,
  error: false,
  typed: false,
};

/** `    0:01  The container …` goes on below its words, not below its time. */
function sentenceRows(text: string, columns: number): readonly string[] {
  const time = /^ *\d+:[\d:]+ {2}/.exec(text)?.[0] ?? '';
  return wordRowsOf(text.slice(time.length), columns - time.length).map(
    (row, index) => (index === 0 ? time : ' '.repeat(time.length)) + row,
  );
}

const rowsCounted = 10_000;

/** The rows in sight, `back` rows up from the end; never further than there is anything. */
export function windowOf(lines: readonly Line[], columns: number, height: number, back: number): Window {
  const found: Line[] = [];
  let above = 0;
  for (let at = lines.length - 1; at >= 0; at--) {
    const { kind, text } = lines[at] as Line;
    const rows = isProse[kind] ? sentenceRows(text, columns) : rowsOf(text, columns);
    if (found.length >= height + back) above += rows.length;
    else for (const row of [...rows].reverse()) found.push({ kind, text: row });
    if (above > rowsCounted) break;
  }
  const most = Math.max(0, found.length - height);
  const from = Math.min(back, most);
  return { rows: found.slice(from, from + height).reverse(), above: above + most - from, below: from };
}
