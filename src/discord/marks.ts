/** Signs and words of right and wrong: a colour never stands alone, and neither does a sign. */
import type { Text } from '#base/text.ts';
import type { Mark } from '#engine/screen.ts';

export const markSigns: Record<Mark, string> = { none: '·', right: '✔', wrong: '✘', chosen: '◉' };

export const markWords: Record<Mark, Text> = {
  none: { es: '·', en: '·' },
  right: { es: '✔ *correcta:*', en: '✔ *right:*' },
  wrong: { es: '✘ *incorrecta:*', en: '✘ *wrong:*' },
  chosen: { es: '◉ *elegida:*', en: '◉ *chosen:*' },
};

/** A, B, C … Z, AA, AB … for the options of a question. */
export function letter(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? letter(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}
