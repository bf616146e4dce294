/**
 * Which named misconceptions an answer fell for: those that a wrongly chosen option or a broken check names, each once, with its
 * sentences, so that a verdict that is kept for ever keeps them too.
 */
import type { Grading } from './grading.ts';
import { findMisconception } from './misconceptions.ts';
import type { Scenario } from './scenario.ts';

export function fallenFor(scenario: Scenario, grading: Grading): Grading {
  if (grading.verdict === 'right' || grading.verdict === 'not-graded') return grading;
  const ids = [...new Set([...ofOptions(scenario, grading), ...ofChecks(scenario, grading)])];
  const found = ids.flatMap((id) => findMisconception(id) ?? []);
  return found.length === 0 ? grading : { ...grading, misconceptions: found };
}

function ofOptions(scenario: Scenario, { answer, checks, options: runs }: Grading): readonly string[] {
  if (!('options' in scenario) || !scenario.options) return [];
  const isRight = (id: string) => runs?.find(({ option }) => option === id)?.right ?? false;
  const picked =
    answer.kind === 'choice'
      ? [answer.option]
      : answer.kind !== 'picks'
        ? []
        : scenario.type === 'match'
          ? answer.options.filter((_, index) => checks[index]?.passed === false)
          : answer.options;
  return scenario.options.flatMap((option) => {
    const { misconception } = option as { readonly misconception?: string };
    return misconception !== undefined && picked.includes(option.id) && !isRight(option.id) ? [misconception] : [];
  });
}

const written: ReadonlySet<string> = new Set(['manifest', 'fix', 'command']);

/** Of what the learner wrote; in the other types a failed check is an option's own affair. */
function ofChecks(scenario: Scenario, { checks }: Grading): readonly string[] {
  if (!written.has(scenario.type)) return [];
  const failed = new Set(checks.filter(({ passed }) => !passed).map(({ id }) => id));
  return scenario.checks.flatMap(({ id, misconception }) =>
    failed.has(id) && misconception !== undefined ? [misconception] : [],
  );
}
