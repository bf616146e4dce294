/** What stays on the normal screen after leaving, where the game itself is gone: what was answered, and how to go on. */
import { pointsInWords } from '../blocks/verdict.tsx';
import { verdictSigns } from '../marks.ts';
import type { Model } from '../model.ts';
import { sanitize, toAscii } from '../sanitize.ts';

/** `linear`: for whoever hears it, words without signs. */
export function farewell({ outcomes, place, language }: Model, unicode: boolean, linear = false): string {
  const lines = outcomes.map(({ title, verdict, points }) => {
    const { sign, words } = verdictSigns[verdict];
    const score = points === undefined ? '' : ` · ${pointsInWords(points, language)}`;
    return `${linear ? '' : `${sign} `}${title[language]}: ${words[language]}${score}`;
  });
  const unfinished =
    place.kind === 'session' && (place.turn.screen.kind === 'question' || place.turn.screen.kind === 'working');
  if (unfinished) {
    const title = place.turn.screen.title[language];
    lines.push(
      language === 'es'
        ? `… «${title}» queda guardada. Sigue cuando quieras con: readyz`
        : `… "${title}" is saved. Go on whenever you like with: readyz`,
    );
  }
  if (lines.length === 0) return '';
  const text = sanitize(lines.join('\n').replaceAll('`', ''));
  return `${unicode ? text : toAscii(text)}\n`;
}
