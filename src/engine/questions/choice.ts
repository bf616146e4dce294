/**
 * One right option, computed: every option's manifests run under the same script, and the reveal shows them side by side.
 * All or nothing: a wrong option earns no points, whatever it got right.
 */
import { invariant } from '#base/invariant.ts';
import { runOf, runOptions, unique, unknownOption } from './options.ts';
import type { QuestionType } from './question-type.ts';

export const choice: QuestionType<'choice'> = {
  type: 'choice',
  takes: () => 'choice',
  wanted: {
    message: 'this question wants an option',
    advice: { es: 'Contesta con una opción: `answer: <opción>`.', en: 'Answer with an option: `answer: <option>`.' },
  },
  grade({ scenario, answer, seed, simulate }) {
    const common = { scenario: scenario.id, version: scenario.version, seed, answer };
    if (!scenario.options.some(({ id }) => id === answer.option)) {
      const errors = [unknownOption(answer.option, scenario.id, scenario.options)];
      return { ...common, verdict: 'refused', score: 0, checks: [], errors, assumptions: scenario.assumptions };
    }
    const { simulations, runs, assumptions } = runOptions(scenario.options, simulate);
    const chosen = simulations.find(({ id }) => id === answer.option);
    invariant(chosen, 'an option that exists was run');
    const { simulation } = chosen;
    const run = runOf(simulation);
    const counterExample = simulation.kind === 'played' ? simulation.counterExample : [];
    return {
      ...common,
      verdict: run.passed ? 'right' : 'wrong',
      score: run.passed ? 1 : 0,
      checks: run.checks,
      errors: [],
      run,
      options: runs,
      ...(counterExample.length > 0 ? { counterExample } : {}),
      assumptions: unique([...scenario.assumptions, ...assumptions]),
    };
  },
};
