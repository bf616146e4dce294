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
}

export interface SessionQuestion {
  readonly scenario: string;
  /** The scenario's version when the session began; an open session whose scenario has changed since offers to start again. */
  readonly version: number;
  /** How much it counted when the session began; 1 where absent. */
  readonly weight?: number;
}
