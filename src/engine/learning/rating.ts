/**
 * How well an answer went, for the schedule of reviews. It is measured, never asked: verdict, attempts and hints, and how sure
 * the learner was.
 *
 *   wrong, whatever else               again
 *   right after a hint, a second try   hard
 *   right at once, by a guess          hard: luck is no memory
 *   right at once                      good
 *   right at once, and sure            easy
 */
import type { QuestionResult } from '../ports.ts';

export type Rating = 'again' | 'hard' | 'good' | 'easy';

/** Nothing where no answer was given: a skipped question says nothing about memory. */
export function ratingOf(
  result: Pick<QuestionResult, 'verdict' | 'attempts' | 'hints' | 'confidence'>,
): Rating | undefined {
  switch (result.verdict) {
    case 'skipped':
      return undefined;
    case 'wrong':
    case 'refused':
      return 'again';
    case 'right':
      if (result.attempts > 1 || result.hints > 0 || result.confidence === 'guess') return 'hard';
      return result.confidence === 'sure' ? 'easy' : 'good';
  }
}
