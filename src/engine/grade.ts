/**
 * From an answer to its verdict: pure and synchronous, the same on every machine. Frontends never call it; they ask a
 * Grader (ports.ts), which runs it in a worker.
 */
import type { Answer } from './answer.ts';
import { fallenFor } from './fallen-for.ts';
import type { Grading } from './grading.ts';
import { type SimulationParts, simulate } from './play/simulate.ts';
import { questionTypeOf } from './questions/index.ts';
import type { Scenario } from './scenario.ts';
import { variantFor } from './variants.ts';

/** A scenario with variants is graded in the one that its seed draws. */
export function grade(whole: Scenario, answer: Answer, seed: number, parts: SimulationParts): Grading {
  const scenario = variantFor(whole, seed);
  const type = questionTypeOf(scenario);
  if (answer.kind !== type.takes(scenario)) {
    const common = { scenario: scenario.id, version: scenario.version, seed, answer, score: 0, checks: [] };
    const errors = [{ file: 'answer.yaml', line: 1, column: 1, ...type.wanted }];
    return { ...common, verdict: 'refused', errors, assumptions: [] };
  }
  const run = (manifests: string, fileName: string) => simulate({ scenario, manifests, fileName, seed, parts });
  return fallenFor(scenario, type.grade({ scenario, answer, seed, simulate: run }));
}
