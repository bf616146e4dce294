/** What a session of each occasion asks, and with which seed. Pure: the player looks for one that is open, or begins it. */
import type { Challenge } from './learning/challenge.ts';
import { writtenDay } from './learning/day.ts';
import { placementPool } from './learning/placement.ts';
import type { Statistics } from './learning/statistics.ts';
import type { Library } from './ports.ts';
import { drawQuestions, type Quiz } from './quiz.ts';
import type { ScenarioSummary } from './scenario.ts';
import type { Occasion, SessionQuestion } from './session.ts';

export interface Plan {
  readonly questions: readonly SessionQuestion[];
  readonly occasion?: Occasion;
  /** A new one where absent. */
  readonly seed?: number;
}

/** No seed of its own: what is asked again is a fresh variant, not a picture to remember. */
export function reviewPlan({ reviews }: Statistics, library: Library): Plan {
  const summaries = new Map(library.list().map((summary) => [summary.id, summary]));
  const due = reviews.today.flatMap(({ scenario }) => summaries.get(scenario) ?? []);
  return { questions: due.map(questionOf), occasion: { kind: 'review' } };
}

/** The same for everybody. */
export function challengePlan({ day, scenario, seed }: Challenge): Plan {
  return { questions: [questionOf(scenario)], occasion: { kind: 'challenge', day: writtenDay(day) }, seed };
}

/** All that the test may choose from; how each went decides which are asked. */
export function placementPlan(library: Library, seed: number): Plan {
  const questions = placementPool(library, seed).map((summary) => ({
    ...questionOf(summary),
    level: summary.level,
    topic: summary.topic,
  }));
  return { questions, occasion: { kind: 'placement' }, seed };
}

export function quizPlan(quiz: Quiz, library: Library, seed: number): Plan {
  return { questions: drawQuestions(quiz, library, seed), occasion: quizOccasion(quiz), seed };
}

export function quizOccasion({ id, version, hints, passPercent }: Quiz): Occasion {
  return { kind: 'quiz', quiz: id, version, hints, ...(passPercent !== undefined && { passPercent }) };
}

export function questionOf({
  id,
  version,
  weight,
}: Pick<ScenarioSummary, 'id' | 'version' | 'weight'>): SessionQuestion {
  return { scenario: id, version, weight };
}

/** Whether an open session is the one that was asked for: of this very quiz, of this day. */
export function isSameOccasion(one: Occasion | undefined, other: Occasion): boolean {
  if (one?.kind === 'quiz' && other.kind === 'quiz') return one.quiz === other.quiz && one.version === other.version;
  if (one?.kind === 'challenge' && other.kind === 'challenge') return one.day === other.day;
  return one?.kind === other.kind;
}
