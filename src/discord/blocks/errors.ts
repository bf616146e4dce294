/** What keeps a manifest from being run, or what the server warns of in it: place, the server's own words, and what to write instead where it is known. */
import { inlineCode, plain, prose } from '../markdown.ts';
import { type Renderer, textPiece } from '../piece.ts';

export const errors: Renderer<'errors'> = (block, language) =>
  block.errors.map((error) => {
    const place = inlineCode(`${error.file}:${error.line}:${error.column}`);
    const advice = error.advice ? [`→ ${prose(error.advice[language])}`] : [];
    const said = block.tone === 'warning' ? `⚠ ${place} Warning: ` : `✘ ${place} `;
    return textPiece(`${said}${plain(error.message)}`, ...advice);
  });
