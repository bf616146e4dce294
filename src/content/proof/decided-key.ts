/** Whether running a question decides it: so many options right as its type wants, and nothing right for an empty answer. */
import { unreachable } from '#base/invariant.ts';
import type { Answer } from '#engine/answer.ts';
import { weigh } from '#engine/questions/design.ts';
import { runOf } from '#engine/questions/options.ts';
import { orderOf } from '#engine/questions/order.ts';
import { holds } from '#engine/questions/proposition.ts';
import type { Scenario } from '#engine/scenario.ts';
import type { FieldProblem } from '../content-error.ts';
import type { Trial } from './proof.ts';

export function undecided(trial: Trial): readonly FieldProblem[] {
  const { scenario } = trial;
  switch (scenario.type) {
    case 'choice':
      return [...rightOnes(trial, scenario, (count) => count === 1, justOne), ...emptyPasses(trial, noChoice)];
    case 'multi':
      return [
        ...rightOnes(trial, scenario, (count) => count > 0 && count < scenario.options.length, someOnes),
        ...emptyPasses(trial, noPicks),
      ];
    case 'manifest':
    case 'fix':
      return [...starterPasses(trial, scenario.starter), ...emptyPasses(trial, { kind: 'manifest', text: '' })];
    case 'predict':
      return prediction(trial, scenario);
    case 'order':
      return [...order(trial, scenario), ...emptyPasses(trial, noPicks)];
    case 'match':
      return [...partners(trial, scenario), ...emptyPasses(trial, noPicks)];
    case 'design':
      return [...tradeOff(trial, scenario), ...emptyPasses(trial, noChoice)];
    case 'documented':
      return emptyPasses(trial, scenario.several ? noPicks : noChoice);
    case 'short':
    case 'command':
      return emptyPasses(trial, { kind: 'words', text: '' });
    default:
      return unreachable(scenario);
  }
}

type Of<Type extends Scenario['type']> = Extract<Scenario, { type: Type }>;

const noChoice: Answer = { kind: 'choice', option: '' };
const noPicks: Answer = { kind: 'picks', options: [] };

function emptyPasses(trial: Trial, nothing: Answer): readonly FieldProblem[] {
  if (trial.run(nothing).verdict !== 'right') return [];
  return [problem(['checks'], 'la respuesta vacía pasa', 'the empty answer passes')];
}

const justOne = {
  es: 'tiene que haber una sola opción correcta y al ejecutarlas lo son',
  en: 'exactly one option has to be right; when run, these are',
};
const someOnes = {
  es: 'algunas opciones tienen que ser correctas y otras no; al ejecutarlas lo son',
  en: 'some options have to be right and some not; when run, these are',
};

function rightOnes(
  trial: Trial,
  { options }: Of<'choice' | 'multi'>,
  isFine: (count: number) => boolean,
  wanted: { readonly es: string; readonly en: string },
): readonly FieldProblem[] {
  const runs = options.map(({ id, manifests }, index) => ({ id, index, simulation: trial.simulate(manifests) }));
  const refused = runs.flatMap(({ id, index, simulation }) =>
    simulation.kind === 'refused' ? [refusedOption(index, id)] : [],
  );
  const right = runs.filter(({ simulation }) => simulation.kind === 'played' && simulation.run.passed);
  if (isFine(right.length)) return refused;
  const ids = right.map(({ id }) => id).join(', ') || '—';
  return [...refused, problem(['options'], `${wanted.es}: ${ids}`, `${wanted.en}: ${ids}`)];
}

function refusedOption(index: number, id: string): FieldProblem {
  return problem(
    ['options', index, 'manifests'],
    `se rechazan los manifiestos de "${id}"`,
    `the manifests of "${id}" are refused`,
  );
}

function starterPasses(trial: Trial, starter: string): readonly FieldProblem[] {
  if (trial.run({ kind: 'manifest', text: starter }).verdict !== 'right') return [];
  return [problem(['starter'], 'el punto de partida (`starter`) ya pasa', 'the `starter` passes already')];
}

function prediction(trial: Trial, scenario: Of<'predict'>): readonly FieldProblem[] {
  const simulation = trial.simulate(scenario.manifests);
  const empty = emptyPasses(trial, scenario.options ? noChoice : { kind: 'words', text: '' });
  const expectsRefusal = scenario.options?.some(({ refused }) => refused) ?? false;
  if (simulation.kind === 'refused' && !expectsRefusal) {
    const why = simulation.errors[0]?.message ?? '';
    const text = [`se rechazan los manifiestos dados: ${why}`, `the given manifests are refused: ${why}`] as const;
    return [problem(['manifests'], ...text), ...empty];
  }
  if (!scenario.options) {
    const isMeasured = trial.run({ kind: 'words', text: '0' }).checks[0]?.observed.en.startsWith('it is —') === false;
    return isMeasured
      ? empty
      : [
          problem(['measure'], 'la medida no da nada en la ejecución', 'the measure gives nothing in the run'),
          ...empty,
        ];
  }
  const [first] = scenario.options;
  const graded = trial.run({ kind: 'choice', option: first?.id ?? '' });
  const right = graded.options?.filter((option) => option.right).map(({ option }) => option) ?? [];
  if (right.length === 1) return empty;
  const ids = right.join(', ') || '—';
  return [
    problem(
      ['options'],
      `tiene que cumplirse una sola opción y al ejecutarlo se cumplen: ${ids}`,
      `exactly one option has to come true; when run, these do: ${ids}`,
    ),
    ...empty,
  ];
}

function order(trial: Trial, scenario: Of<'order'>): readonly FieldProblem[] {
  const dated = orderOf(scenario, trial.simulate(scenario.manifests));
  const instants = dated.map(({ seconds }) => seconds);
  return dated.flatMap(({ id, seconds }, place) => {
    if (seconds !== undefined && instants.indexOf(seconds) === place) return [];
    const index = scenario.options.findIndex((option) => option.id === id);
    return [
      problem(
        ['options', index, 'when'],
        `"${id}" no ocurre o coincide con otra: el orden no está decidido`,
        `"${id}" does not happen or coincides with another: the order is not decided`,
      ),
    ];
  });
}

function partners(trial: Trial, scenario: Of<'match'>): readonly FieldProblem[] {
  return scenario.items.flatMap(({ id, manifests }, index) => {
    const simulation = trial.simulate(manifests);
    const run = runOf(simulation);
    const partner = scenario.options.filter((option) => holds(option, run));
    if (partner.length === 1) return [];
    const ids = partner.map((option) => option.id).join(', ') || '—';
    return [
      problem(
        ['items', index, 'manifests'],
        `a "${id}" le tiene que corresponder una sola opción y le corresponden: ${ids}`,
        `"${id}" has to lead to exactly one option and leads to: ${ids}`,
      ),
    ];
  });
}

/** Several can be defended and one cannot: else it is a choice, or no question at all. */
function tradeOff(trial: Trial, scenario: Of<'design'>): readonly FieldProblem[] {
  const simulations = scenario.options.map(({ id, manifests }) => ({ id, simulation: trial.simulate(manifests) }));
  const refused = simulations.flatMap(({ id, simulation }, index) =>
    simulation.kind === 'refused' ? [refusedOption(index, id)] : [],
  );
  const weighed = weigh(scenario, simulations);
  const defended = weighed.filter(({ isDominated }) => !isDominated);
  if (defended.length >= 2 && defended.length < weighed.length) return refused;
  const ids = defended.map(({ id }) => id).join(', ') || '—';
  return [
    ...refused,
    problem(
      ['options'],
      `se tienen que poder defender varias opciones, y no todas; al ejecutarlas se pueden defender: ${ids}`,
      `several options have to be defensible, and not all; when run, these are: ${ids}`,
    ),
  ];
}

function problem(path: readonly (string | number)[], es: string, en: string): FieldProblem {
  return { path, text: { es, en } };
}
