/**
 * A live quiz as data: what was drawn, how it is played, and the list of what host and participants did, each with the host's
 * own time. Folding the list (live-state.ts) gives everything else, so a host that was killed goes on where it was.
 */
import type { Text } from '#base/text.ts';
import type { Answer } from '../answer.ts';
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
  readonly actions: readonly LiveAction[];
}

export interface LiveRules {
  /** Of the points of a right answer, the share that speed decides: 0 to 15. */
  readonly speedPercent: number;
  readonly showBoard: 'never' | 'at-the-end' | 'after-each';
  /** Whether an answer may be changed until its question closes. */
  readonly changes: boolean;
  /** Whether the host lets in each who joins. */
  readonly approval: boolean;
}

export interface LiveQuestion {
  readonly scenario: string;
  readonly version: number;
  readonly weight: number;
  /** Before answers are taken, and then for answering. */
  readonly readingSeconds: number;
  readonly seconds: number;
}

/** What opens which door. Chosen at random by whoever hosts; a page shows none but the code. */
export interface LiveKeys {
  readonly code: string;
  readonly host: string;
  readonly projector: string;
}

export type LiveAction = { readonly at: number } & LiveFact;

export type LiveFact = HostFact | ParticipantFact | RoomFact;

/** What whoever leads may do. */
export type HostFact =
  | { readonly kind: 'lock' | 'unlock' | 'pause' | 'resume' | 'close' | 'reveal' | 'explain' | 'board' }
  /** To the first question, to the following one, or to the end after the last. */
  | { readonly kind: 'next' }
  /** The question shown does not count, and the following one comes. */
  | { readonly kind: 'skip' }
  /** Discuss, then vote once more: what was voted before stays to be compared. */
  | { readonly kind: 'again' }
  | { readonly kind: 'extend'; readonly seconds: number }
  | { readonly kind: 'admit' | 'kick' | 'ban'; readonly participant: string }
  /** So much more time than the others, from the question on that is shown. */
  | { readonly kind: 'extra-time'; readonly participant: string; readonly percent: number }
  /** A disputed question counts for nobody, or counts after all. */
  | { readonly kind: 'void' | 'restore'; readonly position: number }
  /** Its verdicts are forgotten and its answers run anew. */
  | { readonly kind: 'regrade'; readonly position: number }
  /** Lets in all who wait. */
  | { readonly kind: 'admit-all' }
  | { readonly kind: 'finish' };

export type ParticipantFact =
  /** `key` is a digest of the secret by which the participant is known again. */
  | { readonly kind: 'join'; readonly participant: string; readonly name: string; readonly key: string }
  | {
      readonly kind: 'answer';
      readonly participant: string;
      readonly position: number;
      readonly round: number;
      readonly answer: Answer;
    };

/** What the room (room.ts) writes by itself. */
export type RoomFact =
  /** The run behind the reveal, whether anybody answered or not. */
  | { readonly kind: 'key'; readonly position: number; readonly grading: Grading }
  | { readonly kind: 'graded'; readonly position: number; readonly answer: Answer; readonly grading: Grading }
  /** The last participant's time is over. */
  | { readonly kind: 'time-over'; readonly position: number };

const hostKinds: Readonly<Record<HostFact['kind'], true>> = {
  lock: true,
  unlock: true,
  pause: true,
  resume: true,
  close: true,
  reveal: true,
  explain: true,
  board: true,
  next: true,
  skip: true,
  again: true,
  extend: true,
  admit: true,
  'admit-all': true,
  kick: true,
  ban: true,
  'extra-time': true,
  void: true,
  restore: true,
  regrade: true,
  finish: true,
};

/** What came over the network as something a host does; nothing where it is none. */
export function readHostFact(value: unknown): HostFact | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { kind, seconds, participant, percent, position } = value as Readonly<Record<string, unknown>>;
  if (typeof kind !== 'string' || !Object.hasOwn(hostKinds, kind)) return undefined;
  const host = kind as HostFact['kind'];
  switch (host) {
    case 'extend':
      return isWhole(seconds, 1, 3600) ? { kind: host, seconds } : undefined;
    case 'admit':
    case 'kick':
    case 'ban':
      return typeof participant === 'string' ? { kind: host, participant } : undefined;
    case 'extra-time':
      return typeof participant === 'string' && isWhole(percent, 0, 300)
        ? { kind: host, participant, percent }
        : undefined;
    case 'void':
    case 'restore':
    case 'regrade':
      return isWhole(position, 0, 10_000) ? { kind: host, position } : undefined;
    default:
      return { kind: host };
  }
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}
