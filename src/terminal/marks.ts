/** Signs and words of right and wrong, the same on every block: a colour never stands alone. */
import type { Text } from '#base/text.ts';
import type { VerdictKind } from '#engine/grading.ts';
import type { Mark, MenuItem } from '#engine/screen.ts';
import type { Tone } from './words.tsx';

const signs: Readonly<Record<Mark, string>> = { none: ' ', right: '✔', wrong: '✘', chosen: '●' };
const tones: Readonly<Record<Mark, Tone>> = { none: 'plain', right: 'good', wrong: 'bad', chosen: 'script' };

export function markSign(mark: Mark): string {
  return signs[mark];
}

export function markTone(mark: Mark): Tone {
  return tones[mark];
}

/** For whoever hears the page: what a sign stands for. Nothing where it says nothing. */
export const markWords: Readonly<Record<Mark, Text | undefined>> = {
  none: undefined,
  right: { es: 'bien', en: 'right' },
  wrong: { es: 'mal', en: 'wrong' },
  chosen: { es: 'elegida', en: 'picked' },
};

interface Sign {
  readonly sign: string;
  readonly tone: Tone;
  readonly words: Text;
}

export const verdictSigns: Readonly<Record<VerdictKind, Sign>> = {
  right: { sign: '✔', tone: 'good', words: { es: 'Respuesta correcta', en: 'Right answer' } },
  wrong: { sign: '✘', tone: 'bad', words: { es: 'Respuesta incorrecta', en: 'Wrong answer' } },
  refused: {
    sign: '✘',
    tone: 'bad',
    words: { es: 'La respuesta no se acepta', en: 'The answer is refused' },
  },
  'not-graded': { sign: '!', tone: 'warning', words: { es: 'Sin evaluar', en: 'Not graded' } },
};

export const itemSigns: Readonly<Record<MenuItem['state'], Sign>> = {
  new: { sign: ' ', tone: 'plain', words: { es: 'nueva', en: 'new' } },
  open: { sign: '…', tone: 'script', words: { es: 'a medias', en: 'begun' } },
  wrong: { sign: '✘', tone: 'bad', words: { es: 'por mejorar', en: 'to improve' } },
  right: { sign: '✔', tone: 'good', words: { es: 'bien', en: 'right' } },
  plain: { sign: '', tone: 'plain', words: { es: '', en: '' } },
};
