/**
 * What a session's actions add up to. A pure fold: the same questions and actions give the same state, byte for byte,
 * whoever replays them; nothing is looked up, so a finished session keeps its verdicts when scenarios change.
 * An action that makes no sense where it stands (a second `submit`, a `graded` too many) changes nothing.
 */
import type { Action, Confidence, FlagReason } from './action.ts';
import type { Answer } from './answer.ts';
import type { Repair } from './explore/repair.ts';
import type { WhatIf } from './explore/what-if.ts';
import type { Grading } from './grading.ts';
import { nextInPlacement, type PlacementQuestion } from './learning/placement.ts';
import type { QuestionResult } from './ports.ts';
import { score } from './scoring.ts';
import type { Points } from './screen.ts';
import type { Occasion, Session, SessionQuestion } from './session.ts';

export interface State {
  readonly phase: 'question' | 'working' | 'result' | 'summary';
  /** Which question is shown; 0 is the first. */
  readonly position: number;
  readonly questions: readonly QuestionState[];
  readonly occasion?: Occasion;
  /** The reasons to flag the question are shown instead of it. */
  readonly flagging: boolean;
}

export interface QuestionState {
  readonly scenario: string;
  readonly version: number;
  readonly weight: number;
  readonly level?: 1 | 2 | 3;
  readonly topic?: string;
  /** Answers that got a verdict. */
  readonly attempts: number;
  readonly hints: number;
  /** Those taken before the first verdict; the ones worked out from a run come after them. */
  readonly hintsBefore?: number;
  /** The smallest change that mends the answer, found for the last hint. */
  readonly repair?: Repair | undefined;
  /** What would have happened with something otherwise, the last that was asked for. */
  readonly whatIf?: WhatIf;
  /** The last answer handed in, to go on writing from. */
  readonly answer?: Answer;
  /** Of the last answer that got a verdict. */
  readonly grading?: Grading;
  /** What that answer earned; hints taken later do not lower it. */
  readonly points?: Points;
  /** Of the best answer so far. */
  readonly best?: { readonly verdict: 'right' | 'wrong' | 'refused'; readonly points: Points };
  /** Ids of the checks that any answer broke. */
  readonly failed: readonly string[];
  /** Ids of the misconceptions that any answer fell for. */
  readonly misconceptions: readonly string[];
  /** No further answer is taken, and the explanation may be read: it is right, was given up, or the reveal showed it all. */
  readonly closed: boolean;
  readonly confidence?: Confidence;
  readonly flag?: FlagReason;
  /** The learner called the answer a slip: it earns nothing and teaches the schedule nothing. */
  readonly undone: boolean;
  /** The code of the answer is shown. */
  readonly shared: boolean;
  /** When it came to be shown. */
  readonly shownAt: number;
  /** When the last thing that counts happened. */
  readonly at?: number;
}

export function foldSession(
  session: Pick<Session, 'questions' | 'actions' | 'occasion'> & Partial<Pick<Session, 'startedAt'>>,
): State {
  return session.actions.reduce(step, begin(session));
}

function begin({
  questions,
  occasion,
  startedAt = 0,
}: {
  readonly questions: readonly SessionQuestion[];
  readonly occasion?: Occasion;
  readonly startedAt?: number;
}): State {
  const state: State = {
    phase: 'question',
    position: 0,
    questions: questions.map(({ scenario, version, weight, level, topic }) => ({
      scenario,
      version,
      weight: weight ?? 1,
      ...(level !== undefined && { level }),
      ...(topic !== undefined && { topic }),
      attempts: 0,
      hints: 0,
      failed: [],
      misconceptions: [],
      closed: false,
      undone: false,
      shared: false,
      shownAt: startedAt,
    })),
    ...(occasion && { occasion }),
    flagging: false,
  };
  const first = occasion?.kind === 'placement' ? nextInPlacement(placementQuestions(state)) : 0;
  return first !== undefined && first < questions.length
    ? { ...state, position: first }
    : { ...state, phase: 'summary' };
}

function step(state: State, action: Action): State {
  const question = state.questions[state.position];
  if (state.phase === 'summary' || !question) return state;
  const change = (phase: State['phase'], changed: Partial<QuestionState>): State => ({
    ...state,
    phase,
    flagging: false,
    questions: state.questions.with(state.position, { ...question, ...changed }),
  });

  switch (action.kind) {
    case 'submit':
      return state.phase === 'question' ? change('working', { answer: action.answer }) : state;
    case 'graded':
      return state.phase === 'working' ? graded(question, action.grading, action.at, change) : state;
    case 'confidence':
      return state.phase === 'question' ? change('question', { confidence: action.confidence }) : state;
    case 'undo':
      return state.phase === 'result' && question.grading ? change('result', { undone: !question.undone }) : state;
    case 'share':
      return state.phase === 'result' && question.grading ? change('result', { shared: true }) : state;
    case 'flag':
      if (state.phase === 'working') return state;
      if (action.reason === undefined) return { ...state, flagging: true };
      return change(state.phase, action.reason === 'none' ? {} : { flag: action.reason });
    case 'hint':
      return state.phase === 'question' || (state.phase === 'result' && !question.closed)
        ? change(state.phase, { hints: question.hints + 1, ...(action.repair && { repair: action.repair }) })
        : state;
    case 'suppose':
      return state.phase === 'result' && question.closed && action.outcome
        ? change('result', { whatIf: action.outcome })
        : state;
    case 'skip':
      return state.phase !== 'working' && !question.closed ? change('result', { closed: true, at: action.at }) : state;
    case 'retry':
      // Also after a run that got no verdict: the answer is still being worked on as far as the actions know.
      return state.phase === 'working' || (state.phase === 'result' && !question.closed)
        ? change('question', {})
        : state;
    case 'next':
      return state.phase === 'result' ? next(state, action.at) : state;
    case 'finish':
      return { ...state, phase: 'summary', flagging: false };
  }
}

function next(state: State, at: number): State {
  const position = nextPosition(state);
  const question = position === undefined ? undefined : state.questions[position];
  if (position === undefined || !question) return { ...state, phase: 'summary', flagging: false };
  const questions = state.questions.with(position, { ...question, shownAt: at });
  return { ...state, phase: 'question', position, questions, flagging: false };
}

/** Nothing when the question shown is the last. */
export function nextPosition(state: State): number | undefined {
  if (state.occasion?.kind === 'placement') return nextInPlacement(placementQuestions(state));
  return state.position + 1 < state.questions.length ? state.position + 1 : undefined;
}

/** What the placement test goes by; a question given up counts as not known. */
export function placementQuestions({ questions }: Pick<State, 'questions'>): readonly PlacementQuestion[] {
  return questions.map(({ level = 2, topic = '', best, attempts, closed }) => ({
    level,
    topic,
    ...((attempts > 0 || closed) && { score: best?.points.score ?? 0 }),
  }));
}

/** The questions that came up: all of them but in a placement test, which takes what it needs. */
export function askedQuestions(state: State): readonly QuestionState[] {
  if (state.occasion?.kind !== 'placement') return state.questions;
  return state.questions.filter(({ attempts, closed }) => attempts > 0 || closed);
}

function graded(
  question: QuestionState,
  grading: Grading,
  at: number,
  change: (phase: State['phase'], changed: Partial<QuestionState>) => State,
): State {
  if (grading.verdict === 'not-graded') return change('question', {});
  const points = score({ weight: question.weight, score: grading.score, hints: question.hints });
  const failed = grading.checks.filter(({ passed }) => !passed).map(({ id }) => id);
  const misconceptions = (grading.misconceptions ?? []).map(({ id }) => id);
  const attempt = { verdict: grading.verdict, points };
  return change('result', {
    // A repair mends one answer; the next one needs its own.
    repair: undefined,
    undone: false,
    hintsBefore: question.hintsBefore ?? question.hints,
    attempts: question.attempts + 1,
    grading,
    points,
    failed: [...new Set([...question.failed, ...failed])],
    misconceptions: [...new Set([...question.misconceptions, ...misconceptions])],
    best: question.best && !isBetter(attempt, question.best) ? question.best : attempt,
    // The reveal shows what was right, but for manifests: there is nothing left to try.
    closed: grading.verdict === 'right' || (grading.answer.kind !== 'manifest' && !grading.again),
    at,
  });
}

type Attempt = NonNullable<QuestionState['best']>;

function isBetter(attempt: Attempt, best: Attempt): boolean {
  const rank = { right: 2, wrong: 1, refused: 0 };
  return rank[attempt.verdict] !== rank[best.verdict]
    ? rank[attempt.verdict] > rank[best.verdict]
    : attempt.points.points > best.points.points;
}

/** What a session leaves in the learner's record. A question never answered counts as skipped; so does a slip. */
export function resultsOf(session: Session): readonly QuestionResult[] {
  const { occasion } = session;
  if (occasion?.kind === 'replay') return [];
  const lastAt = session.actions.at(-1)?.at ?? session.startedAt;
  return askedQuestions(foldSession(session)).map((question) => {
    const { scenario, version, undone, attempts, hints, failed, misconceptions } = question;
    const { confidence, flag, shownAt, at = lastAt } = question;
    const best = undone ? undefined : question.best;
    return {
      scenario,
      version,
      verdict: best?.verdict ?? 'skipped',
      points: best?.points.points ?? 0,
      attempts,
      hints,
      at,
      ...(occasion && { occasion: occasion.kind }),
      ...(confidence && { confidence }),
      ...(best && { seconds: Math.max(0, Math.round((at - shownAt) / 1000)) }),
      ...(best && failed.length > 0 && { failed }),
      ...(best && misconceptions.length > 0 && { misconceptions }),
      ...(flag && { flag }),
    };
  });
}

export function totalPoints(state: State): number {
  return state.questions.reduce((sum, question) => sum + pointsOf(question), 0);
}

export function pointsOf({ best, undone }: QuestionState): number {
  return undone ? 0 : (best?.points.points ?? 0);
}

/** What all questions that came up are worth together. */
export function mostPoints(state: State): number {
  return askedQuestions(state).reduce((sum, { weight }) => sum + 100 * weight, 0);
}
