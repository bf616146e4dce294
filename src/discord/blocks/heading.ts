import { plain } from '../markdown.ts';
import { type Renderer, textPiece } from '../piece.ts';

export const heading: Renderer<'heading'> = (block, language) => [textPiece(`### ${plain(block.text[language])}`)];
