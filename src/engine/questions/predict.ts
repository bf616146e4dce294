/**
 * What will happen? The given manifests are run, and the run decides: which proposition holds, or what the figure or name is.
 * Figures count by closeness: with `full: 0.1, none: 0.5` and a true 60, an answer of 66 is right, one of 78 is worth half.
 */
import { invariant } from '#base/invariant.ts';
import { type Text, verbatim } from '#base/text.ts';
import type { AnswerError } from '../answer.ts';
import type { CheckResult } from '../grading.ts';
import { measureOf, read } from '../measures/index.ts';
import type { MeasureCall } from '../scenario.ts';
import { inEach } from '../words.ts';
import { runOf, unknownOption } from './options.ts';
import { holds } from './proposition.ts';
import type { QuestionType } from './question-type.ts';
import { isSameTerm } from './term.ts';

export const predict: QuestionType<'predict'> = {
  type: 'predict',
  takes: ({ options }) => (options ? 'choice' : 'words'),
  wanted: {
    message: 'this question wants a prediction',
    advice: {
      es: 'Contesta con una opción, un número o un nombre: `answer: <respuesta>`.',
      en: 'Answer with an option, a number or a name: `answer: <answer>`.',
    },
  },
  grade({ scenario, answer, seed, simulate }) {
    const common = { scenario: scenario.id, version: scenario.version, seed, answer };
    const refused = (error: AnswerError) => {
      return { ...common, verdict: 'refused', score: 0, checks: [], errors: [error], assumptions: [] } as const;
    };
    const simulation = simulate(scenario.manifests, 'given.yaml');
    const run = runOf(simulation);
    const assumptions = [...scenario.assumptions, ...(simulation.kind === 'played' ? simulation.assumptions : [])];
    const verdict = (score: number, check: Omit<CheckResult, 'id' | 'weight' | 'passed'>) => {
      const passed = score === 1;
      const checks = [{ id: 'prediction', weight: 1, passed, ...check }];
      return { ...common, verdict: passed ? 'right' : 'wrong', score, checks, errors: [], run, assumptions } as const;
    };
    if (answer.kind === 'choice') {
      const options = (scenario.options ?? []).map((option) => ({
        option: option.id,
        right: simulation.kind === 'played' && holds(option, run),
        run,
      }));
      const chosen = options.find(({ option }) => option === answer.option);
      if (!chosen) return refused(unknownOption(answer.option, scenario.id, scenario.options ?? []));
      const happened = scenario.options?.find(({ id }) => options.some(({ option, right }) => right && option === id));
      const statement = { es: 'La predicción se cumple', en: 'The prediction comes true' };
      const observed = happened?.text ?? { es: 'no pasó nada de esto', en: 'none of this happened' };
      return { ...verdict(chosen.right ? 1 : 0, { statement, observed }), options };
    }
    const { measure: call } = scenario;
    invariant(call, 'content asks for options or a measure');
    const { full: _full, none: _none, ...wanted } = call;
    const found = simulation.kind === 'played' ? read(simulation.play, wanted) : undefined;
    const said = answer.text.trim();
    const statement = measureOf(call.measure).statement;
    if (said === '') return refused(nothingSaid);
    if (typeof found !== 'number') {
      const observed: Text = {
        es: `es ${found ?? '—'}; dijiste ${said}`,
        en: `it is ${found ?? '—'}; you said ${said}`,
      };
      const truth = verbatim(String(found ?? '—'));
      return verdict(found !== undefined && isSameTerm(said, found) ? 1 : 0, { statement, observed, truth });
    }
    const figure = figureIn(said);
    if (figure === undefined) return refused(noFigure(said));
    const shown = inEach((language) => new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(found));
    const observed = { es: `es ${shown.es}; dijiste ${said}`, en: `it is ${shown.en}; you said ${said}` };
    return verdict(closeness(figure, found, call), { statement, observed, truth: shown });
  },
};

/** 1 within `full`, 0 beyond `none`, in between on a straight line. */
function closeness(said: number, found: number, { full, none }: MeasureCall): number {
  const off = Math.abs(said - found) / Math.max(1, Math.abs(found));
  if (off <= full) return 1;
  return Math.max(0, Math.round(((none - off) / (none - full)) * 1000) / 1000);
}

const unitSeconds = { '': 1, s: 1, min: 60, h: 3600 } as const;

/** `90`, `90 s`, `1,5 min`. */
function figureIn(said: string): number | undefined {
  const [, digits, unit = ''] = /^(\d{1,9}(?:[.,]\d{1,6})?)\s*(s|min|h)?$/.exec(said) ?? [];
  if (digits === undefined) return undefined;
  return Number(digits.replace(',', '.')) * unitSeconds[unit as keyof typeof unitSeconds];
}

const place = { file: 'answer.yaml', line: 1, column: 1 };

const nothingSaid: AnswerError = {
  ...place,
  message: 'the answer is empty',
  advice: { es: 'Escribe tu predicción.', en: 'Write your prediction.' },
};

function noFigure(said: string): AnswerError {
  return {
    ...place,
    message: `"${said}" is no figure`,
    advice: { es: 'Escribe un número, por ejemplo 90 o 1,5 min.', en: 'Write a number, such as 90 or 1.5 min.' },
  };
}
