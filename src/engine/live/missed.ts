/**
 * What is worth asking again after a lesson: for a class the questions that more than half got wrong or left out, for one person
 * those that person did not get whole. It is a quiz like any other, to be played live once more or alone.
 */
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import type { Library } from '../ports.ts';
import type { Quiz } from '../quiz.ts';
import { countedQuestions, earnedBy } from './board.ts';
import { foldLive } from './fold/fold-live.ts';
import type { LiveSession } from './live-session.ts';
import { present } from './live-state.ts';
import { usualSettings } from './mix.ts';

/** `name`: as the class knew the person. Worst first. */
export function quizOfMissed(session: LiveSession, library: Library, name?: string): Result<Quiz, Text> {
  const state = foldLive(session);
  const everybody = present(state);
  const people = name === undefined ? everybody : everybody.filter((one) => isSameName(one.name, name));
  if (people.length === 0) return fail(name === undefined ? nobody : nobodyCalled(name));
  const missed = countedQuestions(state)
    .map((question) => {
      const right = people.filter((one) => earnedBy(one, question, { speedPercent: 0 }).isRight).length;
      return { scenario: question.scenario, share: right / people.length };
    })
    .filter(({ scenario, share }) => share < (name === undefined ? 0.5 : 1) && library.find(scenario))
    .sort((one, other) => one.share - other.share);
  if (missed.length === 0) return fail(nothing);
  const original = library.findQuiz(session.quiz);
  return ok({
    id: idOf(session.quiz, name),
    version: 1,
    title: { es: `Otra vez: ${session.title.es}`, en: `Once more: ${session.title.en}` },
    questions: missed.map(({ scenario }) => ({ scenario })),
    order: 'written',
    hints: true,
    live: original?.live ?? usualSettings,
  });
}

function isSameName(one: string, other: string): boolean {
  return one.normalize('NFC').toLocaleLowerCase('es') === other.normalize('NFC').trim().toLocaleLowerCase('es');
}

/** `again-probes`, `again-probes-delfin-veloz`. */
function idOf(quiz: string, name: string | undefined): string {
  const plain = (name ?? '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = [...`again ${quiz.replace(/^again-/, '')} ${plain}`.matchAll(/[a-z0-9]+/g)].map(([word]) => word);
  return words.join('-').slice(0, 80).replace(/-$/, '');
}

const nobody: Text = { es: 'En ese cuestionario no participó nadie.', en: 'Nobody took part in that quiz.' };
const nothing: Text = {
  es: 'No hay nada que repetir: la mayoría acertó todas las preguntas que contaron.',
  en: 'There is nothing to repeat: most got all questions that counted right.',
};

function nobodyCalled(name: string): Text {
  return {
    es: `No participó nadie que se llamara "${name}".`,
    en: `Nobody took part who was called "${name}".`,
  };
}
