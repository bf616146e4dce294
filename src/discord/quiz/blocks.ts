/** What the messages of a live quiz have in common: how a class answered, its board, and where it stands. */
import { plural, type Text, verbatim } from '#base/text.ts';
import type { BoardRow, TeamRow } from '#engine/live/board.ts';
import type { LiveState } from '#engine/live/live-state.ts';
import type { Stage } from '#engine/live/live-views.ts';
import type { Block } from '#engine/screen.ts';
import { shorten } from '../markdown.ts';
import { markSigns } from '../marks.ts';

const longestOption = 34;
const mostNames = 40;

export function tallyBlocks({ tally = [] }: Stage): readonly Block[] {
  if (tally.length === 0) return [];
  const hasBefore = tally.some(({ before }) => before !== undefined);
  const isMarked = tally.some(({ mark }) => mark !== 'none');
  return [
    {
      kind: 'table',
      columns: [
        { es: 'Respuesta', en: 'Answer' },
        ...(hasBefore ? [{ es: 'Antes', en: 'Before' }] : []),
        hasBefore ? { es: 'Ahora', en: 'Now' } : { es: 'Personas', en: 'People' },
      ],
      rows: tally.map(({ text, count, before, mark }) => [
        inBoth(({ language }) => `${isMarked ? `${markSigns[mark]} ` : ''}${shorten(text[language], longestOption)}`),
        ...(hasBefore ? [verbatim(String(before ?? 0))] : []),
        verbatim(String(count)),
      ]),
    },
  ];
}

/** Once it is explained, why comes first: what was right has been read by then. */
export function revealParts({ phase, reveal }: Stage): {
  readonly facts: readonly Block[];
  readonly why: readonly Block[];
} {
  const blocks = reveal?.blocks ?? [];
  const heading = phase === 'explained' ? blocks.findIndex(({ kind }) => kind === 'heading') : -1;
  return heading < 0 ? { facts: blocks, why: [] } : { facts: blocks.slice(0, heading), why: blocks.slice(heading) };
}

export function boardBlocks(board: readonly BoardRow[], most: number): readonly Block[] {
  if (board.length === 0) return [];
  const table: Block = {
    kind: 'table',
    columns: [
      { es: 'Puesto', en: 'Place' },
      { es: 'Nombre', en: 'Name' },
      { es: 'Puntos', en: 'Points' },
      { es: 'Aciertos', en: 'Right' },
    ],
    rows: board
      .slice(0, most)
      .map(({ place, name, points, right }) => [
        verbatim(String(place)),
        verbatim(shorten(name, 24)),
        verbatim(String(Math.round(points))),
        verbatim(String(right)),
      ]),
  };
  const others = board.length - most;
  if (others <= 0) return [table];
  return [
    table,
    {
      kind: 'prose',
      text: {
        es: plural('es', others, { one: 'Y {n} persona más.', other: 'Y {n} personas más.' }),
        en: plural('en', others, { one: 'And {n} more person.', other: 'And {n} more people.' }),
      },
    },
  ];
}

export function teamBlocks(teams: readonly TeamRow[]): readonly Block[] {
  if (teams.length === 0) return [];
  return [
    {
      kind: 'table',
      columns: [
        { es: 'Puesto', en: 'Place' },
        { es: 'Equipo', en: 'Team' },
        { es: 'Media', en: 'Mean' },
        { es: 'Personas', en: 'People' },
      ],
      rows: teams.map(({ place, team, points, members }) => [
        verbatim(String(place)),
        verbatim(shorten(team, 24)),
        verbatim(String(Math.round(points))),
        verbatim(String(members)),
      ]),
    },
  ];
}

export function namesBlock(names: readonly string[]): Block {
  if (names.length === 0)
    return { kind: 'prose', text: { es: 'Todavía no ha entrado nadie.', en: 'Nobody has joined yet.' } };
  const shown = names.slice(0, mostNames).map((name) => shorten(name, 24));
  const more = names.length - shown.length;
  const list = `${shown.join(', ')}${more > 0 ? ` … (+${more})` : ''}`;
  return {
    kind: 'prose',
    text: {
      es: `${plural('es', names.length, { one: '{n} persona en la sala', other: '{n} personas en la sala' })}: ${list}`,
      en: `${plural('en', names.length, { one: '{n} person in the room', other: '{n} people in the room' })}: ${list}`,
    },
  };
}

export function answeredText(answered: number, participants: number): Text {
  return {
    es: `Han respondido ${answered} de ${participants}.`,
    en: `${answered} of ${participants} have answered.`,
  };
}

/** `3/20 · Which probe?`, or the quiz's own title where no question is shown. */
export function titleOf({ title, question, position, questionCount }: Stage): Text {
  if (!question) return title;
  return inBoth(({ language }) => `${position + 1}/${questionCount} · ${question.title[language]}`);
}

export const phaseWords: Readonly<Record<LiveState['phase'], Text>> = {
  lobby: { es: 'antes de empezar', en: 'before the start' },
  question: { es: 'se responde', en: 'being answered' },
  closed: { es: 'pregunta cerrada', en: 'question closed' },
  revealed: { es: 'respuesta a la vista', en: 'answer shown' },
  explained: { es: 'explicada', en: 'explained' },
  vote: { es: 'se vota un fallo', en: 'a fault is voted for' },
  chaos: { es: 'los diseños ante el fallo', en: 'the designs face the fault' },
  board: { es: 'clasificación', en: 'board' },
  finished: { es: 'terminado', en: 'over' },
};

export function inBoth(write: (to: { readonly language: 'es' | 'en' }) => string): Text {
  return { es: write({ language: 'es' }), en: write({ language: 'en' }) };
}
