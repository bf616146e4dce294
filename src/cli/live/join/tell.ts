/**
 * What is told of a live quiz to whoever takes part in a terminal: between two states only what is new, as blocks that are
 * printed one below the other. Nothing is drawn over, so a screen reader and a log hear the same.
 */
import { type Text, verbatim } from '#base/text.ts';
import type { OwnView, QuestionView, Stage } from '#engine/live/live-views.ts';
import type { Block } from '#engine/screen.ts';

export interface Seen {
  readonly stage: Stage;
  readonly own: OwnView;
}

export function tell(before: Seen | undefined, { stage, own }: Seen): readonly Block[] {
  const isSame = before !== undefined && placeOf(before) === placeOf({ stage, own });
  return isSame ? tellChange(before, { stage, own }) : tellPlace(stage, own);
}

/** Where the class is: another place is told whole. */
export function placeOf({ stage, own }: Seen): string {
  const { phase, position, question, reveal, chaos, walk } = stage;
  return [phase, position, question?.round, own.standing, reveal?.voided, chaos?.step, walk !== undefined].join(' ');
}

function tellChange(before: Seen, { stage, own }: Seen): readonly Block[] {
  const { question } = stage;
  const was = before.stage.question;
  if (stage.walk && before.stage.walk) return walked(before.stage.walk, stage.walk);
  if (question?.pausedAt !== was?.pausedAt) return [prose(question?.pausedAt === undefined ? goesOn : paused)];
  if (stage.phase === 'question' && question && was && question.closesAt > was.closesAt) {
    const seconds = Math.round((question.closesAt - was.closesAt) / 1000);
    return [prose({ es: `Hay ${seconds} s más.`, en: `There are ${seconds} s more.` })];
  }
  if (stage.phase === 'lobby') return lobbyChange(before, { stage, own });
  return [];
}

function lobbyChange(before: Seen, { stage, own }: Seen): readonly Block[] {
  if (own.team !== before.own.team && own.team !== undefined)
    return [prose({ es: `Tu equipo: ${own.team}.`, en: `Your team: ${own.team}.` })];
  if (JSON.stringify(stage.teams) !== JSON.stringify(before.stage.teams)) return teams(stage);
  return stage.beginsAt === before.stage.beginsAt ? [] : begins(stage);
}

function tellPlace(stage: Stage, own: OwnView): readonly Block[] {
  if (own.standing === 'waiting') return [prose({ es: 'Espera a que te dejen entrar.', en: 'Wait to be let in.' })];
  if (own.standing !== 'in') return [prose({ es: 'Ya no estás en la sala.', en: 'You are no longer in the room.' })];
  if (stage.walk) return [heading(walkTitle), ...stage.walk.blocks];
  switch (stage.phase) {
    case 'lobby':
      return [
        prose({ es: 'Espera a que empiece.', en: 'Wait for the start.' }),
        ...begins(stage),
        ...(own.team === undefined ? teams(stage) : []),
      ];
    case 'question':
      return stage.question ? asked(stage, stage.question) : [];
    case 'closed':
      return [
        prose(
          own.answer
            ? {
                es: 'La pregunta está cerrada. Tu respuesta está guardada.',
                en: 'The question is closed. Your answer is saved.',
              }
            : {
                es: 'La pregunta está cerrada. No llegaste a responder.',
                en: 'The question is closed. You did not answer.',
              },
        ),
      ];
    case 'revealed':
      return revealed(stage, own);
    case 'explained':
      return explanation(stage);
    case 'vote':
      return [...(stage.chaos?.blocks ?? []), faults(stage)];
    case 'chaos':
      return [...(stage.chaos?.blocks ?? []), ...(own.chaos?.blocks ?? [])];
    case 'board':
    case 'finished':
      return board(stage, own);
  }
}

function asked({ position, questionCount }: Stage, question: QuestionView): readonly Block[] {
  const { title, blocks, round } = question;
  const place = `${position + 1}/${questionCount}`;
  return [
    heading({ es: `${place}  ${title.es}`, en: `${place}  ${title.en}` }),
    ...(round > 1 ? [prose(secondVote)] : []),
    ...blocks,
  ];
}

function revealed({ reveal }: Stage, { result, points }: OwnView): readonly Block[] {
  if (!result) return [];
  const shown = result.blocks.some(({ kind }) => kind === 'choices') ? [] : (reveal?.blocks ?? []);
  return [
    ...(reveal?.voided ? [prose(voided)] : []),
    ...(result.verdict === 'none' ? [prose({ es: 'Sin respuesta.', en: 'No answer.' })] : []),
    ...result.blocks,
    ...shown.filter(({ kind }) => kind !== 'heading' && kind !== 'prose'),
    prose({
      es: `Puntos de esta pregunta: ${result.points}. En total: ${points}.`,
      en: `Points of this question: ${result.points}. In total: ${points}.`,
    }),
  ];
}

/** From the heading on: what comes before has been told. */
function explanation({ reveal }: Stage): readonly Block[] {
  const blocks = reveal?.blocks ?? [];
  return blocks.slice(
    Math.max(
      0,
      blocks.findIndex(({ kind }) => kind === 'heading'),
    ),
  );
}

function faults({ chaos }: Stage): Block {
  const options = (chaos?.faults ?? []).map(({ id, title }) => ({
    id,
    text: title,
    chosen: false,
    mark: 'none' as const,
  }));
  return { kind: 'choices', options };
}

function teams({ teams: known }: Stage): readonly Block[] {
  if (!known?.free || known.names.length === 0) return [];
  const options = known.names.map((name) => ({ id: name, text: verbatim(name), chosen: false, mark: 'none' as const }));
  return [prose({ es: 'Elige tu equipo.', en: 'Choose your team.' }), { kind: 'choices', options }];
}

function begins({ beginsAt }: Stage): readonly Block[] {
  if (beginsAt === undefined) return [];
  const time = (language: string) => new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(beginsAt);
  return [prose({ es: `Empieza a las ${time('es')}.`, en: `It begins at ${time('en')}.` })];
}

function walked(before: NonNullable<Stage['walk']>, walk: NonNullable<Stage['walk']>): readonly Block[] {
  if (before.verdict === undefined && walk.verdict !== undefined)
    return walk.blocks.filter(({ kind }) => kind === 'errors');
  const lines = (one: typeof walk) => one.blocks.flatMap((block) => (block.kind === 'timeline' ? block.entries : []));
  const fresh = lines(walk).slice(lines(before).length);
  const verdict = walk.frame >= walk.frames ? walk.blocks.filter(({ kind }) => kind === 'verdict') : [];
  if (fresh.length === 0) return [];
  const title: Text = { es: `Paso ${walk.frame} de ${walk.frames}`, en: `Step ${walk.frame} of ${walk.frames}` };
  return [{ kind: 'timeline', title, entries: fresh }, ...verdict];
}

function board({ phase, board: rows = [], teamBoard = [] }: Stage, { place, points }: OwnView): readonly Block[] {
  const row = (...cells: readonly (string | number)[]) => cells.map((cell) => verbatim(String(cell)));
  return [
    ...(phase === 'finished' ? [heading({ es: 'El cuestionario ha terminado.', en: 'The quiz is over.' })] : []),
    ...(teamBoard.length > 0
      ? [
          {
            kind: 'table' as const,
            columns: [
              { es: 'Puesto', en: 'Place' },
              { es: 'Equipo', en: 'Team' },
              { es: 'Media de puntos', en: 'Mean of points' },
            ],
            rows: teamBoard.map((one) => row(one.place, one.team, one.points)),
          },
        ]
      : []),
    ...(rows.length > 0
      ? [
          {
            kind: 'table' as const,
            columns: [
              { es: 'Puesto', en: 'Place' },
              { es: 'Nombre', en: 'Name' },
              { es: 'Aciertos', en: 'Right' },
              { es: 'Puntos', en: 'Points' },
            ],
            rows: rows.slice(0, 10).map((one) => row(one.place, one.name, one.right, one.points)),
          },
        ]
      : []),
    prose(
      place === undefined
        ? { es: `Tus puntos: ${points}.`, en: `Your points: ${points}.` }
        : { es: `Tu puesto: ${place}. Puntos: ${points}.`, en: `Your place: ${place}. Points: ${points}.` },
    ),
  ];
}

function prose(text: Text): Block {
  return { kind: 'prose', text };
}

function heading(text: Text): Block {
  return { kind: 'heading', text };
}

const paused: Text = { es: 'En pausa.', en: 'Paused.' };
const goesOn: Text = { es: 'Sigue.', en: 'It goes on.' };
const secondVote: Text = {
  es: 'Segunda votación: puedes cambiar de opinión.',
  en: 'Second vote: you may change your mind.',
};
const voided: Text = { es: 'Esta pregunta está anulada: no cuenta.', en: 'This question is void: it does not count.' };
const walkTitle: Text = {
  es: 'Una respuesta de la clase, paso a paso',
  en: 'An answer from the class, step by step',
};
