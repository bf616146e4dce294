/** Where a learner comes in: what to go on with, what to review today, the challenge of the day, and every topic. */
import { plural, type Text } from '#base/text.ts';
import type { Statistics } from '../learning/statistics.ts';
import type { QuestionResult } from '../ports.ts';
import type { ScenarioSummary } from '../scenario.ts';
import type { MenuItem, Screen } from '../screen.ts';
import { topicTitle } from '../topics.ts';
import { inEach, percent } from '../words.ts';
import { standing } from './menu-screen.ts';

export interface HomeFacts {
  readonly statistics: Statistics;
  /** Title of the question that an open session stands at. */
  readonly open?: Text | undefined;
  /** What to begin next where nothing is open. */
  readonly next?: ScenarioSummary | undefined;
  readonly challenge?: { readonly scenario: ScenarioSummary; readonly result?: QuestionResult | undefined } | undefined;
  readonly quizzes: number;
  /** Whether the placement test was done; then it is not offered first any more. */
  readonly placed: boolean;
}

export function homeScreen(facts: HomeFacts): Screen {
  const { statistics } = facts;
  return {
    kind: 'menu',
    title: { es: 'Inicio', en: 'Home' },
    blocks: [
      { kind: 'prose', text: greeting(statistics) },
      { kind: 'menu', items: [...ways(facts), ...statistics.topics.map(topicItem)] },
    ],
    offers: [],
  };
}

function greeting({ answers, streak }: Statistics): Text {
  if (answers === 0) {
    return {
      es: 'Cada respuesta se pone en marcha en un Kubernetes simulado y se muestra qué habría pasado. Empieza por donde quieras.',
      en: 'Every answer is run on a simulated Kubernetes, and you see what would have happened. Begin where you like.',
    };
  }
  const { days, doneToday } = streak;
  if (days === 0)
    return { es: 'Sigue cuando quieras: todo está donde quedó.', en: 'Go on when you like: all is where it was.' };
  return inEach((language) => {
    const row = plural(
      language,
      days,
      language === 'es'
        ? { one: 'Llevas {n} día de práctica.', other: 'Llevas {n} días de práctica seguidos.' }
        : { one: 'You have practised for {n} day.', other: 'You have practised for {n} days in a row.' },
    );
    if (!doneToday) return row;
    return language === 'es' ? `${row} Hoy ya cuenta.` : `${row} Today counts already.`;
  });
}

function ways({ statistics, open, next, challenge, quizzes, placed }: HomeFacts): readonly MenuItem[] {
  const { reviews } = statistics;
  const due = reviews.today.length;
  const placement: MenuItem = {
    id: 'go:placement',
    title: { es: 'Prueba de nivel', en: 'Placement test' },
    detail: {
      es: 'diez preguntas como mucho, para saber por dónde empezar',
      en: 'ten questions at most, to see where to begin',
    },
    state: placed ? 'right' : 'new',
  };
  return [
    ...(open
      ? [
          {
            id: 'go:continue',
            title: { es: 'Seguir donde quedaste', en: 'Go on where you left' },
            detail: open,
            state: 'open',
          } as const,
        ]
      : []),
    ...(next && !open
      ? [
          {
            id: next.id,
            title: { es: 'Siguiente pregunta', en: 'Next question' },
            detail: next.title,
            state: 'new',
          } as const,
        ]
      : []),
    {
      id: 'go:review',
      title: { es: 'Repaso de hoy', en: 'Today’s review' },
      detail: due > 0 ? questions(due) : { es: 'nada pendiente', en: 'nothing due' },
      state: due > 0 ? 'new' : statistics.reviewsDoneToday > 0 ? 'right' : 'plain',
    },
    ...(challenge
      ? [
          {
            id: 'go:challenge',
            title: { es: 'Reto del día', en: 'Challenge of the day' },
            detail: challenge.scenario.title,
            state: standing(challenge.result),
          },
        ]
      : []),
    ...(placed || statistics.answers > 20 ? [] : [placement]),
    ...(quizzes > 0
      ? [
          {
            id: 'go:quizzes',
            title: { es: 'Cuestionarios', en: 'Quizzes' },
            detail: inEach((language) =>
              plural(
                language,
                quizzes,
                language === 'es'
                  ? { one: '{n} cuestionario', other: '{n} cuestionarios' }
                  : { one: '{n} quiz', other: '{n} quizzes' },
              ),
            ),
            state: 'plain' as const,
          },
        ]
      : []),
    {
      id: 'go:statistics',
      title: { es: 'Estadísticas', en: 'Statistics' },
      detail: inEach((language) =>
        language === 'es'
          ? `${statistics.solved} de ${statistics.questions} preguntas resueltas`
          : `${statistics.solved} of ${statistics.questions} questions solved`,
      ),
      state: 'plain',
    },
    {
      id: 'go:all',
      title: { es: 'Todas las preguntas', en: 'All questions' },
      detail: questions(statistics.questions),
      state: 'plain',
    },
  ];
}

function topicItem({ topic, share, answered, total }: Statistics['topics'][number]): MenuItem {
  return {
    id: `topic:${topic}`,
    title: topicTitle(topic),
    detail: inEach((language) =>
      language === 'es'
        ? `dominio ${percent(share, language)} · ${answered} de ${total} contestadas`
        : `mastery ${percent(share, language)} · ${answered} of ${total} answered`,
    ),
    state: answered === 0 ? 'new' : share >= 0.8 ? 'right' : 'open',
  };
}

function questions(count: number): Text {
  return inEach((language) =>
    plural(
      language,
      count,
      language === 'es'
        ? { one: '{n} pregunta', other: '{n} preguntas' }
        : { one: '{n} question', other: '{n} questions' },
    ),
  );
}
