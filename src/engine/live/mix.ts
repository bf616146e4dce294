/** A quiz for a lesson made on the spot: so many questions of some topics, drawn by a seed, so that it can be drawn again. */
import { didYouMean } from '#base/did-you-mean.ts';
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import type { Library } from '../ports.ts';
import { type LiveSettings, matches, type Quiz } from '../quiz.ts';
import type { Scenario } from '../scenario.ts';

export interface Mix {
  /** Empty: all of them. */
  readonly topics: readonly string[];
  readonly levels: readonly Scenario['level'][];
  readonly types: readonly Scenario['type'][];
  readonly count: number;
  readonly seed: number;
}

/** How a quiz is played that says nothing about it. */
export const usualSettings: LiveSettings = {
  seconds: 60,
  manifestSeconds: 480,
  speedPercent: 0,
  showBoard: 'at-the-end',
  chaos: [],
};

/** A session of it keeps this in place of a quiz's id. */
const mixId = 'mix';

export function quizOfMix(mix: Mix, library: Library): Result<Quiz, Text> {
  const { topics, levels, types, count, seed } = mix;
  const all = library.list();
  const known = [...new Set(all.map(({ topic }) => topic))];
  const lost = topics.find((topic) => !known.includes(topic));
  if (lost !== undefined) {
    const near = didYouMean(lost, known);
    return fail({
      es: `No hay ningún tema "${lost}".${near ? ` ¿Querías decir ${near}?` : ` Hay: ${known.join(', ')}.`}`,
      en: `There is no topic "${lost}".${near ? ` Did you mean ${near}?` : ` There are: ${known.join(', ')}.`}`,
    });
  }
  const found = all.filter((one) => matches(one, mix)).length;
  if (found === 0) {
    return fail({
      es: 'No hay ninguna pregunta de esos temas, niveles y tipos.',
      en: 'There is no question of these topics, levels and types.',
    });
  }
  const named =
    topics.length === 0
      ? { es: 'todos los temas', en: 'all topics' }
      : { es: topics.join(', '), en: topics.join(', ') };
  return ok({
    id: mixId,
    version: 1,
    title: { es: `Mezcla: ${named.es}`, en: `A mix: ${named.en}` },
    questions: [{ topics, levels, types, count: Math.min(count, found) }],
    order: 'level',
    seed,
    hints: true,
    live: usualSettings,
  });
}
