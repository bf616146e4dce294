/**
 * In which order do things happen? The manifests are run and each option's measure gives its instant. The score is the share
 * of pairs in the right order: one swap of neighbours among four costs one pair of six.
 */

import type { CheckResult } from '../grading.ts';
import { read } from '../measures/index.ts';
import type { Simulation } from '../play/simulate.ts';
import type { OrderScenario } from '../scenario.ts';
import { runOf, unknownOption } from './options.ts';
import type { QuestionType } from './question-type.ts';

export const order: QuestionType<'order'> = {
  type: 'order',
  takes: () => 'picks',
  wanted: {
    message: 'this question wants all options in order',
    advice: {
      es: 'Contesta con todas las opciones en orden: `answer: [<opción>, <opción>, …]`.',
      en: 'Answer with all options in order: `answer: [<option>, <option>, …]`.',
    },
  },
  grade({ scenario, answer, seed, simulate }) {
    const common = { scenario: scenario.id, version: scenario.version, seed, answer };
    const picks = [...new Set(answer.options)];
    const stranger = picks.find((pick) => !scenario.options.some(({ id }) => id === pick));
    if (stranger !== undefined || picks.length !== scenario.options.length) {
      const missing = scenario.options.find(({ id }) => !picks.includes(id))?.id ?? '';
      const error = unknownOption(stranger ?? '', scenario.id, scenario.options);
      const errors = [stranger === undefined ? { ...error, message: `"${missing}" is missing in the order` } : error];
      return { ...common, verdict: 'refused', score: 0, checks: [], errors, assumptions: scenario.assumptions };
    }
    const simulation = simulate(scenario.manifests, 'given.yaml');
    const key = orderOf(scenario, simulation).map(({ id }) => id);
    const pairs = key.flatMap((first, index) => key.slice(index + 1).map((second) => [first, second] as const));
    const kept = pairs.filter(([first, second]) => picks.indexOf(first) < picks.indexOf(second)).length;
    const isRight = kept === pairs.length;
    const checks = key.map((id, index): CheckResult => {
      const said = picks.indexOf(id);
      return {
        id,
        passed: said === index,
        statement: scenario.options.find((option) => option.id === id)?.text ?? { es: id, en: id },
        observed: { es: `lugar ${index + 1}; dijiste ${said + 1}`, en: `place ${index + 1}; you said ${said + 1}` },
        truth: { es: `lugar ${index + 1}`, en: `place ${index + 1}` },
        weight: 1,
      };
    });
    return {
      ...common,
      verdict: isRight ? 'right' : 'wrong',
      score: Math.round((kept / pairs.length) * 1000) / 1000,
      checks,
      errors: [],
      run: runOf(simulation),
      assumptions: scenario.assumptions,
    };
  },
};

/** The options by the second at which each happened; one that never did comes last, without a second. */
export function orderOf(scenario: OrderScenario, simulation: Simulation) {
  const dated = scenario.options.map(({ id, when }) => {
    const value = simulation.kind === 'played' ? read(simulation.play, when) : undefined;
    return { id, seconds: typeof value === 'number' ? value : undefined };
  });
  const at = (seconds: number | undefined) => seconds ?? Number.MAX_SAFE_INTEGER;
  return dated.sort((a, b) => at(a.seconds) - at(b.seconds));
}
