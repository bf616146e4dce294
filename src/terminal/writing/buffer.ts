/**
 * A text that is being written, with a cursor: plain data, each key gives a new one. Columns count UTF-16 units as
 * JavaScript strings do; moving and erasing go by whole characters as people see them, so an accent or emoji is one step.
 * What is pasted goes in as it is. YAML lives by its indentation, so a new line keeps that of the one above.
 */
export interface Buffer {
  readonly lines: readonly string[];
  readonly line: number;
  readonly column: number;
  /** The column that up and down try to keep, where lines between are shorter. */
  readonly wantedColumn?: number;
}

export type Motion = 'left' | 'right' | 'up' | 'down' | 'home' | 'end' | 'word-left' | 'word-right' | 'top' | 'bottom';

export function bufferOf(text: string): Buffer {
  return { lines: text.replaceAll('\r\n', '\n').split('\n'), line: 0, column: 0 };
}

export function textOf({ lines }: Buffer): string {
  return lines.join('\n');
}

export function insert(buffer: Buffer, text: string): Buffer {
  const [before, after] = around(buffer);
  const inserted = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n');
  const first = before + (inserted[0] ?? '');
  if (inserted.length === 1) return at(withLines(buffer, buffer.line, 1, [first + after]), buffer.line, first.length);
  const last = inserted.at(-1) ?? '';
  const lines = [first, ...inserted.slice(1, -1), last + after];
  return at(withLines(buffer, buffer.line, 1, lines), buffer.line + inserted.length - 1, last.length);
}

/** After `spec:` the next line stands further in; after `- name: web` under `name`. */
export function newLine(buffer: Buffer): Buffer {
  const [before] = around(buffer);
  const [, indent = '', dashes = ''] = /^( *)((?:- +)*)/.exec(before) ?? [];
  const opens = /:\s*(#.*)?$/.test(before) && !/^\s*#/.test(before);
  const inside = indent + ' '.repeat(dashes.length);
  return insert(buffer, `\n${inside}${opens ? '  ' : ''}`);
}

/** Backwards within the indentation it takes a whole step of two away. */
export function erase(buffer: Buffer, direction: 'before' | 'after'): Buffer {
  const [before, after] = around(buffer);
  const { line, column, lines } = buffer;
  if (direction === 'after') {
    if (after !== '') {
      return at(withLines(buffer, line, 1, [before + after.slice(firstCharacter(after).length)]), line, column);
    }
    if (line + 1 >= lines.length) return buffer;
    return at(withLines(buffer, line, 2, [before + lines[line + 1]!]), line, column);
  }
  if (column === 0) {
    if (line === 0) return buffer;
    const above = lines[line - 1]!;
    return at(withLines(buffer, line - 1, 2, [above + after]), line - 1, above.length);
  }
  const length = /^ +$/.test(before) ? ((before.length - 1) % indentStep) + 1 : lastCharacter(before).length;
  return at(withLines(buffer, line, 1, [before.slice(0, -length) + after]), line, column - length);
}

export const indentStep = 2;

/** The whole line one step in or out, wherever in it the cursor stands. */
export function shift(buffer: Buffer, direction: 'in' | 'out'): Buffer {
  const { line, column, lines } = buffer;
  const text = lines[line]!;
  if (direction === 'in') {
    const shifted = ' '.repeat(indentStep) + text;
    return at(withLines(buffer, line, 1, [shifted]), line, column + indentStep);
  }
  const less = Math.min(indentStep, text.length - text.trimStart().length);
  return at(withLines(buffer, line, 1, [text.slice(less)]), line, Math.max(0, column - less));
}

/** Replaces what stands just before the cursor. */
export function replaceBefore(buffer: Buffer, length: number, text: string): Buffer {
  const [before, after] = around(buffer);
  const kept = before.slice(0, before.length - length);
  return insert(at(withLines(buffer, buffer.line, 1, [kept + after]), buffer.line, kept.length), text);
}

export function move(buffer: Buffer, motion: Motion, count = 1): Buffer {
  const { lines, line, column } = buffer;
  const [before, after] = around(buffer);
  switch (motion) {
    case 'left':
      if (before !== '') return at(buffer, line, column - lastCharacter(before).length);
      return line === 0 ? buffer : at(buffer, line - 1, lines[line - 1]!.length);
    case 'right':
      if (after !== '') return at(buffer, line, column + firstCharacter(after).length);
      return line + 1 >= lines.length ? buffer : at(buffer, line + 1, 0);
    case 'up':
    case 'down': {
      const target = Math.max(0, Math.min(lines.length - 1, line + (motion === 'up' ? -count : count)));
      const wantedColumn = buffer.wantedColumn ?? column;
      const text = lines[target]!;
      return { lines, line: target, column: wholeColumn(text, wantedColumn), wantedColumn };
    }
    case 'home': {
      // First to where the words begin, then to the edge.
      const words = lines[line]!.length - lines[line]!.trimStart().length;
      return at(buffer, line, column === words ? 0 : words);
    }
    case 'end':
      return at(buffer, line, lines[line]!.length);
    case 'word-left': {
      const length = /[\p{L}\p{N}_]*[^\p{L}\p{N}_]*$/u.exec(before)?.[0].length ?? 0;
      return length === 0 ? move(buffer, 'left') : at(buffer, line, column - length);
    }
    case 'word-right': {
      const length = /^[^\p{L}\p{N}_]*[\p{L}\p{N}_]*/u.exec(after)?.[0].length ?? 0;
      return length === 0 ? move(buffer, 'right') : at(buffer, line, column + length);
    }
    case 'top':
      return at(buffer, 0, 0);
    case 'bottom':
      return at(buffer, lines.length - 1, lines.at(-1)!.length);
  }
}

function around({ lines, line, column }: Buffer): readonly [before: string, after: string] {
  const text = lines[line] ?? '';
  return [text.slice(0, column), text.slice(column)];
}

function at({ lines }: Buffer, line: number, column: number): Buffer {
  return { lines, line, column };
}

function withLines(buffer: Buffer, from: number, count: number, lines: readonly string[]): Buffer {
  return { ...buffer, lines: buffer.lines.toSpliced(from, count, ...lines) };
}

/** Not between the halves of a character. */
function wholeColumn(text: string, wanted: number): number {
  if (wanted >= text.length) return text.length;
  let column = 0;
  for (const { segment } of segments(text)) {
    if (column + segment.length > wanted) break;
    column += segment.length;
  }
  return column;
}

/** Long lines are cut before they are looked at: one character is all that is asked for. */
const longestCharacter = 64;

function firstCharacter(text: string): string {
  return segments(text.slice(0, longestCharacter)).next().value?.segment ?? '';
}

function lastCharacter(text: string): string {
  return [...segments(text.slice(-longestCharacter))].at(-1)?.segment ?? '';
}

let segmenter: Intl.Segmenter | undefined;

function segments(text: string): Iterator<Intl.SegmentData> & Iterable<Intl.SegmentData> {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text)[Symbol.iterator]() as Iterator<Intl.SegmentData> & Iterable<Intl.SegmentData>;
}
