/**
 * All that can happen to a session. Replaying the list gives the same state, byte for byte, on every frontend.
 * `at` is the time the frontend saw, in milliseconds since 1970: the engine itself has no clock.
 */
import type { Answer } from './answer.ts';
import type { Change } from './explore/changes.ts';
import type { Repair } from './explore/repair.ts';
import type { WhatIf } from './explore/what-if.ts';
import type { Grading } from './grading.ts';

export type Action = { readonly at: number } & ActionFact;

export type ActionFact =
  | { readonly kind: 'submit'; readonly answer: Answer }
  /** Appended by the player when the worker is done, never by a frontend. Belongs to the last `submit`. */
  | { readonly kind: 'graded'; readonly grading: Grading }
  /** How sure the learner is of the answer to come. */
  | { readonly kind: 'confidence'; readonly confidence: Confidence }
  /** `repair` is found by the player for the last hint of a written answer, never sent by a frontend. */
  | { readonly kind: 'hint'; readonly repair?: Repair }
  /** After the reveal: the same answer with something otherwise. `outcome` is found by the player. */
  | { readonly kind: 'suppose'; readonly change: Change; readonly outcome?: WhatIf }
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
