/**
 * Runs one set of manifests under a scenario's script, in as many variants as its faults have instants, and tells what came
 * of it. What one answer may cost is counted in events and objects, never in real time: a verdict is the same everywhere.
 */
import type { Text } from '#base/text.ts';
import type { ImageCatalogue } from '#container/image.ts';
import type { AnswerError } from '../answer.ts';
import { counterExample } from '../counter-example.ts';
import type { Run, TimelineEntry } from '../grading.ts';
import { computedHints } from '../hints/computed-hints.ts';
import type { Scenario } from '../scenario.ts';
import { pictureOf } from '../timeline/picture.ts';
import { shown, tell } from '../timeline/tell.ts';
import { performOnHost } from './host/perform-on-host.ts';
import { brokenAt, firstBroken, type Judged, judge, resultsOf, scoreOf, worstOf } from './judge.ts';
import { type Performance, perform } from './perform.ts';
import type { Play } from './play.ts';
import { variantsOf } from './variant.ts';

export interface SimulationParts {
  readonly images: ImageCatalogue;
  /** Runs already made, by manifests: for whoever grades many answers to one choice question with one seed. */
  readonly memory?: Map<string, Simulation>;
}

export type Simulation =
  | { readonly kind: 'refused'; readonly errors: readonly AnswerError[] }
  | {
      readonly kind: 'played';
      readonly run: Run;
      readonly score: number;
      /** What the API server warns of in what it took. */
      readonly warnings: readonly AnswerError[];
      readonly counterExample: readonly TimelineEntry[];
      /** What went wrong, nearer with each: where to look, which object, which field. */
      readonly hints?: readonly Text[];
      /** The run without any fault caught at its worst instant, for measures. */
      readonly play: Play;
      /** What is taken for granted about the images that ran. */
      readonly assumptions: readonly Text[];
    };

export interface SimulationRequest {
  readonly scenario: Scenario;
  readonly manifests: string;
  readonly fileName: string;
  readonly seed: number;
  readonly parts: SimulationParts;
}

export function simulate(request: SimulationRequest): Simulation {
  const { manifests, parts } = request;
  const simulation = parts.memory?.get(manifests) ?? run(request);
  parts.memory?.set(manifests, simulation);
  return simulation;
}

/** Question types whose checks say what may happen, not what must. */
const propositional: ReadonlySet<string> = new Set(['predict', 'order', 'match']);

/** Types whose answer is written by the learner, who can go on writing. */
const written: ReadonlySet<string> = new Set(['manifest', 'fix']);

function run(request: SimulationRequest): Simulation {
  const performances: Performance[] = [];
  for (const variant of variantsOf(request.scenario)) {
    const { scenario, manifests, fileName, seed, parts } = request;
    const performed = { scenario, manifests, fileName, seed, images: parts.images };
    const performance = scenario.world === 'docker' ? performOnHost(performed) : perform(performed, variant);
    // The answer is the same in every variant, and so is its refusal.
    if (performance.errors.length > 0) return { kind: 'refused', errors: performance.errors };
    performances.push(performance);
  }
  const judgements = performances.map(({ play }) => judge(play, request.scenario));
  const worst = worstOf(judgements);
  const told = mostTelling(performances, judgements);
  // The checks of a prediction are propositions: that one does not hold breaks nothing.
  const lines = tell(told.play, propositional.has(request.scenario.type) ? [] : told.judged);
  const passed = worst.every(({ finding }) => finding.passed);
  const picture = pictureOf(told.play);
  const outcome: Run = {
    passed,
    checks: resultsOf(worst),
    ...shown(lines),
    ...(picture && { picture }),
    simulatedSeconds: Math.round(told.play.endMs / 1000),
    eventCount: performances.reduce((sum, { play }) => sum + play.eventCount, 0),
  };
  return {
    kind: 'played',
    run: outcome,
    score: scoreOf(worst),
    warnings: told.warnings,
    counterExample: passed ? [] : counterExample(told.play, told.judged),
    hints: passed || !written.has(request.scenario.type) ? [] : computedHints(told.play, told.judged),
    play: (performances[0] ?? told).play,
    assumptions: told.assumptions,
  };
}

/** The variant in which something breaks first; the plain run where nothing does. */
function mostTelling(performances: readonly Performance[], judgements: readonly (readonly Judged[])[]) {
  const candidates = performances.map((performance, index) => {
    const judged = judgements[index] ?? [];
    const broken = firstBroken(judged);
    return {
      ...performance,
      judged,
      atMs: broken ? brokenAt(broken) : Number.POSITIVE_INFINITY,
      isBroken: broken !== undefined,
    };
  });
  const first = candidates.reduce((one, other) =>
    (other.isBroken && !one.isBroken) || (other.isBroken && other.atMs < one.atMs) ? other : one,
  );
  return first;
}
