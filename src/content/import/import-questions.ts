/** From a file of another program to files of readyz: read, named, written, and read back before anything is kept. */
import path from 'node:path';
import { readScenario } from '../scenario-file.ts';
import { readCsvQuestions } from './csv.ts';
import { readGift } from './gift.ts';
import { type ImportedQuestion, type ImportProblem, importLimits } from './imported-question.ts';
import { referenceAnswer, scenarioOf, slug } from './scenario-of.ts';

export interface ImportedFiles {
  /** Paths below a content folder, and what they hold. */
  readonly files: readonly (readonly [string, string])[];
  readonly scenarios: readonly string[];
  readonly problems: readonly ImportProblem[];
}

export type ImportFormat = 'gift' | 'csv';

export function importQuestions(
  source: string,
  {
    name,
    format,
    taken,
  }: { readonly name: string; readonly format: ImportFormat; readonly taken: ReadonlySet<string> },
): ImportedFiles {
  const { questions, problems: unread } = format === 'gift' ? readGift(source) : readCsvQuestions(source);
  const problems = [...unread];
  const files: [string, string][] = [];
  const ids = new Set(taken);
  const scenarios: string[] = [];
  const base = slug(path.basename(name).replace(/\.\w+$/, '')) || 'imported';
  for (const [index, question] of questions.entries()) {
    const problem = beyondLimits(question, index);
    if (problem) {
      problems.push({ line: question.line, text: problem });
      continue;
    }
    const id = free(slug(question.title ?? '') || `${base}-${index + 1}`, ids);
    const text = scenarioOf(question, { id, origin: path.basename(name), order: 10_000 + index });
    const read = readScenario(`${id}.yaml`, text);
    if (!read.ok) {
      problems.push({ line: question.line, text: read.error[0]!.text });
      continue;
    }
    ids.add(id);
    scenarios.push(id);
    const folder = path.posix.join('scenarios', read.value.topic);
    files.push([path.posix.join(folder, `${id}.yaml`), text]);
    const reference = referenceAnswer(question);
    if (reference) files.push([path.posix.join(folder, `${id}.answers`, 'right-reference.yaml'), reference]);
  }
  if (scenarios.length > 0) {
    const quiz = free(base, taken);
    const title = JSON.stringify(path.basename(name).toWellFormed());
    const parts = scenarios.map((id) => `  - scenario: ${id}\n`).join('');
    const text = `id: ${quiz}\ntitle: { es: ${title}, en: ${title} }\nquestions:\n${parts}`;
    // A quiz has at most 200 questions; whoever imports more makes their own.
    if (scenarios.length <= 200) files.push([path.posix.join('quizzes', `${quiz}.yaml`), text]);
  }
  return { files, scenarios, problems: problems.sort((a, b) => a.line - b.line) };
}

function beyondLimits({ statement, answers, explanation = '' }: ImportedQuestion, index: number) {
  const { questions, options, characters } = importLimits;
  if (index >= questions) {
    return { es: `un archivo da como mucho ${questions} preguntas`, en: `a file gives at most ${questions} questions` };
  }
  if (answers.length > options) {
    return { es: `tiene más de ${options} respuestas`, en: `it has more than ${options} answers` };
  }
  const longest = Math.max(
    statement.length,
    explanation.length,
    ...answers.map(({ text }) => (typeof text === 'string' ? text.length : 0)),
  );
  if (longest > characters) {
    return { es: `un texto pasa de ${characters} letras`, en: `a text is longer than ${characters} letters` };
  }
  return undefined;
}

function free(wanted: string, taken: ReadonlySet<string>): string {
  let id = wanted;
  for (let count = 2; taken.has(id); count++) id = `${wanted}-${count}`;
  return id;
}
