/**
 * From an answer to its verdict: pure and synchronous, the same on every machine. Frontends never call it; they ask a
 * Grader (ports.ts), which runs it in a worker.
 */
import type { Text } from '#base/text.ts';
import type { Answer } from './answer.ts';
import type { Grading } from './grading.ts';
import { type SimulationParts, simulate } from './play/simulate.ts';
import { choice } from './questions/choice.ts';
import { manifest } from './questions/manifest.ts';
import type { Scenario } from './scenario.ts';

export function grade(scenario: Scenario, answer: Answer, seed: number, parts: SimulationParts): Grading {
  const run = (manifests: string, fileName: string) => simulate({ scenario, manifests, fileName, seed, parts });
  if (scenario.type === 'choice' && answer.kind === 'choice')
    return choice.grade({ scenario, answer, seed, simulate: run });
  if (scenario.type === 'manifest' && answer.kind === 'manifest') {
    return manifest.grade({ scenario, answer, seed, simulate: run });
  }
  const common = { scenario: scenario.id, version: scenario.version, seed, answer, score: 0, checks: [] };
  return { ...common, verdict: 'refused', errors: [wrongKind(scenario)], assumptions: [] };
}

function wrongKind(scenario: Scenario) {
  const advice: Text =
    scenario.type === 'choice'
      ? { es: 'Contesta con una opción: `answer: <opción>`.', en: 'Answer with an option: `answer: <option>`.' }
      : { es: 'Contesta con manifiestos de Kubernetes en YAML.', en: 'Answer with Kubernetes manifests in YAML.' };
  const message = scenario.type === 'choice' ? 'this question wants an option' : 'this question wants manifests';
  return { file: 'answer.yaml', line: 1, column: 1, message, advice };
}
