/**
 * Options whose key is written, with where it is documented: for what nothing can be run for, and for questions imported from
 * elsewhere. One right option is all or nothing; of several the score is (hits − false picks) / right ones, never below 0.
 */
import type { CheckResult, Run } from '../grading.ts';
import type { DocumentedScenario } from '../scenario.ts';
import { unknownOption } from './options.ts';
import type { QuestionType } from './question-type.ts';

export const documented: QuestionType<'documented'> = {
  type: 'documented',
  takes: ({ several }) => (several ? 'picks' : 'choice'),
  wanted: {
    message: 'this question wants an option, or a list of them',
    advice: {
      es: 'Contesta con una opción, `answer: <opción>`, o con una lista si se piden varias.',
      en: 'Answer with an option, `answer: <option>`, or with a list where several are asked for.',
    },
  },
  grade({ scenario, answer, seed }) {
    const common = { scenario: scenario.id, version: scenario.version, seed, answer };
    const { options, assumptions } = scenario;
    const picks = new Set(answer.kind === 'choice' ? [answer.option] : answer.options);
    const stranger = [...picks].find((pick) => !options.some(({ id }) => id === pick));
    if (stranger !== undefined || picks.size === 0) {
      const errors = [unknownOption(stranger ?? '', scenario.id, options)];
      return { ...common, verdict: 'refused', score: 0, checks: [], errors, assumptions };
    }
    const right = options.filter((option) => option.right);
    const hits = right.filter(({ id }) => picks.has(id)).length;
    const share = Math.max(0, (hits - (picks.size - hits)) / right.length);
    const score = scenario.several ? Math.round(share * 1000) / 1000 : share === 1 ? 1 : 0;
    const checks = options
      .filter(({ id, right: isRight }) => picks.has(id) || isRight)
      .map((option) => told(option, picks, scenario));
    return {
      ...common,
      verdict: score === 1 ? 'right' : 'wrong',
      score,
      checks,
      errors: [],
      options: options.map(({ id, right: isRight }) => ({ option: id, right: isRight, run: noRun(isRight) })),
      assumptions,
    };
  },
};

/** What was picked, and what should have been, each with what its author says of it. */
function told(
  { id, text, right, feedback }: DocumentedScenario['options'][number],
  picks: ReadonlySet<string>,
  { source }: DocumentedScenario,
): CheckResult {
  const isPicked = picks.has(id);
  const plain = right
    ? isPicked
      ? { es: 'correcta', en: 'right' }
      : { es: 'era correcta y no se eligió', en: 'it was right and not picked' }
    : { es: 'no es correcta', en: 'it is not right' };
  const said = feedback ? { es: `${plain.es}: ${feedback.es}`, en: `${plain.en}: ${feedback.en}` } : plain;
  return {
    id,
    passed: right === isPicked,
    statement: text,
    observed: {
      es: `${said.es} (documentado, no simulado: ${source.es})`,
      en: `${said.en} (documented, not simulated: ${source.en})`,
    },
    weight: 1,
  };
}

function noRun(passed: boolean): Run {
  return { passed, checks: [], timeline: [], simulatedSeconds: 0, eventCount: 0 };
}
