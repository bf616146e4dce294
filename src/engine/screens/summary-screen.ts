/** The end of a session: one line a question, the sum, and what it means for a quiz or a placement test. */
import { type Text, verbatim } from '#base/text.ts';
import { placementOf } from '../learning/placement.ts';
import type { Library } from '../ports.ts';
import type { Block, Offer, Screen } from '../screen.ts';
import {
  askedQuestions,
  mostPoints,
  placementQuestions,
  pointsOf,
  type QuestionState,
  type State,
  totalPoints,
} from '../state.ts';
import { topicTitle } from '../topics.ts';
import { inEach, percent } from '../words.ts';
import { labels } from './labels.ts';

export function summaryScreen(state: State, library: Library): Screen {
  const asked = askedQuestions(state);
  const answered = asked.filter(({ attempts }) => attempts > 0).length;
  return {
    kind: 'summary',
    title: title(state, library),
    blocks: [
      { kind: 'progress', done: answered, total: asked.length, points: totalPoints(state) },
      ...outcomeBlocks(state),
      {
        kind: 'table',
        columns: [
          { es: 'Pregunta', en: 'Question' },
          { es: 'Resultado', en: 'Result' },
          { es: 'Puntos', en: 'Points' },
          { es: 'Intentos', en: 'Attempts' },
          { es: 'Pistas', en: 'Hints' },
        ],
        rows: asked.map((question) => [
          library.find(question.scenario)?.title ?? verbatim(question.scenario),
          outcome(question),
          verbatim(String(pointsOf(question))),
          verbatim(String(question.attempts)),
          verbatim(String(question.hints)),
        ]),
      },
    ],
    offers: offers(state),
  };
}

function title({ occasion }: State, library: Library): Text {
  switch (occasion?.kind) {
    case 'quiz':
      return library.findQuiz(occasion.quiz)?.title ?? verbatim(occasion.quiz);
    case 'review':
      return { es: 'Repaso hecho', en: 'Review done' };
    case 'placement':
      return { es: 'Prueba de nivel', en: 'Placement test' };
    case 'challenge':
      return { es: `Reto del ${occasion.day}`, en: `Challenge of ${occasion.day}` };
    case 'replay':
    case undefined:
      return { es: 'Resumen', en: 'Summary' };
  }
}

function outcomeBlocks(state: State): readonly Block[] {
  const { occasion } = state;
  if (occasion?.kind === 'placement') return placementBlocks(state);
  if (occasion?.kind !== 'quiz') return [];
  const most = mostPoints(state);
  const share = most === 0 ? 0 : totalPoints(state) / most;
  const { passPercent } = occasion;
  return [
    {
      kind: 'notice',
      tone: 'info',
      text: inEach((language) => {
        const reached = percent(share, language);
        if (passPercent === undefined) {
          return language === 'es' ? `${reached} de los puntos.` : `${reached} of the points.`;
        }
        const line = percent(passPercent / 100, language);
        if (share * 100 >= passPercent) {
          return language === 'es'
            ? `${reached} de los puntos: aprobado (hacía falta el ${line}).`
            : `${reached} of the points: passed (${line} were needed).`;
        }
        return language === 'es'
          ? `${reached} de los puntos; se aprueba con el ${line}. Lo que falta volverá en el repaso.`
          : `${reached} of the points; it is passed from ${line} on. What is missing will come back in the review.`;
      }),
    },
  ];
}

const placementWords: Readonly<Record<1 | 2 | 3, Text>> = {
  1: {
    es: 'Empieza por el principio: las preguntas de nivel 1 de cada tema te darán la base.',
    en: 'Begin at the beginning: the questions of level 1 of each topic give you the ground.',
  },
  2: {
    es: 'Tienes la base: empieza por las preguntas de nivel 2 y ve a las de 1 solo donde algo falle.',
    en: 'You have the ground: begin with the questions of level 2, and go to those of 1 only where something fails.',
  },
  3: {
    es: 'Conoces bien el terreno: empieza por las preguntas de nivel 3.',
    en: 'You know your way around: begin with the questions of level 3.',
  },
};

function placementBlocks(state: State): readonly Block[] {
  const questions = placementQuestions(state);
  const { level, asked } = placementOf(questions);
  if (asked === 0) return [];
  const missed = [
    ...new Set(questions.flatMap(({ topic, score = 1 }) => (score < 0.5 && topic !== '' ? [topic] : []))),
  ];
  const topics = (language: 'es' | 'en') =>
    missed
      .slice(0, 4)
      .map((topic) => topicTitle(topic)[language])
      .join(', ');
  return [
    { kind: 'heading', text: { es: `Tu nivel: ${level} de 3`, en: `Your level: ${level} of 3` } },
    { kind: 'prose', text: placementWords[level] },
    ...(missed.length > 0
      ? [
          {
            kind: 'prose',
            text: { es: `Temas por los que empezar: ${topics('es')}.`, en: `Topics to begin with: ${topics('en')}.` },
          } as const,
        ]
      : []),
  ];
}

function offers({ occasion }: State): readonly Offer[] {
  const home: Offer = { kind: 'go', to: 'go:home', label: labels.home };
  const again: Offer = { kind: 'restart', label: labels.restart };
  switch (occasion?.kind) {
    case undefined:
    case 'quiz':
      return [again, home];
    case 'review':
      return [{ kind: 'go', to: 'go:review', label: { es: 'Seguir repasando', en: 'Go on reviewing' } }, home];
    case 'placement':
    case 'challenge':
    case 'replay':
      return [home];
  }
}

function outcome(question: QuestionState): Text {
  if (question.undone) return { es: 'no cuenta', en: 'not counted' };
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
