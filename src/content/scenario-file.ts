/** Reads one scenario file: YAML, shape, rules. All that is wrong is told at once, each at its line and column. */
import path from 'node:path';
import { fail, ok, type Result } from '#base/result.ts';
import type { Scenario } from '#engine/scenario.ts';
import type { ScenarioVariant } from '#engine/variants.ts';
import type { ContentError } from './content-error.ts';
import { readDocument } from './document.ts';
import {
  combinationsOf,
  differences,
  parameterSlips,
  parametersSchema,
  substitute,
  type Values,
} from './parameters.ts';
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
  const take = (document: unknown): Result<Scenario, readonly ContentError[]> => {
    const parsed = scenarioSchemas[known].safeParse(document);
    if (!parsed.success) return fail(problemsOf(parsed.error, [], fieldNames).map(locate));
    const problems = brokenRules(parsed.data, path.basename(file));
    return problems.length > 0 ? fail(problems.map(locate)) : ok(parsed.data);
  };
  const { parameters, ...plain } = value as { readonly parameters?: unknown };
  if (parameters === undefined) return take(value);
  const ranges = parametersSchema.safeParse(parameters);
  if (!ranges.success) return fail(problemsOf(ranges.error, ['parameters'], fieldNames).map(locate));
  const slips = parameterSlips(value, Object.keys(ranges.data));
  if (slips.length > 0) return fail(slips.map(locate));
  return withVariants(plain, combinationsOf(ranges.data), take);
}

/** The scenario in its first variant, with what differs in the others. Each is checked as a file of its own would be. */
function withVariants(
  document: object,
  combinations: readonly Values[],
  take: (document: unknown) => Result<Scenario, readonly ContentError[]>,
): Result<Scenario, readonly ContentError[]> {
  const [first = {}] = combinations;
  const base = take(substitute(document, first));
  if (!base.ok) return base;
  const variants: ScenarioVariant[] = [];
  for (const values of combinations) {
    const one = take(substitute(document, values));
    if (!one.ok) return one;
    variants.push({ values, changes: differences(base.value, one.value) });
  }
  return ok({ ...base.value, variants });
}
