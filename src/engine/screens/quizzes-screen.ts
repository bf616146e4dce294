/** The quizzes there are, each with its best result. */
import { plural, type Text } from '#base/text.ts';
import type { Quiz } from '../quiz.ts';
import type { Screen } from '../screen.ts';
import { inEach } from '../words.ts';
import { labels } from './labels.ts';

export interface QuizFacts {
  readonly quiz: Quiz;
  readonly questionCount: number;
  readonly open: boolean;
}

export function quizzesScreen(facts: readonly QuizFacts[]): Screen {
  return {
    kind: 'menu',
    title: { es: 'Cuestionarios', en: 'Quizzes' },
    blocks: [
      {
        kind: 'menu',
        items: facts.map(({ quiz, questionCount, open }) => ({
          id: `quiz:${quiz.id}`,
          title: quiz.title,
          detail: detail(quiz, questionCount),
          state: open ? 'open' : 'plain',
        })),
      },
    ],
    offers: [{ kind: 'go', to: 'go:home', label: labels.home }],
  };
}

function detail({ description, passPercent }: Quiz, count: number): Text {
  return inEach((language) => {
    const forms =
      language === 'es'
        ? { one: '{n} pregunta', other: '{n} preguntas' }
        : { one: '{n} question', other: '{n} questions' };
    const parts = [plural(language, count, forms)];
    if (passPercent !== undefined) {
      parts.push(language === 'es' ? `se aprueba con el ${passPercent} %` : `passed from ${passPercent}% on`);
    }
    if (description) parts.push(description[language]);
    return parts.join(' · ');
  });
}
