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
  | { readonly kind: 'hint' }
  | { readonly kind: 'skip' }
  /** Back to the question after a wrong answer. */
  | { readonly kind: 'retry' }
  | { readonly kind: 'next' }
  | { readonly kind: 'finish' };
