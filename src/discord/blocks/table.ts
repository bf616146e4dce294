/** A table in a code block where a phone can show it; a wider one becomes a list of `column: value` lines. */
import { plain, visible } from '../markdown.ts';
import { type Renderer, textPiece } from '../piece.ts';

/** Wider code blocks wrap on a phone. */
const widest = 56;

export const table: Renderer<'table'> = (block, language) => {
  const rows = [block.columns, ...block.rows].map((row) =>
    row.map((cell) => visible(cell[language]).replaceAll('\n', ' ').replaceAll('`', '')),
  );
  const widths = block.columns.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const width = widths.reduce((sum, each) => sum + each + 2, -2);
  if (width <= widest) {
    const lines = rows.map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
    return [{ kind: 'code', text: lines.join('\n'), syntax: '' }];
  }
  const [header = [], ...body] = rows;
  return body.map((row) =>
    textPiece(...row.map((cell, column) => `**${plain(header[column] ?? '')}:** ${plain(cell)}`)),
  );
};
