/** A typed term. Nothing can be run, so the key is written and shown as documented, with its source. */
import { verbatim } from '#base/text.ts';
import type { QuestionType } from './question-type.ts';
import { isSameTerm } from './term.ts';

export const short: QuestionType<'short'> = {
  type: 'short',
  takes: () => 'words',
  wanted: {
    message: 'this question wants a word',
    advice: { es: 'Contesta con una palabra: `answer: <palabra>`.', en: 'Answer with a word: `answer: <word>`.' },
  },
  grade({ scenario, answer, seed }) {
    const passed = scenario.accepted.some((meant) => isSameTerm(answer.text, meant));
    const [usual = ''] = scenario.accepted;
    const said = answer.text.trim().slice(0, 200);
    const { source } = scenario;
    const check = {
      id: 'term',
      passed,
      weight: 1,
      statement: {
        es: `Documentado, no simulado (${source.es})`,
        en: `Documented, not simulated (${source.en})`,
      },
      observed: { es: `es ${usual}; dijiste ${said || '—'}`, en: `it is ${usual}; you said ${said || '—'}` },
      truth: verbatim(usual),
    };
    return {
      scenario: scenario.id,
      version: scenario.version,
      seed,
      answer,
      verdict: passed ? 'right' : 'wrong',
      score: passed ? 1 : 0,
      checks: [check],
      errors: [],
      assumptions: scenario.assumptions,
    };
  },
};
