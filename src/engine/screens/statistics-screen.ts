/** A learner's figures, and what to make of them. Nothing compares people, and no day missed is counted. */
import { type Text, verbatim } from '#base/text.ts';
import type { Statistics } from '../learning/statistics.ts';
import type { Library } from '../ports.ts';
import type { Block, Screen } from '../screen.ts';
import { topicTitle } from '../topics.ts';
import { inEach, percent } from '../words.ts';
import { labels } from './labels.ts';
import { confidenceLabels } from './question-screen.ts';

export function statisticsScreen(statistics: Statistics, library: Library): Screen {
  return {
    kind: 'menu',
    title: { es: 'Estadísticas', en: 'Statistics' },
    blocks: [
      figures(statistics),
      { kind: 'heading', text: { es: 'Dominio por tema', en: 'Mastery by topic' } },
      {
        kind: 'prose',
        text: {
          es: 'Qué parte de cada tema contestarías bien hoy: las preguntas difíciles pesan más y lo aprendido se desvanece si no se repasa.',
          en: 'Which share of each topic you would answer right today: hard questions weigh more, and what was learnt fades unless reviewed.',
        },
      },
      masteryTable(statistics),
      ...confidenceBlocks(statistics),
      ...beliefBlocks(statistics),
      ...forecastBlocks(statistics),
      ...setAsideBlocks(statistics, library),
    ],
    offers: [
      { kind: 'go', to: 'go:review', label: labels.review },
      { kind: 'go', to: 'go:home', label: labels.home },
    ],
  };
}

/** Shown instead of a review session when there is nothing to review. */
export function nothingToReviewScreen(statistics: Statistics): Screen {
  const next = statistics.dueInDays.findIndex((count) => count > 0);
  const when: Text =
    next < 0
      ? { es: 'Cada pregunta que contestes entra en el repaso.', en: 'Each question you answer joins the review.' }
      : inEach((language) =>
          language === 'es'
            ? `Lo siguiente toca ${next === 0 ? 'mañana' : `dentro de ${next + 1} días`}.`
            : `The next is due ${next === 0 ? 'tomorrow' : `in ${next + 1} days`}.`,
        );
  const done =
    statistics.reviewsDoneToday > 0
      ? { es: 'El repaso de hoy está hecho.', en: 'Today’s review is done.' }
      : { es: 'Hoy no hay nada que repasar.', en: 'There is nothing to review today.' };
  return {
    kind: 'menu',
    title: labels.review,
    blocks: [{ kind: 'prose', text: inEach((language) => `${done[language]} ${when[language]}`) }],
    offers: [{ kind: 'go', to: 'go:home', label: labels.home }],
  };
}

function figures({ answers, solved, questions, rightAtOnce, streak, reviews }: Statistics): Block {
  const row = (name: Text, value: Text): readonly Text[] => [name, value];
  return {
    kind: 'table',
    columns: [
      { es: 'Cifra', en: 'Figure' },
      { es: 'Hoy', en: 'Today' },
    ],
    rows: [
      row(
        { es: 'Preguntas resueltas', en: 'Questions solved' },
        { es: `${solved} de ${questions}`, en: `${solved} of ${questions}` },
      ),
      row({ es: 'Respuestas dadas', en: 'Answers given' }, verbatim(String(answers))),
      row(
        { es: 'Bien a la primera, sin pistas', en: 'Right at once, without hints' },
        inEach((language) => (answers === 0 ? '—' : percent(rightAtOnce / answers, language))),
      ),
      row({ es: 'Días seguidos', en: 'Days in a row' }, verbatim(String(streak.days))),
      row({ es: 'Mejor racha', en: 'Best row' }, verbatim(String(streak.best))),
      row({ es: 'Días de gracia', en: 'Grace days' }, verbatim(String(streak.graceDays))),
      row({ es: 'Para repasar hoy', en: 'To review today' }, verbatim(String(reviews.today.length))),
    ],
  };
}

function masteryTable({ topics }: Statistics): Block {
  return {
    kind: 'table',
    columns: [
      { es: 'Tema', en: 'Topic' },
      { es: 'Dominio', en: 'Mastery' },
      { es: 'Contestadas', en: 'Answered' },
    ],
    rows: topics.map(({ topic, share, answered, total }) => [
      topicTitle(topic),
      inEach((language) => percent(share, language)),
      { es: `${answered} de ${total}`, en: `${answered} of ${total}` },
    ]),
  };
}

function confidenceBlocks({ confidence }: Statistics): readonly Block[] {
  if (confidence.length === 0) return [];
  return [
    { kind: 'heading', text: { es: 'Seguridad y acierto', en: 'Confidence and being right' } },
    {
      kind: 'table',
      columns: [
        { es: 'Contestaste', en: 'You answered' },
        { es: 'Veces', en: 'Times' },
        { es: 'Bien', en: 'Right' },
      ],
      rows: confidence.map(({ confidence: how, answers, right }) => [
        confidenceLabels[how],
        verbatim(String(answers)),
        inEach((language) => percent(right / answers, language)),
      ]),
    },
  ];
}

function beliefBlocks({ beliefs }: Statistics): readonly Block[] {
  if (beliefs.length === 0) return [];
  return [
    { kind: 'heading', text: { es: 'Ideas que conviene revisar', en: 'Beliefs worth another look' } },
    {
      kind: 'table',
      columns: [
        { es: 'No es así', en: 'It is not so' },
        { es: 'Veces', en: 'Times' },
        { es: 'Ahora', en: 'Now' },
      ],
      rows: beliefs.map(({ misconception, times, overcome }) => [
        misconception.belief,
        verbatim(String(times)),
        overcome ? { es: 'superada', en: 'overcome' } : { es: 'pendiente', en: 'open' },
      ]),
    },
  ];
}

function forecastBlocks({ dueInDays }: Statistics): readonly Block[] {
  if (dueInDays.every((count) => count === 0)) return [];
  return [
    { kind: 'heading', text: { es: 'Repasos que vienen', en: 'Reviews to come' } },
    {
      kind: 'table',
      columns: [
        { es: 'Dentro de', en: 'In' },
        { es: 'Preguntas', en: 'Questions' },
      ],
      rows: dueInDays.map((count, index) => [
        index === 0 ? { es: '1 día', en: '1 day' } : { es: `${index + 1} días`, en: `${index + 1} days` },
        verbatim(String(count)),
      ]),
    },
  ];
}

/** Questions missed time after time: looked at with time they are learnt; asked again and again they are not. */
function setAsideBlocks({ reviews }: Statistics, library: Library): readonly Block[] {
  const titles = new Map(library.list().map(({ id, title }) => [id, title]));
  const items = reviews.setAside.map(({ scenario }) => ({
    id: scenario,
    title: titles.get(scenario) ?? verbatim(scenario),
    detail: { es: 'vuelve al repaso cuando la resuelvas', en: 'comes back to the review once you solve it' },
    state: 'open' as const,
  }));
  if (items.length === 0) return [];
  return [
    { kind: 'heading', text: { es: 'Para mirar con calma', en: 'To look at with time' } },
    { kind: 'menu', items },
  ];
}
