/** Whom the host sees: everybody in the room and at its door, who of the list is missing, and answers that could count too. */
import type { Text } from '#base/text.ts';
import type { Answer } from '../../answer.ts';
import type { Scenario } from '../../scenario.ts';
import type { BoardRow } from '../board.ts';
import type { LiveSession } from '../live-session.ts';
import {
  acceptedKey,
  answerKey,
  type LiveQuestionState,
  type LiveState,
  type Participant,
  present,
} from '../live-state.ts';
import { attendance } from '../roster.ts';
import { answerText } from './answer-text.ts';

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly standing: Participant['standing'];
  readonly role: Participant['role'];
  readonly team?: string;
  /** Who it is on the instructor's roster. */
  readonly listedAs?: string;
  readonly extraPercent: number;
  readonly answered: boolean;
  readonly points: number;
  /** Handed in YAML, which can be stepped through; and whether it may be with the name. */
  readonly canBeWalked: boolean;
  readonly signs: boolean;
}

export interface RosterRow {
  readonly id: string;
  readonly name: string;
  /** What the class calls whoever is here as this one; absent for whoever is missing. */
  readonly nickname?: string;
}

/** What several said and did not count, commonest first: the host may let it count. */
export interface DisputedRow {
  readonly answer: Answer;
  readonly text: Text;
  readonly count: number;
  readonly accepted: boolean;
}

export function peopleRows(
  { roster = [] }: Pick<LiveSession, 'roster'>,
  state: LiveState,
  board: readonly BoardRow[],
): readonly PersonRow[] {
  const points = new Map(board.map((row) => [row.participant, row.points]));
  const listed = new Map(roster.map(({ id, name }) => [id, name]));
  const shown = state.questions[state.position];
  return [...state.participants.values()].map(({ id, name, standing, role, team, entry, extraPercent, signs }) => {
    const listedAs = entry === undefined ? undefined : listed.get(entry);
    const given = shown?.answers.get(id)?.answer;
    return {
      ...{ id, name, standing, role, extraPercent, signs },
      ...(team !== undefined && { team }),
      ...(listedAs !== undefined && { listedAs }),
      answered: given !== undefined,
      points: points.get(id) ?? 0,
      canBeWalked: given?.kind === 'manifest',
    };
  });
}

export function rosterRows({ roster = [] }: Pick<LiveSession, 'roster'>, state: LiveState): readonly RosterRow[] {
  return attendance(roster, state).map(({ entry: { id, name }, participant }) => {
    const nickname = participant === undefined ? undefined : state.participants.get(participant)?.name;
    return { id, name, ...(nickname !== undefined && { nickname }) };
  });
}

const mostDisputed = 12;

export function disputedRows(state: LiveState, shown: LiveQuestionState, scenario: Scenario): readonly DisputedRow[] {
  const rows = new Map<string, { readonly answer: Answer; count: number }>();
  for (const { id } of present(state)) {
    const answer = shown.answers.get(id)?.answer;
    if (!answer || answer.kind === 'manifest' || shown.verdicts.get(answerKey(answer))?.verdict === 'right') continue;
    const key = acceptedKey(answer);
    const known = rows.get(key);
    if (known) known.count++;
    else rows.set(key, { answer, count: 1 });
  }
  return [...rows]
    .map(([key, row]) => ({ ...row, text: answerText(scenario, row.answer), accepted: shown.accepted.has(key) }))
    .sort((one, other) => other.count - one.count)
    .slice(0, mostDisputed);
}
