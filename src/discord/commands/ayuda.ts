/** `/ayuda`: what there is, and how an answer is judged. */
import type { Text } from '#base/text.ts';
import { edit } from '../desk.ts';
import { pageOf, toHome } from '../page-of.ts';
import { renderScreen } from '../screen.ts';
import { type Command, define } from './command.ts';

export const ayuda: Command = {
  definition: define({
    name: { es: 'ayuda', en: 'help' },
    description: { es: 'Qué hace este bot y con qué comandos.', en: 'What this bot does, and with which commands.' },
    where: 'everywhere',
  }),

  async run(interaction, _desk, language) {
    const blocks = [
      { kind: 'prose', text: how },
      {
        kind: 'table',
        columns: [
          { es: 'Comando', en: 'Command' },
          { es: 'Para qué', en: 'What for' },
        ],
        rows,
      },
      { kind: 'prose', text: privacy },
    ] as const;
    await edit(interaction, renderScreen({ screen: pageOf(title, blocks, [toHome]), language }));
  },
};

const title: Text = { es: 'Ayuda', en: 'Help' };
const how: Text = {
  es: 'Cada respuesta se pone en marcha en un Kubernetes simulado: lo que decide es lo que pasa allí, no una lista de soluciones. Puedes contestar eligiendo, escribiendo YAML en un formulario o subiendo un archivo.',
  en: 'Every answer is run on a simulated Kubernetes: what happens there decides, not a list of solutions. You can answer by choosing, by writing YAML into a form, or by uploading a file.',
};
const privacy: Text = {
  es: 'Tus preguntas y respuestas solo las ves tú. En público sale únicamente lo que compartes y, si no te ocultas, tus puntos en la clasificación. `/mis-datos` te lo da o lo borra todo.',
  en: 'Your questions and answers are for your eyes only. In public there is only what you share and, unless you hide, your points on the leaderboard. `/my-data` hands out or erases all of it.',
};
const rows: readonly (readonly Text[])[] = [
  [
    { es: '/practicar', en: '/practice' },
    { es: 'preguntas, por tema o por título', en: 'questions, by topic or title' },
  ],
  [
    { es: '/repaso', en: '/review' },
    { es: 'lo que toca repasar hoy', en: 'what is due for review today' },
  ],
  [
    { es: '/reto', en: '/challenge' },
    { es: 'el reto de hoy, o YAML directo', en: 'today’s challenge, or YAML at once' },
  ],
  [
    { es: '/cuestionarios', en: '/quizzes' },
    { es: 'cuestionarios enteros', en: 'whole quizzes' },
  ],
  [
    { es: '/quiz', en: '/quiz' },
    { es: 'un cuestionario en directo', en: 'a live quiz' },
  ],
  [
    { es: '/lab', en: '/lab' },
    { es: 'un clúster en el que teclear', en: 'a cluster to type at' },
  ],
  [
    { es: '/progreso', en: '/progress' },
    { es: 'tus cifras', en: 'your figures' },
  ],
  [
    { es: '/clasificacion', en: '/leaderboard' },
    { es: 'los puntos del servidor', en: 'the server’s points' },
  ],
  [
    { es: '/pregunta-del-dia', en: '/question-of-the-day' },
    { es: 'una pregunta diaria en un canal', en: 'a daily question in a channel' },
  ],
  [
    { es: '/plan', en: '/plan' },
    { es: 'el curso semana a semana', en: 'the course week by week' },
  ],
  [
    { es: '/ajustes', en: '/settings' },
    { es: 'idioma y demás', en: 'language and more' },
  ],
  [
    { es: '/vincular', en: '/link' },
    { es: 'unir tu terminal', en: 'join your terminal' },
  ],
  [
    { es: '/mis-datos', en: '/my-data' },
    { es: 'llevártelos o borrarlos', en: 'take or erase them' },
  ],
];
