import { prose as proseMarkdown } from '../markdown.ts';
import { type Renderer, textPiece } from '../piece.ts';

export const prose: Renderer<'prose'> = (block, language) => [textPiece(proseMarkdown(block.text[language]))];
