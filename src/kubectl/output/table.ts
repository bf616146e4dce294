/**
 * Text in columns as Go's tabwriter lays it out. Tables of `get` pad each cell to the widest of its column; in `describe`
 * a column reaches only as far as lines without a break have that cell, so a blank line or a line without tabs starts anew.
 */

/** Rows of a `get` table: three blanks between columns, the last one unpadded where no later line is longer. */
export function tableText(rows: readonly (readonly string[])[]): string {
  return tabwriter(rows.map((row) => row.join('\t')).join('\n') + (rows.length > 0 ? '\n' : ''), {
    minWidth: 6,
    padding: 3,
  });
}

export interface TabwriterOptions {
  readonly minWidth: number;
  readonly padding: number;
}

/**
 * Go's text/tabwriter with blanks for padding. A cell is what a tab ends; what stands after the last tab of a line belongs
 * to no column. A column is a block of lines next to one another that all have a cell there.
 *
 *   tabwriter('Name:\tweb\nNamespace:\tdefault\n', { minWidth: 0, padding: 2 })
 *   // Name:       web
 *   // Namespace:  default
 */
export function tabwriter(text: string, { minWidth, padding }: TabwriterOptions): string {
  const lines = text.split('\n').map((line) => line.split('\t'));
  const widths = new Map<string, number>();
  const layOut = (from: number, to: number, column: number): void => {
    for (let line = from; line < to; line++) {
      const cells = lines[line] as string[];
      if (column >= cells.length - 1) continue;
      // The block: this line and those below it that have a cell in this column as well.
      let end = line;
      let width = minWidth;
      let hasText = false;
      for (; end < to && column < (lines[end] as string[]).length - 1; end++) {
        const cellWidth = displayWidth((lines[end] as string[])[column] as string);
        if (cellWidth > 0) hasText = true;
        width = Math.max(width, cellWidth + padding);
      }
      // A column of empty cells takes no room but the padding.
      if (!hasText && minWidth === 0) width = padding;
      for (let index = line; index < end; index++) widths.set(`${index} ${column}`, width);
      layOut(line, end, column + 1);
      line = end - 1;
    }
  };
  layOut(0, lines.length, 0);
  return lines
    .map((cells, line) =>
      cells
        .map((cell, column) => {
          const width = widths.get(`${line} ${column}`);
          return width === undefined ? cell : cell + ' '.repeat(Math.max(0, width - displayWidth(cell)));
        })
        .join(''),
    )
    .join('\n');
}

/** In characters: what kubectl prints is plain text. */
function displayWidth(text: string): number {
  return [...text].length;
}
