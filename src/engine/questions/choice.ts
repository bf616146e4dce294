/**
 * One right option, computed: every option's manifests run under the same script, and the reveal shows them side by side.
 * All or nothing: a wrong option earns no points, whatever it got right.
 */
import { invariant } from '#base/invariant.ts';
import type { Text } from '#base/text.ts';
import type { Run } from '../grading.ts';
import type { Simulation } from '../play/simulate.ts';
import type { QuestionType } from './question-type.ts';

export const choice: QuestionType<'choice'> = {
  type: 'choice',
  grade({ scenario, answer, seed, simulate }) {
    const common = { scenario: scenario.id, version: scenario.version, seed, answer };
    if (!scenario.options.some(({ id }) => id === answer.option)) {
      const ids = scenario.options.map(({ id }) => id).join(', ');
      const message = `"${answer.option}" is no option of ${scenario.id}; the options are ${ids}`;
      const advice: Text = { es: `Escribe una de estas opciones: ${ids}.`, en: `Write one of these options: ${ids}.` };
      const errors = [{ file: 'answer.yaml', line: 1, column: 1, message, advice }];
      return { ...common, verdict: 'refused', score: 0, checks: [], errors, assumptions: scenario.assumptions };
    }
    const simulations = scenario.options.map(({ id, manifests }) => ({
      id,
      simulation: simulate(manifests, `${id}.yaml`),
    }));
    const options = simulations.map(({ id, simulation }) => {
      const run = runOf(simulation);
      return { option: id, right: run.passed, run };
    });
    const chosen = simulations.find(({ id }) => id === answer.option);
    invariant(chosen, 'an option that exists was run');
    const { simulation } = chosen;
    const run = runOf(simulation);
    const counterExample = simulation.kind === 'played' ? simulation.counterExample : [];
    const assumptions = simulations.flatMap((one) =>
      one.simulation.kind === 'played' ? one.simulation.assumptions : [],
    );
    return {
      ...common,
      verdict: run.passed ? 'right' : 'wrong',
      score: run.passed ? 1 : 0,
      checks: run.checks,
      errors: [],
      run,
      options,
      ...(counterExample.length > 0 ? { counterExample } : {}),
      assumptions: unique([...scenario.assumptions, ...assumptions]),
    };
  },
};

/** An option that the API server refuses never runs; that is its consequence, told in its words. */
function runOf(simulation: Simulation): Run {
  if (simulation.kind === 'played') return simulation.run;
  const timeline = simulation.errors.map(({ message }) => ({
    seconds: 0,
    text: { es: message, en: message },
    tone: 'bad' as const,
  }));
  return { passed: false, checks: [], timeline, failedAt: 0, simulatedSeconds: 0, eventCount: 0 };
}

function unique(texts: readonly Text[]): readonly Text[] {
  return [...new Map(texts.map((text) => [text.en, text])).values()];
}
