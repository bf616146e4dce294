/** YAML in, verdict out: the answer is applied and what must hold is looked for in its run. */
import type { QuestionType } from './question-type.ts';

export const manifest: QuestionType<'manifest'> = {
  type: 'manifest',
  takes: () => 'manifest',
  wanted: {
    message: 'this question wants manifests',
    advice: {
      es: 'Contesta con manifiestos de Kubernetes en YAML.',
      en: 'Answer with Kubernetes manifests in YAML.',
    },
  },
  grade({ scenario, answer, seed, simulate }) {
    const simulation = simulate(answer.text, 'answer.yaml');
    const common = { scenario: scenario.id, version: scenario.version, seed, answer };
    if (simulation.kind === 'refused') {
      const nothing = { score: 0, checks: [], assumptions: scenario.assumptions };
      return { ...common, ...nothing, verdict: 'refused', errors: simulation.errors };
    }
    const { run, score, warnings, counterExample, hints = [], assumptions } = simulation;
    return {
      ...common,
      verdict: run.passed ? 'right' : 'wrong',
      score,
      checks: run.checks,
      errors: [],
      ...(warnings.length > 0 ? { warnings } : {}),
      run,
      ...(counterExample.length > 0 ? { counterExample } : {}),
      ...(hints.length > 0 ? { hints } : {}),
      assumptions: [...scenario.assumptions, ...assumptions],
    };
  },
};
