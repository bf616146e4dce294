/**
 * Several right options, computed as those of a choice are: each is run, and those that keep every check are right.
 * Score: (hits − false picks) / right ones, never below 0. 2 of 3 found and one false pick: (2 − 1) / 3.
 */
import type { CheckResult } from '../grading.ts';
import { runOptions, unique, unknownOption } from './options.ts';
import type { QuestionType } from './question-type.ts';

export const multi: QuestionType<'multi'> = {
  type: 'multi',
  takes: () => 'picks',
  wanted: {
    message: 'this question wants one or more options',
    advice: {
      es: 'Contesta con una lista de opciones: `answer: [<opción>, <opción>]`.',
      en: 'Answer with a list of options: `answer: [<option>, <option>]`.',
    },
  },
  grade({ scenario, answer, seed, simulate }) {
    const common = { scenario: scenario.id, version: scenario.version, seed, answer };
    const picks = new Set(answer.options);
    const stranger = [...picks].find((pick) => !scenario.options.some(({ id }) => id === pick));
    if (stranger !== undefined || picks.size === 0) {
      const errors = [unknownOption(stranger ?? '', scenario.id, scenario.options)];
      return { ...common, verdict: 'refused', score: 0, checks: [], errors, assumptions: scenario.assumptions };
    }
    const { runs, assumptions } = runOptions(scenario.options, simulate);
    const right = runs.filter((run) => run.right).map(({ option }) => option);
    const hits = right.filter((option) => picks.has(option)).length;
    const falsePicks = picks.size - hits;
    const score = right.length === 0 ? 0 : Math.max(0, Math.round(((hits - falsePicks) / right.length) * 1000) / 1000);
    const checks = scenario.options.map(({ id, text }): CheckResult => {
      const [isRight, isPicked] = [right.includes(id), picks.has(id)];
      const observed = isRight
        ? isPicked
          ? { es: 'correcta, elegida', en: 'right, picked' }
          : { es: 'era correcta y no se eligió', en: 'it was right and not picked' }
        : isPicked
          ? { es: 'no era correcta y se eligió', en: 'it was not right and was picked' }
          : { es: 'incorrecta, no elegida', en: 'not right, not picked' };
      return { id, passed: isRight === isPicked, statement: text, observed, weight: 1 };
    });
    return {
      ...common,
      verdict: score === 1 ? 'right' : 'wrong',
      score,
      checks,
      errors: [],
      options: runs,
      assumptions: unique([...scenario.assumptions, ...assumptions]),
    };
  },
};
