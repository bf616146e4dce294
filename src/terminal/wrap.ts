/** How wide text is in a terminal, and how it breaks into rows. The text is sanitised already. */

/** Cells that a character takes: none for what is written onto the one before, two for East Asian letters and pictures. */
function cellsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (/^(?:\p{Mark}|\p{Join_Control}|\p{Variation_Selector})$/u.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

const wide =
  /^[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]$/u;

export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += cellsOf(character);
  return width;
}

/** Rows of at most so many cells, broken wherever they are full, as terminals do. An empty text is one empty row. */
export function rowsOf(text: string, columns: number): readonly string[] {
  const rows: string[] = [];
  let row = '';
  let width = 0;
  for (const character of text) {
    const cells = cellsOf(character);
    if (width + cells > columns && row !== '') {
      rows.push(row);
      row = '';
      width = 0;
    }
    row += character;
    width += cells;
  }
  return [...rows, row];
}

/** Rows broken between words, for prose; a word that is wider than the row is broken inside. */
export function wordRowsOf(text: string, columns: number): readonly string[] {
  const rows: string[] = [];
  for (const line of text.split('\n')) {
    let row = '';
    for (const word of line.split(/(?<= )/)) {
      if (row !== '' && widthOf(row) + widthOf(word.trimEnd()) > columns) {
        rows.push(row.trimEnd());
        row = '';
      }
      row += word;
      if (widthOf(row.trimEnd()) > columns) {
        const broken = rowsOf(row, columns);
        rows.push(...broken.slice(0, -1));
        row = broken.at(-1) ?? '';
      }
    }
    rows.push(row.trimEnd());
  }
  return rows;
}

/** At most so many cells; what is cut off ends in an ellipsis, or in another sign of one cell. */
export function cut(text: string, columns: number, sign = '…'): string {
  if (widthOf(text) <= columns) return text;
  const [first = ''] = rowsOf(text, Math.max(0, columns - 1));
  return columns < 1 ? '' : first + sign;
}

/** A long name keeps its end, which tells it from its siblings: `web-7957…7blp`. */
export function cutInside(name: string, columns: number, sign = '…'): string {
  const letters = [...name];
  if (letters.length <= columns) return name;
  const end = Math.floor((columns - 1) / 2);
  return letters.slice(0, columns - 1 - end).join('') + sign + (end > 0 ? letters.slice(-end).join('') : '');
}
