/**
 * The placement test: at most ten questions, each chosen by the answers so far, and then the level to begin at.
 *
 * The test keeps how likely each of the three levels is and moves it with each answer by Bayes' rule. It asks at the level
 * that seems the likeliest, from a topic not asked yet where it can, and ends as soon as one level is likely enough.
 * Example: right at 2, right at 3, right at 3, wrong at 3, right at 3: level 3 after five questions.
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
  const likelihood = { ...prior };
  let asked = 0;
  for (const { level, score } of questions) {
    if (score === undefined) continue;
    asked++;
    for (const own of levels) {
      const chance = chanceByGap[Math.max(0, level - own)] ?? 0.2;
      likelihood[own] *= score * chance + (1 - score) * (1 - chance);
    }
  }
  const sum = levels.reduce((total, level) => total + likelihood[level], 0);
  const best = levels.reduce((one, other) => (likelihood[other] > likelihood[one] ? other : one));
  return { level: best, certainty: likelihood[best] / sum, asked };
}

/** Index of the question to ask next; nothing when the test is over. */
export function nextInPlacement(questions: readonly PlacementQuestion[]): number | undefined {
  const { level, certainty, asked } = placementOf(questions);
  if (asked >= mostQuestions || (asked >= fewestQuestions && certainty >= enoughCertainty)) return undefined;
  // The first is of the middle: it parts the learners best.
  const wanted = asked === 0 ? 2 : level;
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

/** The questions the test may choose from: quick to answer, of all levels and topics. Forty are plenty for ten. */
export function placementPool(library: Library, seed: number): readonly ScenarioSummary[] {
  const quick = library.list().filter(({ type }) => type !== 'manifest' && type !== 'fix');
  const mixed = shuffled(quick, new SeededRandom(seed).fork('placement'));
  return levels.flatMap((level) => mixed.filter((one) => one.level === level).slice(0, 14));
}
