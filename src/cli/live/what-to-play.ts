/** Which quiz is hosted: one by its name, a mix drawn from topics, or what was missed in an earlier session. */
import { didYouMean } from '#base/did-you-mean.ts';
import type { ContentLibrary } from '#content/library.ts';
import { scenarioTypes } from '#content/scenario-schema.ts';
import { quizOfMissed } from '#engine/live/missed.ts';
import { quizOfMix } from '#engine/live/mix.ts';
import type { LiveStore } from '#engine/live/room.ts';
import type { Quiz } from '#engine/quiz.ts';
import type { Scenario } from '#engine/scenario.ts';
import { type Argv, Trouble, UsageError } from '../command.ts';
import { quoted } from '../output.ts';
import { wholeOf } from './beginning.ts';

export type WhatToPlay =
  | { readonly kind: 'quiz'; readonly id: string }
  | { readonly kind: 'mix'; readonly mix: Parameters<typeof quizOfMix>[0] }
  /** Of the last session where no id is given; of one person where a name is. */
  | { readonly kind: 'missed'; readonly id: string | undefined; readonly name: string | undefined };

export async function quizFor(
  what: WhatToPlay,
  library: ContentLibrary,
  store: Pick<LiveStore, 'list' | 'load'>,
): Promise<Quiz> {
  switch (what.kind) {
    case 'quiz': {
      const quiz = library.findQuiz(what.id);
      if (quiz) return quiz;
      const near = didYouMean(
        what.id,
        library.quizzes().map(({ id }) => id),
      );
      throw new Trouble({
        es: `No hay ningún cuestionario ${quoted(what.id)}.${near ? ` ¿Querías decir ${near}?` : ''} Mira: readyz list quizzes`,
        en: `There is no quiz ${quoted(what.id)}.${near ? ` Did you mean ${near}?` : ''} See: readyz list quizzes`,
      });
    }
    case 'mix': {
      const quiz = quizOfMix(what.mix, library);
      if (!quiz.ok) throw new Trouble(quiz.error);
      return quiz.value;
    }
    case 'missed': {
      const id = what.id ?? (await store.list())[0]?.id;
      const session = id === undefined ? undefined : await store.load(id);
      if (!session) throw noSuchLive(what.id);
      const quiz = quizOfMissed(session, library, what.name);
      if (!quiz.ok) throw new Trouble(quiz.error);
      return quiz.value;
    }
  }
}

/** `--mix probes,pods --count 8 --level 1,2 --type choice,manifest`. */
export function readMix(argv: Argv, seed: number): WhatToPlay {
  const listOf = (name: string) =>
    (argv.value(name) ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean);
  const levels = listOf('level').map(Number);
  if (!levels.every((level) => [1, 2, 3].includes(level))) {
    throw new UsageError({ es: '--level es 1, 2 o 3, o varios: 1,2.', en: '--level is 1, 2 or 3, or several: 1,2.' });
  }
  const types = listOf('type');
  const known: readonly string[] = scenarioTypes;
  const lost = types.find((type) => !known.includes(type));
  if (lost !== undefined) {
    throw new UsageError({
      es: `--type no puede ser ${quoted(lost)}. Hay: ${known.join(', ')}.`,
      en: `--type cannot be ${quoted(lost)}. There are: ${known.join(', ')}.`,
    });
  }
  const topics = listOf('mix').filter((topic) => topic !== 'all');
  const mix = {
    topics,
    levels: levels as Scenario['level'][],
    types: types as Scenario['type'][],
    count: Math.max(1, wholeOf(argv, 'count', 200) ?? 10),
    seed,
  };
  return { kind: 'mix', mix };
}

export function noSuchLive(id: string | undefined): Trouble {
  return id === undefined
    ? new Trouble({ es: 'Todavía no hay ningún cuestionario en directo.', en: 'There is no live quiz yet.' })
    : new Trouble({
        es: `No hay ningún cuestionario en directo ${quoted(id)}. Mira: readyz live list`,
        en: `There is no live quiz ${quoted(id)}. See: readyz live list`,
      });
}
