/** The pages over the lab: its keys and the commonest lines, and the statement of the question it was opened with. Pure. */
import type { Language, Text } from '#base/text.ts';
import { podMark } from '../blocks/run-picture.tsx';
import { widthOf, wordRowsOf } from '../wrap.ts';
import { allBindings } from './lab-keys.ts';
import type { LabModel } from './lab-model.ts';
import type { Row } from './rows.tsx';

export interface Statement {
  readonly title: Text;
  readonly paragraphs: readonly Text[];
}

export function helpRows(model: LabModel, columns: number, unicode: boolean): readonly Row[] {
  const { language } = model;
  const groups = allBindings(model).flatMap(([title, bindings]): readonly Row[] => {
    const shown = bindings.filter(({ shown }) => shown[language] !== '');
    const entries = shown.map(({ shown, label }) => [shown[language], label[language]] as const);
    return [[{ text: title[language], bold: true }], ...tabled(entries, columns), []];
  });
  const lines = commonLines.map(([line, does]) => [line, does[language]] as const);
  return [
    ...groups,
    [{ text: marksTitle[language], bold: true }],
    ...markRows(language, unicode),
    [],
    [{ text: linesTitle[language], bold: true }],
    ...tabled(lines, columns),
  ];
}

export function statementRows({ title, paragraphs }: Statement, language: Language, columns: number): readonly Row[] {
  const plainTitle = title[language].replaceAll('`', '');
  return [
    ...wordRowsOf(plainTitle, columns).map((text): Row => [{ text, bold: true }]),
    [],
    ...paragraphs.flatMap((paragraph) => [...proseRows(paragraph[language].trim(), columns), []]),
  ];
}

/** What stands between backticks is code, also where it goes on in the next row. */
function proseRows(text: string, columns: number): readonly Row[] {
  let isCode = false;
  return wordRowsOf(text, columns).map((row) =>
    row.split('`').map((part, index) => {
      if (index > 0) isCode = !isCode;
      return { text: part, ...(isCode && { tone: 'code' as const }) };
    }),
  );
}

function tabled(entries: readonly (readonly [string, string])[], columns: number): readonly Row[] {
  const width = Math.max(...entries.map(([key]) => widthOf(key))) + 2;
  return entries.flatMap(([key, does]): readonly Row[] => {
    const [first = '', ...others] = wordRowsOf(does, Math.max(10, columns - width - 2));
    return [
      [{ text: `  ${key.padEnd(width)}`, tone: 'code', bold: true }, { text: first }],
      ...others.map((text): Row => [{ text: ' '.repeat(width + 2) }, { text }]),
    ];
  });
}

const podStates = ['waiting', 'starting', 'running', 'ready', 'broken', 'stopping', 'done', 'failed'] as const;

function markRows(language: Language, unicode: boolean): readonly Row[] {
  return podStates.map((state) => {
    const { sign, plain, tone, words } = podMark(state);
    return [{ text: `  ${unicode ? sign : plain} `, tone }, { text: words?.[language] ?? '' }];
  });
}

const marksTitle: Text = { es: 'Las marcas de los pods', en: 'The marks of pods' };

const linesTitle: Text = { es: 'Qué se puede teclear', en: 'What can be typed' };

const commonLines: readonly (readonly [string, Text])[] = [
  ['kubectl get pods', { es: 'kubectl, como en el trabajo', en: 'kubectl, as at work' }],
  ['docker run -d nginx', { es: 'docker y docker compose', en: 'docker and docker compose' }],
  ['until ready', { es: 'deja pasar el tiempo hasta que todo esté listo', en: 'let time pass until all is ready' }],
  ['break node-2', { es: 'rompe algo; mend lo arregla', en: 'break something; mend repairs it' }],
  ['files edit web.yaml', { es: 'escribe un archivo', en: 'write a file' }],
  ['save monday.lab', { es: 'guarda la sesión; load la recupera', en: 'save the session; load brings it back' }],
  ['help', { es: 'todas las órdenes del laboratorio', en: 'all commands of the lab' }],
];
