/** What keeps a manifest from being run: place, the server's own words, and what to write instead where it is known. */
import { inlineCode, plain, prose } from '../markdown.ts';
import { type Renderer, textPiece } from '../piece.ts';

export const errors: Renderer<'errors'> = (block, language) =>
  block.errors.map((error) => {
    const place = inlineCode(`${error.file}:${error.line}:${error.column}`);
    const advice = error.advice ? [`→ ${prose(error.advice[language])}`] : [];
    return textPiece(`✘ ${place} ${plain(error.message)}`, ...advice);
  });
