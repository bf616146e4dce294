/** Options that are run, each under the same script: shared by the question types that have them. */
import type { Text } from '#base/text.ts';
import type { AnswerError } from '../answer.ts';
import type { Run } from '../grading.ts';
import type { Simulation } from '../play/simulate.ts';
import type { Option } from '../scenario.ts';

export function runOptions(options: readonly Option[], simulate: (manifests: string, fileName: string) => Simulation) {
  const simulations = options.map(({ id, manifests }) => ({ id, simulation: simulate(manifests, `${id}.yaml`) }));
  const assumptions = simulations.flatMap(({ simulation }) =>
    simulation.kind === 'played' ? simulation.assumptions : [],
  );
  const runs = simulations.map(({ id, simulation }) => {
    const run = runOf(simulation);
    return { option: id, right: run.passed, run };
  });
  return { runs, simulations, assumptions };
}

/** An option that the API server refuses never runs; that is its consequence, told in its words. */
export function runOf(simulation: Simulation): Run {
  if (simulation.kind === 'played') return simulation.run;
  const timeline = simulation.errors.map(({ message }) => ({
    seconds: 0,
    text: { es: message, en: message },
    tone: 'bad' as const,
  }));
  return { passed: false, checks: [], timeline, failedAt: 0, simulatedSeconds: 0, eventCount: 0 };
}

export function unknownOption(
  typed: string,
  scenario: string,
  options: readonly { readonly id: string }[],
): AnswerError {
  const ids = options.map(({ id }) => id).join(', ');
  const message = `"${typed}" is no option of ${scenario}; the options are ${ids}`;
  const advice: Text = { es: `Escribe una de estas opciones: ${ids}.`, en: `Write one of these options: ${ids}.` };
  return { file: 'answer.yaml', line: 1, column: 1, message, advice };
}

export function unique(texts: readonly Text[]): readonly Text[] {
  return [...new Map(texts.map((text) => [text.en, text])).values()];
}
