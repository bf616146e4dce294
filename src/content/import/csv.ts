/**
 * Questions from a table. The first row names the columns, in any order: `question`, `correct` and at least two of `a`, `b`, `c`…
 * (`option1`, `option2`… as well); `title`, `explanation`, `topic` and `level` where there are any. `correct` names one column or
 * several: `b`, `2`, `a,c`. Cells are parted by whatever parts the names: a comma, a semicolon or a tab.
 */
import type { Text } from '#base/text.ts';
import type { Imported, ImportedQuestion, ImportProblem } from './imported-question.ts';

export function readCsvQuestions(source: string): Imported {
  const [header, ...rows] = readCsv(source);
  if (!header)
    return { questions: [], problems: [{ line: 1, text: { es: 'la tabla está vacía', en: 'the table is empty' } }] };
  const names = header.cells.map((cell) => cell.trim().toLowerCase());
  const column = (...wanted: readonly string[]) => names.findIndex((name) => wanted.includes(name));
  const places = {
    question: column('question', 'pregunta'),
    correct: column('correct', 'correcta', 'answer', 'respuesta'),
    title: column('title', 'título', 'titulo'),
    explanation: column('explanation', 'explicación', 'explicacion', 'feedback'),
    topic: column('topic', 'tema'),
    level: column('level', 'nivel'),
  };
  const options = names.flatMap((name, index) => {
    const match = /^(?:([a-i])|(?:option|opción|opcion)\s*_?([1-9]))$/.exec(name);
    const place = match?.[1] ? match[1].charCodeAt(0) - 96 : Number(match?.[2] ?? 0);
    return place > 0 ? [{ place, index }] : [];
  });
  if (places.question < 0 || places.correct < 0 || options.length < 2) {
    const text = {
      es: 'faltan columnas: hacen falta question, correct y al menos dos de a, b, c…',
      en: 'columns are missing: it takes question, correct and at least two of a, b, c…',
    };
    return { questions: [], problems: [{ line: 1, text }] };
  }

  const questions: ImportedQuestion[] = [];
  const problems: ImportProblem[] = [];
  for (const { cells, line } of rows) {
    const cell = (place: number) => (place < 0 ? '' : (cells[place] ?? '').trim());
    if (cells.every((each) => each.trim() === '')) continue;
    const right = new Set(
      cell(places.correct)
        .toLowerCase()
        .split(/[\s,;|]+/)
        .filter(Boolean)
        .map(placeOf),
    );
    const answers = options
      .map(({ place, index }) => ({ text: cell(index), right: right.has(place), place }))
      .filter(({ text }) => text !== '');
    const lost = [...right].find((place) => !answers.some((answer) => answer.place === place));
    const statement = cell(places.question);
    const problem = statement === '' ? noQuestion : right.size === 0 || lost !== undefined ? noCorrect : undefined;
    if (problem) {
      problems.push({ line, text: problem });
      continue;
    }
    const level = [1, 2, 3].find((each) => String(each) === cell(places.level)) as 1 | 2 | 3 | undefined;
    questions.push({
      line,
      statement,
      answers: answers.map(({ place: _place, ...answer }) => answer),
      kind: 'options',
      several: right.size > 1,
      ...optional('title', cell(places.title)),
      ...optional('explanation', cell(places.explanation)),
      ...optional('topic', cell(places.topic)),
      ...(level && { level }),
    });
  }
  return { questions, problems };
}

const noQuestion: Text = { es: 'la fila no tiene pregunta', en: 'the row has no question' };
const noCorrect: Text = {
  es: '"correct" no nombra ninguna opción de la fila: escribe su letra o su número',
  en: '"correct" names no option of the row: write its letter or its number',
};

/** `b` and `2` are the second. */
function placeOf(name: string): number {
  return /^[a-i]$/.test(name) ? name.charCodeAt(0) - 96 : /^[1-9]$/.test(name) ? Number(name) : 0;
}

function optional<Name extends string>(name: Name, value: string) {
  return (value === '' ? {} : { [name]: value }) as { readonly [Key in Name]?: string };
}

export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** RFC 4180: a cell in quotes may hold separators, line breaks, and quotes written twice. */
export function readCsv(source: string): readonly CsvRow[] {
  const firstLine = source.slice(0, source.search(/[\r\n]|$/));
  const separator = [';', '\t', ','].reduce((best, each) =>
    firstLine.split(each).length > firstLine.split(best).length ? each : best,
  );
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let [line, rowLine] = [1, 1];
  const endRow = () => {
    rows.push({ line: rowLine, cells: [...cells, cell] });
    [cells, cell] = [[], ''];
    rowLine = line;
  };
  for (let index = 0; index < source.length; index++) {
    const letter = source[index]!;
    if (letter === '\n') line++;
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (source[index + 1] === '"') {
        cell += '"';
        index++;
      } else isQuoted = false;
    } else if (letter === '"' && cell.trim() === '') {
      isQuoted = true;
      cell = '';
    } else if (letter === separator) {
      cells.push(cell);
      cell = '';
    } else if (letter === '\n') endRow();
    else if (letter !== '\r') cell += letter;
  }
  if (cell !== '' || cells.length > 0) endRow();
  return rows;
}
