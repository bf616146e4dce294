import type { Text } from '#base/text.ts';
import type { Block } from '#engine/screen.ts';
import { prose } from '../markdown.ts';
import { type Renderer, textPiece } from '../piece.ts';

const words: Record<Extract<Block, { kind: 'notice' }>['tone'], Text> = {
  info: { es: 'ℹ️ **Nota.**', en: 'ℹ️ **Note.**' },
  warning: { es: '⚠️ **Atención.**', en: '⚠️ **Mind.**' },
};

export const notice: Renderer<'notice'> = (block, language) => [
  textPiece(`${words[block.tone][language]} ${prose(block.text[language])}`),
];
