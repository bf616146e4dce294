/** What lines of a lab printed, as a message shows it: in part for everybody, in pages for its owner, and whole as a file. */
import type { Language, Text } from '#base/text.ts';
import type { LabSight } from '#engine/lab-runs.ts';
import { visible } from '../markdown.ts';
import type { Piece } from '../piece.ts';

/** Of output in a message that everybody sees; all of it comes as a file. */
const publicLines = 24;
const publicCharacters = 1400;
/** More output than this comes as a file too, and only so much is laid on pages. */
export const fewCharacters = 3000;
const pagedCharacters = 20_000;

/** The prompt, the line and what it printed, hidden characters made visible, of all that was handed in together. */
export function outputOf({ turns }: LabSight): string {
  const printed = turns
    .map(({ prompt, line, pieces }) => `${prompt}${line}\n${pieces.map(({ text }) => text).join('')}`)
    .map((text) => text.replace(/\n?$/, '\n'))
    .join('')
    .trimEnd();
  return visible(printed);
}

/** Somebody who turns a page waits for all pages to be laid out. */
export function paged(output: string): string {
  return output.length <= pagedCharacters ? output : `${output.slice(0, pagedCharacters).toWellFormed()}…`;
}

export function shortened(output: string): string {
  const lines = output.split('\n');
  let shown = lines.slice(0, publicLines).join('\n');
  if (shown.length > publicCharacters) shown = `${shown.slice(0, publicCharacters).toWellFormed()}…`;
  return shown.length < output.length ? `${shown}\n…` : output;
}

/** All of it, to be downloaded. */
export function outputFile(output: string, language: Language): Piece {
  return { kind: 'file', name: fileName[language], content: `${output}\n` };
}

const fileName: Text = { es: 'salida.txt', en: 'output.txt' };
