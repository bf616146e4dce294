/**
 * A terminal's screen as a picture: SVG, sharp at any size, made of the cells the emulator holds, with their colours.
 * Each run of equal cells is stretched to its columns, so that the picture lines up whatever font shows it.
 */
import type { IBufferCell, Terminal } from '@xterm/headless';

const cell = { width: 8.4, height: 19 };
const margin = 16;
const titleBar = 32;
const paper = '#1b1d23';
const ink = '#d7dae0';

// Of the 16 colours those that readyz uses; each reads well on the paper above.
const palette: Readonly<Record<number, string>> = {
  1: '#f2777a',
  2: '#8cc570',
  4: '#6fb3f2',
  5: '#d291e4',
  6: '#5cc8d6',
};

interface Run {
  text: string;
  readonly column: number;
  columns: number;
  readonly style: string;
  readonly background: string | undefined;
}

export function svgOf(terminal: Terminal, description: string): string {
  const width = Math.ceil(terminal.cols * cell.width + 2 * margin);
  const height = terminal.rows * cell.height + 2 * margin + titleBar;
  const rows = Array.from({ length: terminal.rows }, (_, row) => rowOf(terminal, row));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(description)}">`,
    `<rect width="${width}" height="${height}" rx="10" fill="${paper}"/>`,
    ...['#f2777a', '#e5c07b', '#8cc570'].map(
      (color, index) => `<circle cx="${margin + 8 + index * 20}" cy="${titleBar / 2 + 4}" r="6" fill="${color}"/>`,
    ),
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="${ink}">`,
    ...rows.flatMap((runs, row) => runs.map((run) => draw(run, titleBar + margin + row * cell.height))),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function rowOf(terminal: Terminal, row: number): readonly Run[] {
  const { active } = terminal.buffer;
  const line = active.getLine(active.viewportY + row);
  const runs: Run[] = [];
  for (let column = 0; column < terminal.cols; column++) {
    const at = line?.getCell(column);
    if (!at || at.getWidth() === 0) continue;
    const { style, background } = looks(at);
    const text = at.getChars() || ' ';
    const last = runs.at(-1);
    if (last && last.style === style && last.background === background) {
      last.text += text;
      last.columns += at.getWidth();
    } else {
      runs.push({ text, column, columns: at.getWidth(), style, background });
    }
  }
  return runs.filter((run) => run.text.trim() !== '' || run.background !== undefined);
}

function looks(at: IBufferCell): { style: string; background: string | undefined } {
  const color = at.isFgPalette() ? palette[at.getFgColor() % 8] : undefined;
  const inverse = at.isInverse() !== 0;
  const fill = inverse ? paper : color;
  const style = [
    ...(fill ? [`fill="${fill}"`] : []),
    ...(at.isBold() ? ['font-weight="bold"'] : []),
    ...(at.isDim() ? ['opacity="0.6"'] : []),
    ...(at.isUnderline() ? ['text-decoration="underline"'] : []),
  ].join(' ');
  return { style, background: inverse ? (color ?? ink) : undefined };
}

function draw({ text, column, columns, style, background }: Run, top: number): string {
  const x = round(margin + column * cell.width);
  const width = round(columns * cell.width);
  const rect = background
    ? `<rect x="${x}" y="${top}" width="${width}" height="${cell.height}" fill="${background}"/>`
    : '';
  // Blanks at the end of a run are not drawn, or the stretching would count them.
  const shown = text.trimEnd();
  const stretched = round((columns - (text.length - shown.length)) * cell.width);
  return `${rect}<text x="${x}" y="${top + 14}" textLength="${stretched}" ${style}>${drawn(shown)}</text>`;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}

/** Blanks become no-break spaces: browsers drop plain ones at the ends of a text, whatever they are told. */
function drawn(text: string): string {
  return escapeXml(text).replaceAll(' ', '\u00a0');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
