/**
 * One scenario, several variants: numbers and words drawn from a session's seed, each with its own computed key. Content works
 * them out when it reads the file (parameters.ts there): what differs from the scenario as written, place by place.
 */
import { SeededRandom } from '#simulation/seeded-random.ts';
import type { Library } from './ports.ts';
import type { Scenario } from './scenario.ts';

export interface ScenarioVariant {
  /** The parameters' values: `{ start: 60 }`. */
  readonly values: Readonly<Record<string, number | string>>;
  readonly changes: readonly { readonly path: readonly (string | number)[]; readonly value: unknown }[];
}

/** The same for the same seed; the scenario itself where it has no variants. */
export function variantFor(scenario: Scenario, seed: number): Scenario {
  const { variants } = scenario;
  if (!variants || variants.length === 0) return scenario;
  return withVariant(scenario, new SeededRandom(seed).fork(`variant of ${scenario.id}`).pick(variants));
}

function withVariant({ variants: _variants, ...scenario }: Scenario, { changes, values }: ScenarioVariant): Scenario {
  const changed = changes.reduce<unknown>((whole, { path, value }) => changedAt(whole, path, value), scenario);
  return { ...(changed as Scenario), values };
}

/** A library that shows every scenario in the variant of one session. */
export function libraryFor(library: Library, seed: number): Library {
  return {
    list: () => library.list(),
    find: (id) => {
      const scenario = library.find(id);
      return scenario && variantFor(scenario, seed);
    },
    quizzes: () => library.quizzes(),
    findQuiz: (id) => library.findQuiz(id),
  };
}

function changedAt(whole: unknown, [step, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(whole) && typeof step === 'number') return whole.with(step, changedAt(whole[step], rest, value));
  const object = whole as Readonly<Record<string, unknown>>;
  return { ...object, [step]: changedAt(object[step], rest, value) };
}
