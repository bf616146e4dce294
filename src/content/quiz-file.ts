/** Reads one quiz file: YAML, then shape. All that is wrong is told at once, each at its line and column. */
import path from 'node:path';
import { fail, ok, type Result } from '#base/result.ts';
import type { Quiz } from '#engine/quiz.ts';
import type { ContentError } from './content-error.ts';
import { readDocument } from './document.ts';
import { quizFieldNames, quizSchema } from './quiz-schema.ts';
import { problemsOf } from './zod-problem.ts';

export function readQuiz(file: string, source: string): Result<Quiz, readonly ContentError[]> {
  const read = readDocument(file, source, {
    es: 'un archivo lleva un solo cuestionario; quita `---`',
    en: 'a file holds one quiz; remove `---`',
  });
  if (!read.ok) return read;
  const { value, locate } = read.value;
  const parsed = quizSchema.safeParse(value);
  if (!parsed.success) return fail(problemsOf(parsed.error, [], quizFieldNames).map(locate));
  const { id, questions } = parsed.data;
  const problems: ContentError[] = [];
  if (path.basename(file) !== `${id}.yaml`) {
    const text = {
      es: `el archivo se llama ${path.basename(file)}; llámalo ${id}.yaml`,
      en: `the file is called ${path.basename(file)}; call it ${id}.yaml`,
    };
    problems.push(locate({ path: ['id'], text }));
  }
  const seen = new Set<string>();
  for (const [index, part] of questions.entries()) {
    if (!('scenario' in part)) continue;
    if (seen.has(part.scenario)) {
      const text = {
        es: `"${part.scenario}" está dos veces; una sesión no repite preguntas`,
        en: `"${part.scenario}" is there twice; a session asks no question twice`,
      };
      problems.push(locate({ path: ['questions', index, 'scenario'], text }));
    }
    seen.add(part.scenario);
  }
  return problems.length > 0 ? fail(problems) : ok(parsed.data);
}
