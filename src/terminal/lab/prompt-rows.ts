/** The prompt as rows: the line, broken where the window ends, where its cursor stands, and what Tab offers below it. Pure. */
import type { Language } from '#base/text.ts';
import { sanitize } from '../sanitize.ts';
import { cut, widthOf } from '../wrap.ts';
import { cursorIn, type Prompt, textIn } from './prompt.ts';
import type { Row } from './rows.tsx';

/** A text of many lines is typed in a window of this many. */
const mostRows = 5;
const mostOffered = 3;

/** Where the next letter goes. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface PromptRows {
  readonly rows: readonly Row[];
  readonly cursor: Place;
}

export function promptRows(prompt: Prompt, before: string, columns: number): PromptRows {
  const wanted = cursorIn(prompt);
  const rows: { text: string; width: number; sign: string }[] = [];
  let cursor: Place = { row: 0, column: 0 };
  const last = () => rows.at(-1) as (typeof rows)[number];
  const begin = (sign: string) => rows.push({ text: '', width: widthOf(sign), sign });
  const here = (): Place => ({ row: rows.length - 1, column: last().width });
  begin(before);
  let at = 0;
  for (const character of textIn(prompt)) {
    // As the screen will show it: a control character takes the room of its name.
    const shown = character === '\n' ? '' : sanitize(character);
    if (last().width + widthOf(shown) > columns) begin('');
    if (at === wanted) cursor = here();
    at += character.length;
    if (character === '\n') begin('> ');
    else {
      last().text += shown;
      last().width += widthOf(shown);
    }
  }
  if (last().width >= columns) begin('');
  if (wanted >= at) cursor = here();
  const from = Math.max(0, Math.min(rows.length - mostRows, cursor.row - mostRows + 1));
  return {
    rows: rows
      .slice(from, from + mostRows)
      .map(({ sign, text }) => [{ text: sign, tone: 'script', bold: true }, { text }]),
    cursor: { row: cursor.row - from, column: cursor.column },
  };
}

/** In columns, the chosen one standing out; the rows around it where there are too many. */
export function offeredRows({ offered }: Prompt, columns: number, language: Language): readonly Row[] {
  if (!offered || offered.candidates.length < 2) return [];
  const { candidates, chosen } = offered;
  const width = Math.min(columns, Math.max(...candidates.map(widthOf)) + 2);
  const perRow = Math.max(1, Math.floor(columns / width));
  const all: Row[] = [];
  for (let at = 0; at < candidates.length; at += perRow) {
    all.push(
      candidates.slice(at, at + perRow).map((candidate, index) => {
        const text = cut(candidate, width - 1);
        return {
          text: text.padEnd(text.length + width - widthOf(text)),
          tone: 'code',
          ...(at + index === chosen && { inverse: true }),
        };
      }),
    );
  }
  if (all.length <= mostOffered) return all;
  const chosenRow = Math.floor((chosen ?? 0) / perRow);
  const shownRows = mostOffered - 1;
  const from = Math.max(0, Math.min(all.length - shownRows, chosenRow - shownRows + 1));
  const left = candidates.length - shownRows * perRow;
  const more = { es: `… y ${left} más: sigue escribiendo, o Tab`, en: `… and ${left} more: go on typing, or Tab` };
  return [...all.slice(from, from + shownRows), [{ text: cut(more[language], columns), tone: 'faint' }]];
}
