/** The options with their letters; the buttons below carry the same letters, so long options need no long buttons. */
import type { Text } from '#base/text.ts';
import { prose } from '../markdown.ts';
import { letter, markWords } from '../marks.ts';
import { type Renderer, textPiece } from '../piece.ts';

const yours: Text = { es: 'tu respuesta', en: 'your answer' };

export const choices: Renderer<'choices'> = (block, language) =>
  block.options.map((option, index) => {
    const mark = option.mark === 'none' || option.mark === 'chosen' ? '' : `${markWords[option.mark][language]} `;
    const chosen = option.chosen ? ` *(${yours[language]})*` : '';
    return textPiece(`**${letter(index)}.** ${mark}${prose(option.text[language])}${chosen}`);
  });
