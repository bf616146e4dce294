/**
 * A run told line by line. A long one shows its beginning, what happened around the failure and its end; the whole of it
 * comes as a text file.
 */
import { type Language, plural, type Text } from '#base/text.ts';
import type { TimelineEntry } from '#engine/grading.ts';
import { inlineCode, plain, prose, visible } from '../markdown.ts';
import { type Piece, type Renderer, textPiece } from '../piece.ts';

const longestShown = { entries: 18, characters: 1800 };
const aroundFailure = { first: 2, before: 6, after: 3, last: 1 };

const toneSigns: Record<TimelineEntry['tone'], string> = { plain: '·', good: '✔', bad: '✘', script: '▸' };
const fileName: Text = { es: 'linea-de-tiempo.txt', en: 'timeline.txt' };

export const timeline: Renderer<'timeline'> = (block, language) => {
  const pieces: Piece[] = [textPiece(`**${plain(block.title[language])}**`)];
  const length = block.entries.reduce((sum, entry) => sum + entry.text[language].length + 12, 0);
  const long = block.entries.length > longestShown.entries || length > longestShown.characters;
  const shown = long ? excerpt(block.entries.length, block.failedAt) : block.entries.map((_, index) => index);

  const lines: string[] = [];
  for (const [position, index] of shown.entries()) {
    const missing = index - (shown[position - 1] ?? -1) - 1;
    if (missing > 0) lines.push(leftOut(missing)[language]);
    lines.push(line(block.entries[index]!, index === block.failedAt, language));
  }
  if (lines.length > 0) pieces.push(textPiece(...lines));
  if (long) {
    const content = block.entries.map((entry, index) => fileLine(entry, index === block.failedAt, language)).join('\n');
    pieces.push({ kind: 'file', name: fileName[language], content: `${content}\n` });
  }
  return pieces;
};

/** Which entries to show of a long run, in order. Without a failure: the first ones and the end. */
function excerpt(count: number, failedAt: number | undefined): readonly number[] {
  const { first, before, after, last } = aroundFailure;
  return Array.from({ length: count }, (_, index) => index).filter(
    (index) =>
      index < first ||
      index >= count - last ||
      (failedAt === undefined ? index < before + after : index >= failedAt - before && index <= failedAt + after),
  );
}

function line(entry: TimelineEntry, failed: boolean, language: Language): string {
  const text = prose(entry.text[language]);
  return `${inlineCode(clock(entry.seconds))} ${toneSigns[entry.tone]} ${failed ? `**${text}**` : text}`;
}

function fileLine(entry: TimelineEntry, failed: boolean, language: Language): string {
  const text = visible(entry.text[language]).replaceAll('\n', ' ');
  return `${clock(entry.seconds).padStart(10)}  ${toneSigns[entry.tone]} ${text}${failed ? '  <──' : ''}`;
}

/** `0:41`, `30:00`, `1:02:03`; a fraction of a second is shown to three digits: `0:41.001`. */
function clock(seconds: number): string {
  const milliseconds = Math.round(seconds * 1000) % 1000;
  const whole = Math.floor(Math.round(seconds * 1000) / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const main = hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
  return milliseconds > 0 ? `${main}.${String(milliseconds).padStart(3, '0')}` : main;
}

function leftOut(count: number): Text {
  return {
    es: plural('es', count, { one: '*… {n} línea más …*', other: '*… {n} líneas más …*' }),
    en: plural('en', count, { one: '*… {n} more line …*', other: '*… {n} more lines …*' }),
  };
}
