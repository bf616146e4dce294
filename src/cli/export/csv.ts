/**
 * Tables as spreadsheets read them. A cell that begins as a formula does (`=1+1`, `@SUM(…)`) gets an apostrophe before it: a
 * learner's text must not be computed on an instructor's machine. Excel in Spanish wants `;` between cells and a byte order
 * mark before the first.
 */
export interface CsvStyle {
  readonly separator: ',' | ';' | '\t';
  readonly byteOrderMark: boolean;
}

export type Cell = string | number | undefined;

export function csvOf(rows: readonly (readonly Cell[])[], { separator, byteOrderMark }: CsvStyle): string {
  const lines = rows.map((row) => row.map((cell) => written(cell, separator)).join(separator));
  return `${byteOrderMark ? '\ufeff' : ''}${lines.join('\r\n')}\r\n`;
}

function written(cell: Cell, separator: string): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  // A tab or line break before the sign hides it from people, not from spreadsheets; some read the wide forms as well.
  const text = /^\s*[=+\-@＝＋－＠]/.test(cell) ? `'${cell}` : cell;
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
