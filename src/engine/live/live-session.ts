/**
 * A live quiz as data: what was drawn, how it is played, and the list of what host and participants did, each with the host's
 * own time. Folding the list (live-state.ts) gives everything else, so a host that was killed goes on where it was.
 */
import type { Text } from '#base/text.ts';
import type { Answer } from '../answer.ts';
import type { ChaosOutcome } from '../explore/chaos/losses.ts';
import type { Repair } from '../explore/repair.ts';
import type { Grading } from '../grading.ts';

export interface LiveSession {
  readonly id: string;
  readonly quiz: string;
  readonly version: number;
  readonly title: Text;
  /** All answers of a question run under it, so that luck is the same for everybody. */
  readonly seed: number;
  readonly rules: LiveRules;
  readonly questions: readonly LiveQuestion[];
  readonly keys: LiveKeys;
  readonly startedAt: number;
  /** When the first question comes by itself; the host may change it while people gather. */
  readonly beginsAt?: number;
  /** When all of it is erased; absent where it is kept until somebody erases it. */
  readonly eraseAt?: number;
  /** Whom the instructor expects. Never shown to the class, and gone with the session. */
  readonly roster?: readonly RosterEntry[];
  readonly actions: readonly LiveAction[];
}

/** One line of an instructor's list (roster.ts reads it). */
export interface RosterEntry {
  /** What the person types to be found: a number, a login. */
  readonly id: string;
  /** Who it is, for the instructor alone. */
  readonly name: string;
  readonly team?: string;
  readonly extraPercent?: number;
}

export interface LiveRules {
  /** Of the points of a right answer, the share that speed decides: 0 to 15. */
  readonly speedPercent: number;
  readonly showBoard: 'never' | 'at-the-end' | 'after-each';
  /** Whether an answer may be changed until its question closes. */
  readonly changes: boolean;
  /** Whether the host lets in each who joins. */
  readonly approval: boolean;
  /** Whether only those on the roster may join. */
  readonly rosterOnly?: boolean;
}

export interface LiveQuestion {
  readonly scenario: string;
  readonly version: number;
  readonly weight: number;
  /** Before answers are taken, and then for answering. */
  readonly readingSeconds: number;
  readonly seconds: number;
  /** What the class may vote to inject, as the quiz names it; empty: whatever fits. */
  readonly faults?: readonly string[];
}

/** What opens which door. Chosen at random by whoever hosts; a page shows none but the code. */
export interface LiveKeys {
  readonly code: string;
  readonly host: string;
  readonly projector: string;
  /** A second key, for whoever leads beside the host (helpers.ts). */
  readonly coHost?: string;
}

export type LiveAction = { readonly at: number } & LiveFact;

export type LiveFact = HostFact | ParticipantFact | RoomFact;

/** One fact for each kind, so that a kind tells them apart. */
type Plain<Kind extends string> = Kind extends string ? { readonly kind: Kind } : never;

/** What whoever leads may do. */
export type HostFact =
  | Plain<'lock' | 'unlock' | 'pause' | 'resume' | 'close' | 'reveal' | 'explain' | 'board'>
  /** To the first question, to the following one, or to the end after the last. */
  | { readonly kind: 'next' }
  /** The question shown does not count, and the following one comes. */
  | { readonly kind: 'skip' }
  /** Discuss, then vote once more: what was voted before stays to be compared. */
  | { readonly kind: 'again' }
  | { readonly kind: 'extend'; readonly seconds: number }
  | (Plain<'admit' | 'kick' | 'ban'> & { readonly participant: string })
  /** So much more time than the others, from the question on that is shown. */
  | { readonly kind: 'extra-time'; readonly participant: string; readonly percent: number }
  /** A disputed question counts for nobody, or counts after all. */
  | (Plain<'void' | 'restore'> & { readonly position: number })
  /** Its verdicts are forgotten and its answers run anew. */
  | { readonly kind: 'regrade'; readonly position: number }
  /** Lets in all who wait. */
  | { readonly kind: 'admit-all' }
  /** The door asks each who comes, or no longer. */
  | { readonly kind: 'approval'; readonly on: boolean }
  /** May lead too (helpers.ts says what), and answers no more; or plays again. */
  | { readonly kind: 'co-host'; readonly participant: string; readonly on: boolean }
  /** Without a name: two words that say nothing. */
  | { readonly kind: 'rename'; readonly participant: string; readonly name?: string }
  /** Which teams there are; `free`: each chooses. None: no teams. */
  | { readonly kind: 'teams'; readonly names: readonly string[]; readonly free: boolean }
  /** Shares everybody out at random, evenly; who comes later joins the smallest. The room fills in the seed. */
  | { readonly kind: 'draw-teams'; readonly seed?: number }
  | { readonly kind: 'put'; readonly participant: string; readonly team: string }
  /** The first question comes by itself then; without a time it does not. */
  | { readonly kind: 'schedule'; readonly beginsAt?: number }
  /** After the answers were shown: the class votes which fault its designs face. The room fills in what can be voted for. */
  | { readonly kind: 'chaos'; readonly seconds: number; readonly faults?: readonly string[] }
  /** Injects what most voted for, or what the host says. */
  | { readonly kind: 'strike'; readonly fault?: string }
  /** An answer in YAML is stepped through on the wall; `named` shows whose it is, if they agree. */
  | { readonly kind: 'walk'; readonly participant: string; readonly named: boolean }
  | { readonly kind: 'step'; readonly frame: number }
  | { readonly kind: 'end-walk' }
  /** In a disputed question this answer is right too, or not after all. */
  | { readonly kind: 'accept'; readonly position: number; readonly answer: Answer; readonly on: boolean }
  | { readonly kind: 'finish' };

export type ParticipantFact =
  /** `key` is a digest of the secret by which the participant is known again. `entry`: who it is on the roster; the room looks. */
  | {
      readonly kind: 'join';
      readonly participant: string;
      readonly name: string;
      readonly key: string;
      readonly entry?: string;
      readonly team?: string;
      readonly extraPercent?: number;
    }
  | {
      readonly kind: 'answer';
      readonly participant: string;
      readonly position: number;
      readonly round: number;
      readonly answer: Answer;
    }
  | { readonly kind: 'vote'; readonly participant: string; readonly position: number; readonly fault: string }
  | { readonly kind: 'choose-team'; readonly participant: string; readonly team: string }
  /** Whether one's name may stand beside one's answer when it is stepped through. */
  | { readonly kind: 'sign'; readonly participant: string; readonly on: boolean };

/** What the room (room.ts) writes by itself. */
export type RoomFact =
  /** The run behind the reveal, whether anybody answered or not. */
  | { readonly kind: 'key'; readonly position: number; readonly grading: Grading }
  | { readonly kind: 'graded'; readonly position: number; readonly answer: Answer; readonly grading: Grading }
  /** The last participant's time is over. */
  | { readonly kind: 'time-over'; readonly position: number }
  /** What became of a design that faced the fault. */
  | {
      readonly kind: 'faced';
      readonly position: number;
      readonly fault: string;
      readonly answer: Answer;
      readonly outcome: ChaosOutcome;
    }
  /** The whole run of the answer that is stepped through, with its picture. */
  | {
      readonly kind: 'walked';
      readonly position: number;
      readonly participant: string;
      readonly grading: Grading;
      /** What would mend it, where it is not right. */
      readonly repair?: Repair;
    };
