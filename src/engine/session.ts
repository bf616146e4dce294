/**
 * A session is what was asked, a seed and the list of actions; everything else is derived by replaying them (see state.ts).
 */
import type { Action } from './action.ts';

export interface Session {
  readonly id: string;
  /** Who plays: `local` in the terminal, `discord:<user id>` on Discord. */
  readonly learner: string;
  readonly seed: number;
  readonly questions: readonly SessionQuestion[];
  readonly startedAt: number;
  readonly actions: readonly Action[];
  /** What it is for; absent where somebody just practises. */
  readonly occasion?: Occasion;
}

export type Occasion =
  | {
      readonly kind: 'quiz';
      readonly quiz: string;
      readonly version: number;
      readonly hints: boolean;
      readonly passPercent?: number;
    }
  | { readonly kind: 'review' }
  /** Its questions are those it may choose from: the answers decide which are asked (learning/placement.ts). */
  | { readonly kind: 'placement' }
  /** `2026-11-21`. */
  | { readonly kind: 'challenge'; readonly day: string }
  /** Somebody's answer run again from its code. It leaves nothing in the learner's record. */
  | { readonly kind: 'replay' };

export interface SessionQuestion {
  readonly scenario: string;
  /** The scenario's version when the session began; an open session whose scenario has changed since offers to start again. */
  readonly version: number;
  /** How much it counted when the session began; 1 where absent. */
  readonly weight?: number;
  /** Where the session chooses by them. */
  readonly level?: 1 | 2 | 3;
  readonly topic?: string;
}
