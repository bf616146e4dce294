/**
 * What a session's actions add up to. A pure fold: the same questions and actions give the same state, byte for byte,
 * whoever replays them; nothing is looked up, so a finished session keeps its verdicts when scenarios change.
 * An action that makes no sense where it stands (a second `submit`, a `graded` too many) changes nothing.
 */
import type { Action } from './action.ts';
import type { Answer } from './answer.ts';
import type { Grading } from './grading.ts';
import type { QuestionResult } from './ports.ts';
import { score } from './scoring.ts';
import type { Points } from './screen.ts';
import type { Session, SessionQuestion } from './session.ts';

export interface State {
  readonly phase: 'question' | 'working' | 'result' | 'summary';
  /** Which question is shown; 0 is the first. */
  readonly position: number;
  readonly questions: readonly QuestionState[];
}

export interface QuestionState {
  readonly scenario: string;
  readonly version: number;
  readonly weight: number;
  /** Answers that got a verdict. */
  readonly attempts: number;
  readonly hints: number;
  /** The last answer handed in, to go on writing from. */
  readonly answer?: Answer;
  /** Of the last answer that got a verdict. */
  readonly grading?: Grading;
  /** What that answer earned; hints taken later do not lower it. */
  readonly points?: Points;
  /** Of the best answer so far. */
  readonly best?: { readonly verdict: 'right' | 'wrong' | 'refused'; readonly points: Points };
  /** No further answer is taken, and the explanation may be read: it is right, was given up, or the reveal showed it all. */
  readonly closed: boolean;
  /** When the last thing that counts happened. */
  readonly at?: number;
}

export function foldSession(session: Pick<Session, 'questions' | 'actions'>): State {
  return session.actions.reduce(step, begin(session.questions));
}

function begin(questions: readonly SessionQuestion[]): State {
  return {
    phase: questions.length === 0 ? 'summary' : 'question',
    position: 0,
    questions: questions.map(({ scenario, version, weight }) => ({
      scenario,
      version,
      weight: weight ?? 1,
      attempts: 0,
      hints: 0,
      closed: false,
    })),
  };
}

function step(state: State, action: Action): State {
  const question = state.questions[state.position];
  if (state.phase === 'summary' || !question) return state;
  const change = (phase: State['phase'], changed: Partial<QuestionState>): State => ({
    ...state,
    phase,
    questions: state.questions.with(state.position, { ...question, ...changed }),
  });

  switch (action.kind) {
    case 'submit':
      return state.phase === 'question' ? change('working', { answer: action.answer }) : state;
    case 'graded':
      return state.phase === 'working' ? graded(question, action.grading, action.at, change) : state;
    case 'hint':
      return state.phase === 'question' || (state.phase === 'result' && !question.closed)
        ? change(state.phase, { hints: question.hints + 1 })
        : state;
    case 'skip':
      return state.phase !== 'working' && !question.closed ? change('result', { closed: true, at: action.at }) : state;
    case 'retry':
      // Also after a run that got no verdict: the answer is still being worked on as far as the actions know.
      return state.phase === 'working' || (state.phase === 'result' && !question.closed)
        ? change('question', {})
        : state;
    case 'next':
      if (state.phase !== 'result') return state;
      return state.position + 1 < state.questions.length
        ? { ...state, phase: 'question', position: state.position + 1 }
        : { ...state, phase: 'summary' };
    case 'finish':
      return { ...state, phase: 'summary' };
  }
}

function graded(
  question: QuestionState,
  grading: Grading,
  at: number,
  change: (phase: State['phase'], changed: Partial<QuestionState>) => State,
): State {
  if (grading.verdict === 'not-graded') return change('question', {});
  const points = score({ weight: question.weight, score: grading.score, hints: question.hints });
  const attempt = { verdict: grading.verdict, points };
  return change('result', {
    attempts: question.attempts + 1,
    grading,
    points,
    best: question.best && !isBetter(attempt, question.best) ? question.best : attempt,
    // The reveal shows what was right, but for manifests: there is nothing left to try.
    closed: grading.verdict === 'right' || grading.answer.kind !== 'manifest',
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

/** What a finished session leaves in the learner's record. A question never answered counts as skipped. */
export function resultsOf(session: Session): readonly QuestionResult[] {
  const lastAt = session.actions.at(-1)?.at ?? session.startedAt;
  return foldSession(session).questions.map((question) => ({
    scenario: question.scenario,
    version: question.version,
    verdict: question.best?.verdict ?? 'skipped',
    points: question.best?.points.points ?? 0,
    attempts: question.attempts,
    hints: question.hints,
    at: question.at ?? lastAt,
  }));
}

export function totalPoints(state: State): number {
  return state.questions.reduce((sum, question) => sum + (question.best?.points.points ?? 0), 0);
}
