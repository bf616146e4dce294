/** Reads one scenario file: YAML, shape, rules. All that is wrong is told at once, each at its line and column. */
import path from 'node:path';
import { fail, ok, type Result } from '#base/result.ts';
import type { Scenario } from '#engine/scenario.ts';
import type { ContentError } from './content-error.ts';
import { readDocument } from './document.ts';
import { brokenRules } from './scenario-rules.ts';
import { fieldNames, scenarioSchemas, scenarioTypes } from './scenario-schema.ts';
import { problemsOf } from './zod-problem.ts';

export function readScenario(file: string, source: string): Result<Scenario, readonly ContentError[]> {
  const read = readDocument(file, source, {
    es: 'un archivo lleva un solo escenario; quita `---`',
    en: 'a file holds one scenario; remove `---`',
  });
  if (!read.ok) return read;
  const { value, locate } = read.value;
  const type = (value as { type?: unknown } | null)?.type;
  const known = scenarioTypes.find((one) => one === type);
  if (!known) {
    const all = scenarioTypes.join(', ');
    const text = { es: `"type" tiene que ser uno de estos: ${all}`, en: `"type" has to be one of: ${all}` };
    return fail([locate({ path: ['type'], text })]);
  }
  const parsed = scenarioSchemas[known].safeParse(value);
  if (!parsed.success) return fail(problemsOf(parsed.error, [], fieldNames).map(locate));
  const problems = brokenRules(parsed.data, path.basename(file));
  return problems.length > 0 ? fail(problems.map(locate)) : ok(parsed.data);
}
