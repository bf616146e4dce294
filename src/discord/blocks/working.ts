import { prose } from '../markdown.ts';
import { type Renderer, textPiece } from '../piece.ts';

export const working: Renderer<'working'> = (block, language) => [textPiece(`⏳ ${prose(block.text[language])}`)];
