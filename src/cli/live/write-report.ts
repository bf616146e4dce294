/** `readyz live report` and `erase`: what a live quiz left, as a table for spreadsheets or as JSON, and its end. */
import type { Language, Text } from '#base/text.ts';
import { type LiveReport, liveReport } from '#engine/live/live-report.ts';
import type { LiveSession } from '#engine/live/live-session.ts';
import type { Io } from '../command.ts';
import { type Cell, type CsvStyle, csvOf } from '../export/csv.ts';
import { writeJson } from '../output.ts';
import { openContent, openStorage } from '../wire.ts';
import { noSuchLive } from './what-to-play.ts';

export type ReportOutput = 'csv' | 'items' | 'mistakes' | 'json';

export async function writeReport(
  io: Io,
  options: { readonly id: string | undefined; readonly output: ReportOutput; readonly style: CsvStyle },
): Promise<void> {
  const [library, storage] = [await openContent(io), await openStorage(io)];
  try {
    const id = options.id ?? (await storage.live.list())[0]?.id;
    const session: LiveSession | undefined = id === undefined ? undefined : await storage.live.load(id);
    if (!session) throw noSuchLive(options.id);
    const report = liveReport(session, library);
    if (options.output === 'json') writeJson(io.out, report);
    else io.out.write(csvOf(tables[options.output](report, io.language), options.style));
  } finally {
    await storage.close();
  }
}

export async function eraseLive(io: Io, id: string): Promise<void> {
  const storage = await openStorage(io);
  try {
    if (!(await storage.live.load(id))) throw noSuchLive(id);
    await storage.live.erase(id);
  } finally {
    await storage.close();
  }
}

/** With columns for the class list and for teams where there were any; whoever never came stands at the end. */
export function peopleTable(
  { people, questions, teams, absent }: LiveReport,
  language: Language,
): readonly (readonly Cell[])[] {
  const word = (es: string, en: string) => (language === 'es' ? es : en);
  const optional = <Value>(isThere: boolean, ...values: readonly Value[]) => (isThere ? values : []);
  const [hasList, hasTeams] = [absent !== undefined, teams !== undefined];
  const head = [
    ...[word('Puesto', 'Place'), word('Nombre', 'Name')],
    ...optional(hasList, word('Identificador', 'Id'), word('En la lista', 'On the list')),
    ...optional(hasTeams, word('Equipo', 'Team')),
    ...[word('Puntos', 'Points'), word('Aciertos', 'Right'), word('Respuestas', 'Answers')],
  ];
  return [
    [...head, ...questions.map(({ number, scenario }) => `${number} ${scenario}`)],
    ...people.map((person) => [
      ...[person.place, person.name],
      ...optional<Cell>(hasList, person.id, person.listedAs),
      ...optional<Cell>(hasTeams, person.team),
      ...[person.points, person.right, person.answered],
      ...person.answers.map((score) => figure(score, language)),
    ]),
    ...(absent ?? []).map(({ id, name }) => [undefined, undefined, id, name]),
  ];
}

export function itemTable({ questions }: LiveReport, language: Language): readonly (readonly Cell[])[] {
  const head =
    language === 'es'
      ? [
          'Pregunta',
          'Escenario',
          'Título',
          'Anulada',
          'Respuestas',
          'Aciertos',
          'Aciertos antes de comentarla',
          'Media',
          'Discriminación',
          'Qué no se cumplió',
          'Ideas equivocadas',
          'Qué se respondió',
        ]
      : [
          'Question',
          'Scenario',
          'Title',
          'Void',
          'Answers',
          'Right',
          'Right before discussing',
          'Mean',
          'Discrimination',
          'What did not hold',
          'Misconceptions',
          'What was answered',
        ];
  return [
    head,
    ...questions.map((item) => [
      ...[item.number, item.scenario, item.title[language], item.voided ? 1 : 0, item.answered, item.right],
      item.rightBefore,
      ...[figure(item.difficulty, language), figure(item.discrimination, language)],
      item.broken.map(({ statement, count }) => `${count} × ${statement[language]}`).join(' | '),
      item.misconceptions.map(({ belief, count }) => `${count} × ${belief[language]}`).join(' | '),
      item.distribution.map(({ text, count }) => `${count} × ${text[language]}`).join(' | '),
    ]),
  ];
}

/** Which invariant each wrong answer broke, and how many gave it. */
function mistakeTable({ questions }: LiveReport, language: Language): readonly (readonly Cell[])[] {
  const head =
    language === 'es'
      ? ['Pregunta', 'Escenario', 'Respuesta', 'Cuántas personas', 'Qué no se cumplió', 'Idea equivocada']
      : ['Question', 'Scenario', 'Answer', 'How many', 'What did not hold', 'Misconception'];
  const joined = (texts: readonly Text[]) => texts.map((text) => text[language]).join(' | ');
  return [
    head,
    ...questions.flatMap(({ number, scenario, mistakes }) =>
      mistakes.map(({ text, count, broken, beliefs }) => [
        ...[number, scenario, text[language], count],
        ...[joined(broken), joined(beliefs)],
      ]),
    ),
  ];
}

const tables = { csv: peopleTable, items: itemTable, mistakes: mistakeTable } as const;

/** A spreadsheet in Spanish reads 0,5 as a number and 0.5 as the fifth of some month. */
function figure(value: number | undefined, language: Language): Cell {
  if (value === undefined || language === 'en') return value;
  return Number.isInteger(value) ? value : String(value).replace('.', ',');
}
