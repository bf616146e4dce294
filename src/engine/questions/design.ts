/**
 * A trade-off: every option is run and measured by the stated criteria, each with its weight. None is right; what counts is what
 * an option costs. Its score is its total beside the best total. An option is dominated, and wrong, when another one is no worse
 * by any criterion and better by one, or when it breaks a check that all must keep.
 */
import { invariant } from '#base/invariant.ts';
import type { CheckResult, Run } from '../grading.ts';
import { read } from '../measures/index.ts';
import type { Simulation } from '../play/simulate.ts';
import type { Criterion, DesignScenario } from '../scenario.ts';
import { inEach } from '../words.ts';
import { runOf, runOptions, unique, unknownOption } from './options.ts';
import type { QuestionType } from './question-type.ts';

export const design: QuestionType<'design'> = {
  type: 'design',
  takes: () => 'choice',
  wanted: {
    message: 'this question wants an option',
    advice: { es: 'Contesta con una opción: `answer: <opción>`.', en: 'Answer with an option: `answer: <option>`.' },
  },
  grade({ scenario, answer, seed, simulate }) {
    const common = { scenario: scenario.id, version: scenario.version, seed, answer };
    if (!scenario.options.some(({ id }) => id === answer.option)) {
      const errors = [unknownOption(answer.option, scenario.id, scenario.options)];
      return { ...common, verdict: 'refused', score: 0, checks: [], errors, assumptions: scenario.assumptions };
    }
    const { simulations, assumptions } = runOptions(scenario.options, simulate);
    const weighed = weigh(scenario, simulations);
    const chosen = weighed.find(({ id }) => id === answer.option);
    invariant(chosen, 'an option that exists was weighed');
    const best = Math.max(...weighed.map(({ total }) => total));
    const runs = weighed.map(({ id, run, isDominated }) => ({ option: id, right: !isDominated, run }));
    return {
      ...common,
      verdict: chosen.isDominated ? 'wrong' : 'right',
      score: best === 0 ? 0 : Math.round((chosen.total / best) * 1000) / 1000,
      checks: chosen.run.checks,
      errors: [],
      run: chosen.run,
      options: runs,
      assumptions: unique([...scenario.assumptions, ...assumptions]),
    };
  },
};

interface Weighed {
  readonly id: string;
  /** 0 to 1: the weighted share of what could be had. */
  readonly total: number;
  readonly isDominated: boolean;
  readonly run: Run;
}

export function weigh(
  { criteria, checks: musts }: DesignScenario,
  simulations: readonly { readonly id: string; readonly simulation: Simulation }[],
): readonly Weighed[] {
  const measured = simulations.map(({ id, simulation }) => {
    const values = criteria.map(({ measure }) => {
      const value = simulation.kind === 'played' ? read(simulation.play, measure) : undefined;
      return typeof value === 'number' ? value : undefined;
    });
    const run = runOf(simulation);
    const mustIds = new Set(musts.map((check) => check.id));
    const keepsMusts = simulation.kind === 'played' && run.checks.every((one) => one.passed || !mustIds.has(one.id));
    return { id, run, values, keepsMusts };
  });
  const shares = measured.map(({ values, keepsMusts }) =>
    criteria.map((criterion, index) => {
      const all = measured.flatMap((one) => (one.keepsMusts ? (one.values[index] ?? []) : []));
      return keepsMusts ? shareOf(criterion, values[index], all) : 0;
    }),
  );
  const weights = criteria.reduce((sum, { weight }) => sum + weight, 0);
  return measured.map(({ id, run, values, keepsMusts }, index) => {
    const own = shares[index] ?? [];
    const isBeaten = shares.some(
      (other, at) =>
        at !== index &&
        other.every((share, criterion) => share >= (own[criterion] ?? 0)) &&
        other.some((share, criterion) => share > (own[criterion] ?? 0)),
    );
    const total = own.reduce((sum, share, at) => sum + share * (criteria[at]?.weight ?? 0), 0) / weights;
    const isDominated = !keepsMusts || isBeaten;
    const results = [
      ...criteria.map((criterion, at) => resultOf(criterion, values[at], own[at] ?? 0)),
      inTotal(total, isDominated),
    ];
    return { id, total, isDominated, run: { ...run, checks: [...run.checks, ...results] } };
  });
}

/** 1 at `best` or beyond, 0 at `worst` or beyond, on a straight line between; where they are not stated, of all options. */
function shareOf({ better, best, worst }: Criterion, value: number | undefined, all: readonly number[]): number {
  if (value === undefined) return 0;
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const [full, none] = better === 'less' ? [best ?? low, worst ?? high] : [best ?? high, worst ?? low];
  if (full === none) return 1;
  return Math.max(0, Math.min(1, (value - none) / (full - none)));
}

function resultOf({ id, text, unit, weight }: Criterion, value: number | undefined, share: number): CheckResult {
  const observed = inEach((language) => {
    if (value === undefined) return '—';
    const figure = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
    return unit === undefined ? figure : `${figure} ${unit}`;
  });
  return { id, passed: share >= 0.5, statement: text, observed, weight };
}

function inTotal(total: number, isDominated: boolean): CheckResult {
  const percent = `${Math.round(total * 100)} %`;
  const statement = { es: 'En total, con sus pesos', en: 'In total, with their weights' };
  const observed = isDominated
    ? { es: `${percent}; otra opción la supera en todo`, en: `${percent}; another option is better all round` }
    : { es: percent, en: percent };
  return { id: 'total', passed: !isDominated, statement, observed, weight: 0 };
}
