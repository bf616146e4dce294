/**
 * What the engine needs from outside. The terminal, the bot and the tests hand in real ones: files (content), SQL (storage),
 * worker threads (grader). None of them is known here by more than these names.
 */
import type { Action, Confidence, FlagReason } from './action.ts';
import type { Answer } from './answer.ts';
import type { Ask, Finding } from './explore/explore.ts';
import type { Grading } from './grading.ts';
import type { Quiz } from './quiz.ts';
import type { Scenario, ScenarioSummary } from './scenario.ts';
import type { Occasion, Session } from './session.ts';

export interface Library {
  /** In the order of the course. Cheap: scenarios themselves are loaded when they are first asked for. */
  list(): readonly ScenarioSummary[];
  find(id: string): Scenario | undefined;
  /** By id. */
  quizzes(): readonly Quiz[];
  findQuiz(id: string): Quiz | undefined;
}

export interface GradeRequest {
  readonly scenario: string;
  readonly version: number;
  readonly seed: number;
  readonly answer: Answer;
}

export interface ExploreRequest extends GradeRequest {
  readonly ask: Ask;
}

/** Runs answers away from the frontend's thread. Never rejects: what cannot be graded comes back as `not-graded`. */
export interface Grader {
  grade(request: GradeRequest): Promise<Grading>;
  /** What else can be asked of an answer; nothing where there is no answer to that, or it took too long. */
  explore?(request: ExploreRequest): Promise<Finding | undefined>;
  queue?(): GraderQueue;
  /** Has all there that grading takes, before anybody asks. */
  warm?(): Promise<void>;
  close(): Promise<void>;
}

export interface GraderQueue {
  /** How many have asked so far and how many of them were begun: the difference waits. */
  readonly entered: number;
  readonly begun: number;
  /** Which one of them was asked for last; an earlier one where the same was asked for again. */
  readonly latest: number;
  /** How many come before the one that was the so-many-eth to ask; nothing where that one was begun. */
  ahead(ticket: number): number | undefined;
}

export interface SessionStore {
  create(session: Session): Promise<void>;
  load(id: string): Promise<Session | undefined>;
  /**
   * Writes the action at `index` before it is acknowledged. The first write to an index wins: a second click, another
   * device or another process gets false, and should load the session again.
   */
  append(sessionId: string, index: number, action: Action): Promise<boolean>;
  /** The learner's sessions that are not finished, newest first. */
  open(learner: string): Promise<readonly Session[]>;
  /** Marks a session as ended and keeps one result a question. Doing it twice changes nothing. */
  finish(sessionId: string, at: number, results: readonly QuestionResult[]): Promise<void>;
  /** The best result of each scenario the learner has answered. */
  results(learner: string): Promise<readonly QuestionResult[]>;
  /** All results of the learner, in the order in which they happened. */
  history(learner: string): Promise<readonly HistoryEntry[]>;
}

export interface QuestionResult {
  readonly scenario: string;
  readonly version: number;
  readonly verdict: 'right' | 'wrong' | 'refused' | 'skipped';
  readonly points: number;
  readonly attempts: number;
  readonly hints: number;
  readonly at: number;
  /** What the session was for; absent in practice. */
  readonly occasion?: Occasion['kind'];
  readonly confidence?: Confidence;
  /** From when the question was shown to its last answer. */
  readonly seconds?: number;
  /** Ids of the checks that the answers broke. */
  readonly failed?: readonly string[];
  /** Ids of the misconceptions that the answers fell for. */
  readonly misconceptions?: readonly string[];
  /** What the learner found wrong with the question itself. */
  readonly flag?: FlagReason;
}

export interface HistoryEntry extends QuestionResult {
  readonly session: string;
}
