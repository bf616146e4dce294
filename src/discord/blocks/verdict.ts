/** Right or wrong in words, the points and what they are made of, and each check with what was seen in the run. */
import type { Language, Text } from '#base/text.ts';
import type { CheckResult, VerdictKind } from '#engine/grading.ts';
import type { Points } from '#engine/screen.ts';
import { prose } from '../markdown.ts';
import { markSigns } from '../marks.ts';
import { type Piece, type Renderer, textPiece } from '../piece.ts';

const words: Record<VerdictKind, Text> = {
  right: { es: '✔ Respuesta correcta', en: '✔ Right answer' },
  wrong: { es: '✘ Respuesta incorrecta', en: '✘ Wrong answer' },
  refused: { es: '✘ Esta respuesta no se acepta', en: '✘ This answer is refused' },
  'not-graded': { es: '… Sin calificar', en: '… Not graded' },
};

/** Making one takes longer than all the rest of a screen. */
const numbers: Record<Language, Intl.NumberFormat> = {
  es: new Intl.NumberFormat('es', { maximumFractionDigits: 2 }),
  en: new Intl.NumberFormat('en', { maximumFractionDigits: 2 }),
};

export const verdict: Renderer<'verdict'> = (block, language) => {
  const pieces: Piece[] = [textPiece(`## ${words[block.verdict][language]}`)];
  if (block.points) pieces.push(textPiece(pointsLine(block.points, language)));
  if (block.checks.length > 0) pieces.push(textPiece(...block.checks.map((check) => checkLine(check, language))));
  return pieces;
};

function checkLine(check: CheckResult, language: Language): string {
  const sign = markSigns[check.passed ? 'right' : 'wrong'];
  return `${sign} ${prose(check.statement[language])} — **${prose(check.observed[language])}**`;
}

/** `**85 puntos** = 100 × peso 1 × acierto 1 × pistas 0,85`: factors that are 1 for everybody are left out. */
function pointsLine(points: Points, language: Language): string {
  const number = numbers[language];
  const factors: readonly (readonly [Text, number])[] = [
    [{ es: 'peso', en: 'weight' }, points.weight],
    [{ es: 'acierto', en: 'score' }, points.score],
    [{ es: 'pistas', en: 'hints' }, points.hintFactor],
    [{ es: 'rapidez', en: 'speed' }, points.speedFactor],
  ];
  const shown = factors
    .filter(([name, factor]) => factor !== 1 || name.en === 'score')
    .map(([name, factor]) => `${name[language]} ${number.format(factor)}`);
  const total: Text = { es: 'puntos', en: 'points' };
  return `**${number.format(points.points)} ${total[language]}** = ${['100', ...shown].join(' × ')}`;
}
