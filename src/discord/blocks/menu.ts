/** The scenarios, ten to a page, each ten with a list to pick from. */
import type { Text } from '#base/text.ts';
import type { MenuItem } from '#engine/screen.ts';
import { chunks } from '../chunks.ts';
import { label, prose } from '../markdown.ts';
import { type Renderer, textPiece } from '../piece.ts';

const itemsPerPage = 10;

const states: Record<MenuItem['state'], Text> = {
  new: { es: '○ sin empezar', en: '○ new' },
  open: { es: '◐ a medias', en: '◐ under way' },
  wrong: { es: '✘ por mejorar', en: '✘ to improve' },
  right: { es: '✔ resuelta', en: '✔ solved' },
  plain: { es: '', en: '' },
};
const pickOne: Text = { es: 'Elige una pregunta', en: 'Pick a question' };
const nothing: Text = { es: 'No hay ninguna pregunta todavía.', en: 'There are no questions yet.' };

export const menu: Renderer<'menu'> = (block, language) => {
  if (block.items.length === 0) return [textPiece(nothing[language])];
  return chunks(block.items, itemsPerPage).map((items) => ({
    kind: 'picker',
    markdown: items
      .map(
        (item) =>
          `**${prose(item.title[language])}**${item.state === 'plain' ? '' : ` · ${states[item.state][language]}`}\n${prose(item.detail[language])}`,
      )
      .join('\n'),
    placeholder: pickOne[language],
    options: items.map((item) => ({
      value: item.id,
      label: label(item.title[language], 100),
      description: label(states[item.state][language] || item.detail[language], 100),
    })),
  }));
};
