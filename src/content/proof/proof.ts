/**
 * Proves a scenario by running it: reference answers pass, each known-wrong answer fails for its stated check, the empty
 * answer fails, the key is decided. What the author claims and the run denies comes back as an error at its place. A scenario
 * with variants is proven in several, drawn as sessions draw them.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ImageCatalogue } from '#container/image.ts';
import type { Answer } from '#engine/answer.ts';
import { grade } from '#engine/grade.ts';
import type { Grading } from '#engine/grading.ts';
import { type Simulation, simulate } from '#engine/play/simulate.ts';
import type { Scenario } from '#engine/scenario.ts';
import { type ScenarioVariant, variantFor } from '#engine/variants.ts';
import { readAnswer } from '../answer-file.ts';
import type { ContentError, FieldProblem } from '../content-error.ts';
import { readDocument } from '../document.ts';
import { substitute } from '../parameters.ts';
import { answerFiles } from '../references.ts';
import { claimDenied, isMeantFor } from './answers.ts';
import { undecided } from './decided-key.ts';

export interface Proof {
  readonly errors: readonly ContentError[];
  /** How many answers were graded. */
  readonly gradings: number;
}

/** Runs one variant of a scenario, remembering what it ran. */
export interface Trial {
  readonly scenario: Scenario;
  run(answer: Answer): Grading;
  simulate(manifests: string): Simulation;
}

export function prove(
  whole: Scenario,
  file: string,
  images: ImageCatalogue,
  seeds: readonly number[] = [1, 2, 3],
): Proof {
  const document = readDocument(file, readFileSync(file, 'utf8'), { es: '', en: '' });
  const locate = ({ path: field, text }: FieldProblem): ContentError =>
    document.ok ? document.value.locate({ path: field, text }) : { file, line: 1, column: 1, text };
  const found = new Map<string, ContentError>();
  let gradings = 0;
  const answers = answerFiles(file);
  for (const scenario of whole.variants ? distinct(seeds.map((seed) => variantFor(whole, seed))) : [whole]) {
    const trial = trialOf(scenario, images, () => gradings++);
    const complain = (error: ContentError) => {
      const told = inVariant(error, scenario.values);
      const key = `${told.file}:${told.line}: ${error.text.en}`;
      if (!found.has(key)) found.set(key, told);
    };
    for (const answerFile of answers) {
      const source = readFileSync(answerFile, 'utf8');
      if (!isMeantFor(source, scenario.values)) continue;
      const text = String(substitute(source, scenario.values ?? {}));
      for (const error of claimDenied(answerFile, text, trial.run(readAnswer(text, scenario)), scenario))
        complain(error);
    }
    for (const problem of undecided(trial)) complain(locate(problem));
  }
  const names = answers.map((answerFile) => path.basename(answerFile));
  const missing = missingAnswers(whole, names).map((text) => locate({ path: ['type'], text }));
  return { errors: [...missing, ...found.values()], gradings };
}

function trialOf(scenario: Scenario, images: ImageCatalogue, count: () => void): Trial {
  const seed = 1;
  const memory = new Map<string, Simulation>();
  const parts = { images, memory };
  return {
    scenario,
    run(answer) {
      count();
      return grade(scenario, answer, seed, parts);
    },
    simulate: (manifests) => simulate({ scenario, manifests, fileName: 'given.yaml', seed, parts }),
  };
}

function missingAnswers({ type, variants }: Scenario, names: readonly string[]) {
  const missing = [];
  // Which option is right may differ from variant to variant; then the run alone says so.
  // A written key is its own reference.
  const needsReference = type !== 'documented';
  if (needsReference && !names.some((name) => name.startsWith('right-')) && !(variants && !isWritten(type))) {
    missing.push({
      es: 'falta una respuesta de referencia; añade `right-….yaml` a su carpeta `.answers`',
      en: 'there is no reference answer; add `right-….yaml` to its folder `.answers`',
    });
  }
  if (isWritten(type) && !names.some((name) => name.startsWith('wrong-'))) {
    missing.push({
      es: 'falta una respuesta que se sepa errónea; añade `wrong-….yaml`',
      en: 'there is no known-wrong answer; add `wrong-….yaml`',
    });
  }
  return missing;
}

function isWritten(type: Scenario['type']): boolean {
  return type === 'manifest' || type === 'fix' || type === 'command';
}

/** Two seeds may draw the same variant. */
function distinct(scenarios: readonly Scenario[]): readonly Scenario[] {
  return [...new Map(scenarios.map((scenario) => [JSON.stringify(scenario.values), scenario])).values()];
}

function inVariant(error: ContentError, values: ScenarioVariant['values'] | undefined): ContentError {
  if (!values) return error;
  const which = Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
  return { ...error, text: { es: `${error.text.es} (con ${which})`, en: `${error.text.en} (with ${which})` } };
}
