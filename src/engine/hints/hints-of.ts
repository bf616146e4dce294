/**
 * The hints of a question in the order in which they are given: the author's, and once a written answer has failed those worked
 * out from its run, which come next. The very last is the smallest change that mends it, searched when it is asked for.
 */
import type { Text } from '#base/text.ts';
import type { Scenario } from '../scenario.ts';
import type { QuestionState } from '../state.ts';

/** `repair` is a hint whose text is not known yet. */
export type Hint = Text | 'repair';

export function hintsOf(question: QuestionState, scenario: Scenario): readonly Hint[] {
  const { grading, hintsBefore = 0, repair } = question;
  const isMendable = scenario.type === 'manifest' || scenario.type === 'fix';
  const hasFailed = grading !== undefined && grading.verdict !== 'right' && grading.answer.kind === 'manifest';
  if (!isMendable || !hasFailed) return scenario.hints;
  const computed = grading.hints ?? [];
  const taken = Math.min(hintsBefore, scenario.hints.length);
  const canRepair = scenario.world !== 'docker' && (scenario.references ?? []).length > 0;
  return [
    ...scenario.hints.slice(0, taken),
    ...computed,
    ...scenario.hints.slice(taken),
    ...(canRepair ? [repair?.text ?? ('repair' as const)] : []),
  ];
}

/** Whether the hint that would be given now has to be searched first. */
export function asksForRepair(question: QuestionState, scenario: Scenario): boolean {
  const hints = hintsOf(question, scenario);
  // Also for an answer after the one whose repair was bought: the hint is paid for, the search is anew.
  return hints.at(-1) === 'repair' && question.hints >= hints.length - 1;
}
