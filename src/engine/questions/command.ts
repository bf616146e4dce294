/**
 * kubectl's or docker's lines in, verdict out: they are typed at the scenario's cluster (or machine), and what must hold is
 * looked for in what came of it. How they are worded never counts. It can be mended and tried again, as YAML can.
 */
import type { QuestionType } from './question-type.ts';

export const command: QuestionType<'command'> = {
  type: 'command',
  takes: () => 'words',
  wanted: {
    message: 'this question wants a command line',
    advice: {
      es: 'Contesta con una orden, como la teclearías: `kubectl …`. Varias se separan con `;` o `&&`.',
      en: 'Answer with a command as you would type it: `kubectl …`. Several are separated by `;` or `&&`.',
    },
  },
  grade({ scenario, answer, seed, simulate }) {
    const simulation = simulate(answer.text, 'answer.sh');
    const common = { scenario: scenario.id, version: scenario.version, seed, answer, again: true as const };
    if (simulation.kind === 'refused') {
      const nothing = { score: 0, checks: [], assumptions: scenario.assumptions };
      return { ...common, ...nothing, verdict: 'refused', errors: simulation.errors };
    }
    const { run, score, counterExample, assumptions } = simulation;
    return {
      ...common,
      verdict: run.passed ? 'right' : 'wrong',
      score,
      checks: run.checks,
      errors: [],
      run,
      ...(counterExample.length > 0 ? { counterExample } : {}),
      assumptions: [...scenario.assumptions, ...assumptions],
    };
  },
};
