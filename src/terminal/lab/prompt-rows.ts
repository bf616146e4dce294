/** The prompt as rows: the line with its cursor, broken where the window ends, and what Tab offers below it. Pure. */
import type { Language } from '#base/text.ts';
import { sanitize } from '../sanitize.ts';
import { cursorIn, type Prompt, textIn } from './prompt.ts';
import type { Bit, Row } from './rows.tsx';
import { cellsOf, cut, widthOf } from './wrap.ts';

/** A text of many lines is typed in a window of this many. */
const mostRows = 5;
const mostOffered = 3;

export function promptRows(prompt: Prompt, before: string, columns: number, hasCursor: boolean): readonly Row[] {
  const cursor = hasCursor ? cursorIn(prompt) : -1;
  const rows: { bits: Bit[]; width: number; hasCursor: boolean }[] = [];
  const begin = (sign: string) =>
    rows.push({ bits: [{ text: sign, tone: 'script', bold: true }], width: widthOf(sign), hasCursor: false });
  begin(before);
  const put = (character: string, isCursor: boolean) => {
    // As the screen will show it: a control character takes the room of its name.
    const shown = sanitize(character);
    const cells = widthOf(shown);
    if ((rows.at(-1)?.width ?? 0) + cells > columns) rows.push({ bits: [], width: 0, hasCursor: false });
    const row = rows.at(-1) as (typeof rows)[number];
    const last = row.bits.at(-1);
    if (last && !isCursor && !last.inverse && last.tone === undefined)
      row.bits[row.bits.length - 1] = { text: last.text + shown };
    else row.bits.push({ text: shown, ...(isCursor && { inverse: true }) });
    row.width += cells;
    row.hasCursor ||= isCursor;
  };
  let at = 0;
  for (const character of textIn(prompt)) {
    const isCursor = at === cursor;
    at += character.length;
    if (character === '\n') {
      if (isCursor) put(' ', true);
      begin('> ');
    } else if (cellsOf(character) > 0 || isCursor) put(character, isCursor);
    else put(character, false);
  }
  if (cursor >= at) put(' ', true);
  const cursorRow = Math.max(
    0,
    rows.findIndex((row) => row.hasCursor),
  );
  const from = Math.max(0, Math.min(rows.length - mostRows, cursorRow - mostRows + 1));
  return rows
    .slice(hasCursor ? from : Math.max(0, rows.length - mostRows))
    .slice(0, mostRows)
    .map(({ bits }) => bits);
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
