import type { Text } from '#base/text.ts';
import { prose } from '../markdown.ts';
import { type Renderer, textPiece } from '../piece.ts';

export const hint: Renderer<'hint'> = (block, language) => [
  textPiece(`💡 **${name(block.stage)[language]}** ${prose(block.text[language])}`),
];

function name(stage: number): Text {
  return { es: `Pista ${stage}.`, en: `Hint ${stage}.` };
}
