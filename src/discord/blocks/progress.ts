import { type Language, plural } from '#base/text.ts';
import { type Renderer, textPiece } from '../piece.ts';

const widest = 12;

/** `▰▰▱▱▱ 2/5 · 180 puntos`. */
export const progress: Renderer<'progress'> = (block, language) => {
  const width = Math.min(block.total, widest);
  const done = block.total === 0 ? 0 : Math.min(width, Math.round((width * block.done) / block.total));
  const bar = '▰'.repeat(done) + '▱'.repeat(width - done);
  return [textPiece(`${bar} ${block.done}/${block.total} · ${points(block.points, language)}`)];
};

function points(count: number, language: Language): string {
  return language === 'es'
    ? plural('es', count, { one: '{n} punto', other: '{n} puntos', many: '{n} de puntos' })
    : plural('en', count, { one: '{n} point', other: '{n} points' });
}
