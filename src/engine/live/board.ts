/**
 * Who has how many points. Accuracy first: only a right answer gains by speed, so whoever is right last has no fewer points than
 * whoever was nearly right first. Equal points share a place: 1, 1, 3.
 */
import { score } from '../scoring.ts';
import type { LiveRules } from './live-session.ts';
import { type LiveQuestionState, type LiveState, type Participant, present, verdictOn } from './live-state.ts';

export interface BoardRow {
  readonly participant: string;
  readonly name: string;
  readonly points: number;
  readonly right: number;
  readonly place: number;
}

/** Of the questions whose answers have been shown; `before` leaves out what came later. */
export function boardOf(state: LiveState, rules: Pick<LiveRules, 'speedPercent'>): readonly BoardRow[] {
  const counted = countedQuestions(state);
  const rows = present(state).map((participant) => {
    const earned = counted.map((question) => earnedBy(participant, question, rules));
    const points = earned.reduce((sum, one) => sum + one.points, 0);
    return {
      participant: participant.id,
      name: participant.name,
      points,
      right: earned.filter((one) => one.isRight).length,
    };
  });
  rows.sort((one, other) => other.points - one.points || (one.name < other.name ? -1 : 1));
  return rows.map((row) => ({ ...row, place: 1 + rows.findIndex(({ points }) => points === row.points) }));
}

/** Those that were revealed and count for everybody. */
export function countedQuestions({ questions }: Pick<LiveState, 'questions'>): readonly LiveQuestionState[] {
  return questions.filter(({ voided, revealed, key }) => revealed && !voided && key);
}

export interface TeamRow {
  readonly team: string;
  /** The mean of its members, so that a large team is no better off than a small one. */
  readonly points: number;
  readonly members: number;
  readonly place: number;
}

/** Teams without anybody are left out. */
export function teamBoardOf(
  { teams, participants }: Pick<LiveState, 'teams' | 'participants'>,
  board: readonly BoardRow[],
): readonly TeamRow[] {
  const rows = teams.flatMap((team) => {
    const own = board.filter((row) => participants.get(row.participant)?.team === team);
    const points = Math.round(own.reduce((sum, row) => sum + row.points, 0) / own.length);
    return own.length === 0 ? [] : [{ team, points, members: own.length }];
  });
  rows.sort((one, other) => other.points - one.points || (one.team < other.team ? -1 : 1));
  return rows.map((row) => ({ ...row, place: 1 + rows.findIndex(({ points }) => points === row.points) }));
}

export interface Earned {
  readonly points: number;
  /** 0 to 1, without speed. */
  readonly score: number;
  readonly isRight: boolean;
  readonly isAnswered: boolean;
}

const nothing: Earned = { points: 0, score: 0, isRight: false, isAnswered: false };

export function earnedBy(
  { id }: Pick<Participant, 'id'>,
  question: LiveQuestionState,
  { speedPercent }: Pick<LiveRules, 'speedPercent'>,
): Earned {
  const given = question.answers.get(id);
  const grading = given && verdictOn(question, given.answer);
  if (!given || !grading) return nothing;
  const isRight = grading.verdict === 'right';
  const { seconds, limitSeconds } = given;
  // Whoever is not right is counted as if the whole time had been used.
  const speed = { seconds: isRight ? seconds : limitSeconds, limitSeconds, readingSeconds: 0, percent: speedPercent };
  const { points } = score({ weight: question.weight, score: grading.score, hints: 0, speed });
  return { points, score: grading.score, isRight, isAnswered: true };
}
