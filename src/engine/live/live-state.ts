/**
 * Where a live session stands: what its actions add up to (fold/fold-live.ts), and what is asked of it everywhere. Only the
 * host's clock counts in it; everything about a question lies with the question, so that nothing of one leaks into the next.
 */
import type { Answer } from '../answer.ts';
import type { ChaosOutcome } from '../explore/chaos/losses.ts';
import type { Repair } from '../explore/repair.ts';
import type { Grading } from '../grading.ts';
import type { LiveQuestion } from './live-session.ts';

export interface LiveState {
  /** `vote`: for a fault; `chaos`: the designs face it, and are ranked. */
  readonly phase: 'lobby' | 'question' | 'closed' | 'revealed' | 'explained' | 'vote' | 'chaos' | 'board' | 'finished';
  readonly locked: boolean;
  readonly changes: boolean;
  readonly approval: boolean;
  /** When the first question comes by itself. */
  readonly beginsAt?: number | undefined;
  /** Which question is shown; −1 in the lobby. */
  readonly position: number;
  /** In the order in which they came. */
  readonly participants: ReadonlyMap<string, Participant>;
  /** Empty: everybody for themselves. */
  readonly teams: readonly string[];
  /** Whether each chooses a team; else whoever comes joins the smallest. */
  readonly freeTeams: boolean;
  readonly questions: readonly LiveQuestionState[];
  readonly walk?: Walk | undefined;
}

export interface Participant {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly extraPercent: number;
  /** Whoever waits has yet to be let in; whoever was kicked may come again; whoever was banned may not. None of them counts. */
  readonly standing: 'waiting' | 'in' | 'kicked' | 'banned';
  /** A co-host leads and answers nothing (helpers.ts). */
  readonly role: 'player' | 'co-host';
  readonly team?: string | undefined;
  /** Who it is on the instructor's roster. */
  readonly entry?: string | undefined;
  /** Agrees to be named when an answer of theirs is stepped through. */
  readonly signs: boolean;
}

export interface LiveQuestionState extends LiveQuestion {
  /** 1, and 2 after a discussion. */
  readonly round: number;
  /** From when answers are taken; pauses so far have moved it. */
  readonly opensAt: number;
  /** For whoever has no extra time. */
  readonly closesAt: number;
  readonly pausedAt?: number | undefined;
  /** By participant: the one answer that counts. */
  readonly answers: ReadonlyMap<string, LiveAnswer>;
  /** What they said before the discussion. */
  readonly firstRound?: ReadonlyMap<string, LiveAnswer>;
  /** By answer (`answerKey`): the same answer always runs the same. */
  readonly verdicts: ReadonlyMap<string, Grading>;
  readonly key?: Grading | undefined;
  readonly voided: boolean;
  /** Its answer was shown, or the host lets it count without: what was broken off counts for nobody. */
  readonly revealed: boolean;
  /** Answers (`acceptedKey`) that the host lets count as right. */
  readonly accepted: ReadonlySet<string>;
  readonly chaos?: Chaos | undefined;
}

export interface LiveAnswer {
  readonly answer: Answer;
  /** After answers were taken. */
  readonly seconds: number;
  /** What this participant had, extra time included. */
  readonly limitSeconds: number;
}

/** A vote for a fault, and what it did to the designs. */
export interface Chaos {
  /** What can be voted for. */
  readonly faults: readonly string[];
  readonly closesAt: number;
  /** By participant. */
  readonly votes: ReadonlyMap<string, string>;
  /** What strikes; absent while people vote. */
  readonly fault?: string;
  /** By design (`answerKey`). */
  readonly outcomes: ReadonlyMap<string, ChaosOutcome>;
}

/** An answer that is stepped through on the wall. */
export interface Walk {
  readonly position: number;
  readonly participant: string;
  readonly named: boolean;
  /** How far it has come: the events of the run that are shown. */
  readonly frame: number;
  /** Absent while it is run once more, for its picture. */
  readonly grading?: Grading;
  readonly repair?: Repair | undefined;
}

export const mostNameLength = 24;

/** Equal answers have equal keys. */
export function answerKey(answer: Answer): string {
  switch (answer.kind) {
    case 'choice':
      return `choice ${answer.option}`;
    case 'picks':
      return `picks ${JSON.stringify(answer.options)}`;
    case 'words':
      return `words ${answer.text}`;
    case 'manifest':
      return `manifest ${answer.text}`;
  }
}

/** Distinct answers that wait for their verdict. */
export function ungraded({ answers, verdicts }: LiveQuestionState): readonly Answer[] {
  const waiting = new Map<string, Answer>();
  for (const { answer } of answers.values()) {
    const key = answerKey(answer);
    if (!verdicts.has(key)) waiting.set(key, answer);
  }
  return [...waiting.values()];
}

/** Who takes part now. Co-hosts do not: they see more than the others. */
export function present({ participants }: Pick<LiveState, 'participants'>): readonly Participant[] {
  return [...participants.values()].filter(({ standing, role }) => standing === 'in' && role === 'player');
}

export function deadlineOf({ opensAt, closesAt }: LiveQuestionState, { extraPercent }: Participant): number {
  return closesAt + ((closesAt - opensAt) * extraPercent) / 100;
}

/** When nobody has time left. */
export function lastDeadline(state: Pick<LiveState, 'participants'>, question: LiveQuestionState): number {
  return Math.max(question.closesAt, ...present(state).map((participant) => deadlineOf(question, participant)));
}

/** In the room or at its door. */
export function isHere({ standing }: Participant): boolean {
  return standing === 'in' || standing === 'waiting';
}

/** Words are the same word however they are written: `StatefulSet`, ` statefulset`. Everything else as it was sent. */
export function acceptedKey(answer: Answer): string {
  return answer.kind === 'words' ? `words ${answer.text.trim().replace(/\s+/g, ' ').toLowerCase()}` : answerKey(answer);
}

/** What became of a participant's answer: the verdict of its run, but for what the host has let count. */
export function verdictOn(
  { verdicts, accepted }: Pick<LiveQuestionState, 'verdicts' | 'accepted'>,
  answer: Answer,
): Grading | undefined {
  const grading = verdicts.get(answerKey(answer));
  if (!grading || grading.verdict === 'right' || !accepted.has(acceptedKey(answer))) return grading;
  const { counterExample: _none, misconceptions: _neither, ...rest } = grading;
  return { ...rest, verdict: 'right', score: 1 };
}
