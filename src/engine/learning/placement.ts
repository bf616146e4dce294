/**
 * The placement test: at most ten questions, each chosen by the answers so far, and then the level to begin at.
 *
 * The test keeps how likely each of the three levels is and moves it with each answer by Bayes' rule. It asks at the level
 * whose answer will tell the most, from a topic not asked yet where it can, and ends as soon as one level is likely enough:
 * six or seven questions find the level of nine people in ten.
 */
import { SeededRandom } from '#simulation/seeded-random.ts';
import type { Library } from '../ports.ts';
import { shuffled } from '../quiz.ts';
import type { ScenarioSummary } from '../scenario.ts';

export type Level = ScenarioSummary['level'];

export interface PlacementQuestion {
  readonly level: Level;
  readonly topic: string;
  /** 0 to 1 once it was answered or given up. */
  readonly score?: number;
}

export interface Placement {
  readonly level: Level;
  /** How sure the test is of it, 0 to 1. */
  readonly certainty: number;
  readonly asked: number;
}

export const mostQuestions = 10;
const fewestQuestions = 5;
const enoughCertainty = 0.8;
const levels: readonly Level[] = [1, 2, 3];

/** Before anything is asked: most people who take a course on a subject are new to it. */
const prior: Readonly<Record<Level, number>> = { 1: 0.4, 2: 0.35, 3: 0.25 };

/** The chance that somebody of a level answers a question that is this much harder: options can be guessed. */
const chanceByGap = [0.85, 0.45, 0.2] as const;

export function placementOf(questions: readonly PlacementQuestion[]): Placement {
  const chances = chancesAfter(questions);
  const level = levels.reduce((one, other) => (chances[other] > chances[one] ? other : one));
  const asked = questions.filter(({ score }) => score !== undefined).length;
  return { level, certainty: chances[level], asked };
}

/** Index of the question to ask next; nothing when the test is over. */
export function nextInPlacement(questions: readonly PlacementQuestion[]): number | undefined {
  const { certainty, asked } = placementOf(questions);
  if (asked >= mostQuestions || (asked >= fewestQuestions && certainty >= enoughCertainty)) return undefined;
  const wanted = mostTellingLevel(chancesAfter(questions));
  const timesAsked = (topic: string) =>
    questions.filter((one) => one.topic === topic && one.score !== undefined).length;
  let chosen: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, question] of questions.entries()) {
    if (question.score !== undefined) continue;
    const distance = 100 * Math.abs(question.level - wanted) + timesAsked(question.topic);
    if (distance < least) [chosen, least] = [index, distance];
  }
  return chosen;
}

type Chances = Readonly<Record<Level, number>>;

function chancesAfter(questions: readonly PlacementQuestion[]): Chances {
  const likelihood = { ...prior };
  for (const { level, score } of questions) {
    if (score === undefined) continue;
    for (const own of levels) {
      const right = chanceOf(own, level);
      likelihood[own] *= score * right + (1 - score) * (1 - right);
    }
  }
  const sum = levels.reduce((total, level) => total + likelihood[level], 0);
  return { 1: likelihood[1] / sum, 2: likelihood[2] / sum, 3: likelihood[3] / sum };
}

function chanceOf(own: Level, asked: Level): number {
  return chanceByGap[Math.max(0, asked - own)] ?? 0;
}

/** Where the answer is least known beforehand, beyond what is chance at every level: the most information in Shannon's sense. */
function mostTellingLevel(chances: Chances): Level {
  const information = (asked: Level) => {
    const right = levels.reduce((sum, own) => sum + chances[own] * chanceOf(own, asked), 0);
    return entropy(right) - levels.reduce((sum, own) => sum + chances[own] * entropy(chanceOf(own, asked)), 0);
  };
  return levels.reduce((one, other) => (information(other) > information(one) ? other : one));
}

function entropy(chance: number): number {
  if (chance <= 0 || chance >= 1) return 0;
  return -chance * Math.log(chance) - (1 - chance) * Math.log(1 - chance);
}

/** Answered in a minute, and right or not: a trade-off has several defensible answers. */
const quickTypes: ReadonlySet<ScenarioSummary['type']> = new Set([
  'choice',
  'multi',
  'predict',
  'order',
  'match',
  'short',
  'documented',
]);

/** The questions the test may choose from: quick to answer, of all levels and topics. Forty are plenty for ten. */
export function placementPool(library: Library, seed: number): readonly ScenarioSummary[] {
  const quick = library.list().filter(({ type }) => quickTypes.has(type));
  const mixed = shuffled(quick, new SeededRandom(seed).fork('placement'));
  return levels.flatMap((level) => mixed.filter((one) => one.level === level).slice(0, 14));
}
