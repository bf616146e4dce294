/** Which option does each item lead to? Every item is run under the script; the proposition that comes true is its partner. */
import type { CheckResult } from '../grading.ts';
import { runOptions, unique, unknownOption } from './options.ts';
import { holds } from './proposition.ts';
import type { QuestionType } from './question-type.ts';

export const match: QuestionType<'match'> = {
  type: 'match',
  takes: () => 'picks',
  wanted: {
    message: 'this question wants one option for each item',
    advice: {
      es: 'Contesta con una opción para cada elemento, en su orden: `answer: [<opción>, <opción>, …]`.',
      en: 'Answer with an option for each item, in their order: `answer: [<option>, <option>, …]`.',
    },
  },
  grade({ scenario, answer, seed, simulate }) {
    const common = { scenario: scenario.id, version: scenario.version, seed, answer };
    const { items, options } = scenario;
    const stranger = answer.options.find((pick) => !options.some(({ id }) => id === pick));
    if (stranger !== undefined || answer.options.length !== items.length) {
      const error = unknownOption(stranger ?? '', scenario.id, options);
      const count = `${answer.options.length} options for ${items.length} items`;
      const errors = [stranger === undefined ? { ...error, message: count } : error];
      return { ...common, verdict: 'refused', score: 0, checks: [], errors, assumptions: scenario.assumptions };
    }
    const { runs, assumptions } = runOptions(items, simulate);
    const checks = items.map(({ id, text }, index): CheckResult => {
      const run = runs[index]?.run;
      const partner = options.find((option) => run && holds(option, run));
      const said = options.find((option) => option.id === answer.options[index]);
      const passed = partner !== undefined && partner === said;
      const observed = passed
        ? partner.text
        : {
            es: `es "${partner?.text.es ?? '—'}"; dijiste "${said?.text.es}"`,
            en: `it is "${partner?.text.en ?? '—'}"; you said "${said?.text.en}"`,
          };
      return { id, passed, statement: text, observed, ...(partner && { truth: partner.text }), weight: 1 };
    });
    const right = checks.filter(({ passed }) => passed).length;
    return {
      ...common,
      verdict: right === items.length ? 'right' : 'wrong',
      score: Math.round((right / items.length) * 1000) / 1000,
      checks,
      errors: [],
      assumptions: unique([...scenario.assumptions, ...assumptions]),
    };
  },
};
