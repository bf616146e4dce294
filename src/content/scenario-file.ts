/** Reads one scenario file: YAML, shape, rules. All that is wrong is told at once, each at its line and column. */
import path from 'node:path';
import { fail, ok, type Result } from '#base/result.ts';
import { readManifests } from '#base/yaml/read-manifests.ts';
import type { Scenario } from '#engine/scenario.ts';
import type { ContentError, FieldProblem } from './content-error.ts';
import { brokenRules } from './scenario-rules.ts';
import { fieldNames, scenarioSchemas, scenarioTypes } from './scenario-schema.ts';
import { problemsOf } from './zod-problem.ts';

export function readScenario(file: string, source: string): Result<Scenario, readonly ContentError[]> {
  const { manifests, error } = readManifests(source);
  const [document, second] = manifests;
  if (error) return fail([{ file, line: error.line, column: error.column, text: error.text }]);
  if (!document) return fail([at(file, 1, 1, 'el fichero está vacío', 'the file is empty')]);
  if (document.error) {
    const { line, column, text } = document.error;
    return fail([{ file, line, column, text }]);
  }
  if (second) {
    return fail([
      at(
        file,
        second.firstLine,
        1,
        'un fichero lleva un solo escenario; quita `---`',
        'a file holds one scenario; remove `---`',
      ),
    ]);
  }
  const duplicates = document.duplicates.map(({ key, line, column }) =>
    at(file, line, column, `"${key}" está dos veces`, `"${key}" is there twice`),
  );
  if (duplicates.length > 0) return fail(duplicates);

  const locate = (problem: FieldProblem): ContentError => {
    const { line, column } = document.locate(problem.path);
    return { file, line, column, text: problem.text };
  };
  const type = (document.value as { type?: unknown } | null)?.type;
  const known = scenarioTypes.find((one) => one === type);
  if (!known) {
    const all = scenarioTypes.join(', ');
    const text = { es: `"type" tiene que ser uno de estos: ${all}`, en: `"type" has to be one of: ${all}` };
    return fail([locate({ path: ['type'], text })]);
  }
  const parsed = scenarioSchemas[known].safeParse(document.value);
  if (!parsed.success) return fail(problemsOf(parsed.error, [], fieldNames).map(locate));
  const problems = brokenRules(parsed.data, path.basename(file));
  return problems.length > 0 ? fail(problems.map(locate)) : ok(parsed.data);
}

function at(file: string, line: number, column: number, es: string, en: string): ContentError {
  return { file, line, column, text: { es, en } };
}
