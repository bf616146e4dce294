/** What a quiz file has to keep besides its shape: its questions exist, its mixes find enough of them, its faults are known. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { didYouMean } from '#base/did-you-mean.ts';
import type { Text } from '#base/text.ts';
import { chaosFaultNames } from '#engine/explore/chaos/faults.ts';
import type { Library } from '#engine/ports.ts';
import { matches, type Quiz } from '#engine/quiz.ts';
import type { ContentError, FieldProblem } from './content-error.ts';
import { readDocument } from './document.ts';
import { readQuiz } from './quiz-file.ts';

/** Whether a content file is a quiz: it lies in a folder of that name, or says which questions it has. */
export function isQuizFile(file: string): boolean {
  if (path.basename(path.dirname(path.resolve(file))) === 'quizzes') return true;
  return /^questions:/m.test(readFileSync(file, 'utf8'));
}

/** `shown` is the file as seen from where the author stands. */
export function checkQuiz(file: string, shown: string, library: Library): readonly ContentError[] {
  const source = readFileSync(file, 'utf8');
  const read = readQuiz(shown, source);
  if (!read.ok) return read.error;
  const document = readDocument(shown, source, { es: '', en: '' });
  if (!document.ok) return document.error;
  return brokenRules(read.value, library).map(document.value.locate);
}

function brokenRules({ questions, live }: Quiz, library: Library): readonly FieldProblem[] {
  const all = library.list();
  const problems: FieldProblem[] = [];
  for (const [index, part] of questions.entries()) {
    const at = ['questions', index];
    if ('scenario' in part) {
      const ids = all.map(({ id }) => id);
      if (!ids.includes(part.scenario)) {
        problems.push({ path: [...at, 'scenario'], text: unknown('scenario', part.scenario, ids) });
      }
      continue;
    }
    const topics = [...new Set(all.map(({ topic }) => topic))];
    const lost = part.topics.filter((topic) => !topics.includes(topic));
    for (const topic of lost) problems.push({ path: [...at, 'topic'], text: unknown('topic', topic, topics) });
    const found = all.filter((summary) => matches(summary, part)).length;
    if (lost.length === 0 && found < Math.max(1, part.count ?? 1)) {
      const text = {
        es: `pide ${part.count ?? 1} y solo ${found} cumplen estas condiciones`,
        en: `it asks for ${part.count ?? 1} and only ${found} match`,
      };
      problems.push({ path: [...at, part.count === undefined ? 'topic' : 'count'], text });
    }
  }
  for (const [index, name] of live.chaos.entries()) {
    // A step of a script that strikes; `crash/db` strikes that role, where a question has it.
    const [fault = '', role] = name.split('/');
    if (chaosFaultNames.includes(fault) && role !== '') continue;
    problems.push({ path: ['live', 'chaos', index], text: unknown('fault', name, chaosFaultNames) });
  }
  return problems;
}

const nouns = {
  scenario: { es: 'no existe la pregunta', en: 'there is no scenario' },
  topic: { es: 'no existe el tema', en: 'there is no topic' },
  fault: { es: 'no existe el fallo', en: 'unknown fault' },
} as const satisfies Record<string, Text>;

function unknown(what: keyof typeof nouns, name: string, known: readonly string[]): Text {
  const near = didYouMean(name, known);
  return near
    ? { es: `${nouns[what].es} "${name}"; escribe "${near}"`, en: `${nouns[what].en} "${name}"; write "${near}"` }
    : { es: `${nouns[what].es} "${name}"`, en: `${nouns[what].en} "${name}"` };
}
