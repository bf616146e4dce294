/**
 * All that can happen to a session. Replaying the list gives the same state, byte for byte, on every frontend.
 * `at` is the time the frontend saw, in milliseconds since 1970: the engine itself has no clock.
 */
import type { Answer } from './answer.ts';
import type { Grading } from './grading.ts';

export type Action = { readonly at: number } & ActionFact;

export type ActionFact =
  | { readonly kind: 'submit'; readonly answer: Answer }
  /** Appended by the player when the worker is done, never by a frontend. Belongs to the last `submit`. */
  | { readonly kind: 'graded'; readonly grading: Grading }
  /** How sure the learner is of the answer to come. */
  | { readonly kind: 'confidence'; readonly confidence: Confidence }
  | { readonly kind: 'hint' }
  | { readonly kind: 'skip' }
  /** Back to the question after a wrong answer. */
  | { readonly kind: 'retry' }
  /** The answer just given was a slip: it shall not count. Once more, and it counts again. */
  | { readonly kind: 'undo' }
  /** Something is wrong with the question itself: first the reasons are shown, then one is named, or none after all. */
  | { readonly kind: 'flag'; readonly reason?: FlagReason | 'none' }
  /** Show the code that others can see the same run with. */
  | { readonly kind: 'share' }
  | { readonly kind: 'next' }
  | { readonly kind: 'finish' };

export type Confidence = 'sure' | 'unsure' | 'guess';

export type FlagReason = 'unclear' | 'verdict' | 'unlike-kubernetes' | 'text';
