/** The end of a session: one line a question, and the sum. Needs no scenario to exist any more, only its title if it does. */
import { type Text, verbatim } from '#base/text.ts';
import type { Library } from '../ports.ts';
import type { Screen } from '../screen.ts';
import { type QuestionState, type State, totalPoints } from '../state.ts';
import { labels } from './labels.ts';

export function summaryScreen(state: State, library: Library): Screen {
  const answered = state.questions.filter(({ attempts }) => attempts > 0).length;
  return {
    kind: 'summary',
    title: { es: 'Resumen', en: 'Summary' },
    blocks: [
      { kind: 'progress', done: answered, total: state.questions.length, points: totalPoints(state) },
      {
        kind: 'table',
        columns: [
          { es: 'Pregunta', en: 'Question' },
          { es: 'Resultado', en: 'Result' },
          { es: 'Puntos', en: 'Points' },
          { es: 'Intentos', en: 'Attempts' },
          { es: 'Pistas', en: 'Hints' },
        ],
        rows: state.questions.map((question) => [
          library.find(question.scenario)?.title ?? verbatim(question.scenario),
          outcome(question),
          verbatim(String(question.best?.points.points ?? 0)),
          verbatim(String(question.attempts)),
          verbatim(String(question.hints)),
        ]),
      },
    ],
    offers: [{ kind: 'restart', label: labels.restart }],
  };
}

function outcome(question: QuestionState): Text {
  switch (question.best?.verdict) {
    case 'right':
      return { es: '✔ bien', en: '✔ right' };
    case 'wrong':
      return { es: '✘ mal', en: '✘ wrong' };
    case 'refused':
      return { es: '✘ el clúster la rechazó', en: '✘ refused by the cluster' };
    case undefined:
      return { es: 'sin responder', en: 'not answered' };
  }
}
