/**
 * The runs of all options side by side. A phone shows about fifty-six columns and wraps the rest, so the table is turned:
 * under each check stands one line an option.
 */
import { prose } from '../markdown.ts';
import { markSigns } from '../marks.ts';
import { type Renderer, textPiece } from '../piece.ts';

export const comparison: Renderer<'comparison'> = (block, language) => {
  const titles = block.columns.map((column) => prose(column.title[language]));
  return block.rows.map((row) =>
    textPiece(
      `**${prose(row.title[language])}**`,
      ...row.cells.map(
        (cell, index) => `${markSigns[cell.mark]} ${titles[index] ?? ''}: ${prose(cell.text[language])}`,
      ),
    ),
  );
};
