/**
 * What an instructor takes home: who did how well (without speed, which says nothing about knowing), how hard each question was
 * and whether it tells those who know from those who do not, and which beliefs led to wrong answers. Plain data; cli writes it.
 */
import type { Text } from '#base/text.ts';
import { chaosFault } from '../explore/chaos/faults.ts';
import type { Library } from '../ports.ts';
import type { Scenario } from '../scenario.ts';
import { libraryFor } from '../variants.ts';
import { boardOf, countedQuestions, earnedBy, type TeamRow, teamBoardOf } from './board.ts';
import { foldLive } from './fold/fold-live.ts';
import type { LiveSession } from './live-session.ts';
import {
  acceptedKey,
  type LiveAnswer,
  type LiveQuestionState,
  type LiveState,
  type Participant,
  present,
  verdictOn,
} from './live-state.ts';
import { type TallyRow, tally } from './tally.ts';
import { answerText } from './views/answer-text.ts';
import { type ChaosRow, chaosRanking } from './views/chaos-view.ts';

export interface LiveReport {
  readonly id: string;
  readonly quiz: string;
  readonly title: Text;
  readonly startedAt: number;
  readonly questions: readonly ItemRow[];
  readonly people: readonly PersonReport[];
  /** Absent where there were no teams. */
  readonly teams?: readonly TeamRow[];
  /** Of the instructor's list who never came; absent where there was none. */
  readonly absent?: readonly { readonly id: string; readonly name: string }[];
}

export interface ItemRow {
  readonly number: number;
  readonly scenario: string;
  readonly title: Text;
  readonly voided: boolean;
  readonly answered: number;
  readonly right: number;
  /** Where the class voted twice: how many were right before they discussed. */
  readonly rightBefore?: number;
  /** What was said and how often, with what it is worth. */
  readonly distribution: readonly TallyRow[];
  /** Mean of the scores of all who took part, 0 to 1; the lower the harder. Whoever did not answer scores 0. */
  readonly difficulty?: number;
  /**
   * How the score goes with that of the other questions, −1 to 1. From 0.3 on it tells knowledge apart; below 0 look for a fault
   * in the question. Absent where everybody did alike, or fewer than five took part.
   */
  readonly discrimination?: number;
  /** What did not hold in wrong answers, and how often, commonest first. */
  readonly broken: readonly { readonly id: string; readonly statement: Text; readonly count: number }[];
  readonly misconceptions: readonly { readonly id: string; readonly belief: Text; readonly count: number }[];
  /** Each wrong answer, commonest first, with what it broke and which belief leads to it. YAML that broke the same is one. */
  readonly mistakes: readonly MistakeRow[];
  /** The chaos round, where there was one. */
  readonly chaos?: { readonly fault: Text; readonly ranking: readonly ChaosRow[] };
}

export interface MistakeRow {
  readonly text: Text;
  readonly count: number;
  readonly broken: readonly Text[];
  readonly beliefs: readonly Text[];
}

export interface PersonReport {
  /** As the class knew them. */
  readonly name: string;
  /** Who it is on the instructor's list. */
  readonly id?: string;
  readonly listedAs?: string;
  readonly team?: string;
  /** As if speed counted nothing. */
  readonly place: number;
  readonly points: number;
  readonly right: number;
  readonly answered: number;
  /** By question: 0 to 1; absent where no answer was given. */
  readonly answers: readonly (number | undefined)[];
}

const fewest = 5;
const withoutSpeed = { speedPercent: 0 };

export function liveReport(session: LiveSession, library: Library): LiveReport {
  const state = foldLive(session);
  const people = present(state);
  const counted = countedQuestions(state);
  const board = boardOf(state, withoutSpeed);
  const variants = libraryFor(library, session.seed);
  const came = new Set([...state.participants.values()].map(({ entry }) => entry));
  const asked = state.questions.filter((_, position) => position <= state.position);
  const scores = (question: LiveQuestionState) =>
    people.map((person) => earnedBy(person, question, withoutSpeed).score);
  const scoresOf = new Map(counted.map((question) => [question, scores(question)]));
  return {
    id: session.id,
    quiz: session.quiz,
    title: session.title,
    startedAt: session.startedAt,
    questions: asked.map((question, index): ItemRow => {
      const scenario = variants.find(question.scenario);
      const own = scoresOf.get(question);
      const others = counted.filter((other) => other !== question).map((other) => scoresOf.get(other) ?? []);
      const rest = people.map((_, person) => others.reduce((sum, each) => sum + (each[person] ?? 0), 0));
      const earned = people.map((person) => earnedBy(person, question, withoutSpeed));
      const discrimination = own && people.length >= fewest ? correlation(own, rest) : undefined;
      return {
        number: index + 1,
        scenario: question.scenario,
        title: scenario?.title ?? { es: question.scenario, en: question.scenario },
        voided: question.voided,
        answered: earned.filter(({ isAnswered }) => isAnswered).length,
        right: earned.filter(({ isRight }) => isRight).length,
        ...(question.firstRound && { rightBefore: rightBefore(question, question.firstRound, people) }),
        distribution: scenario ? tally(scenario, question, people, true) : [],
        ...(own && own.length > 0 && { difficulty: rounded(mean(own)) }),
        ...(discrimination !== undefined && { discrimination: rounded(discrimination) }),
        ...mistakes(question, state),
        mistakes: scenario ? mistakeRows(question, people, scenario) : [],
        ...chaosOf(state, question, scenario),
      };
    }),
    people: board.map(({ participant, name, place, points, right }): PersonReport => {
      const { team, entry } = state.participants.get(participant) ?? {};
      const listed = session.roster?.find(({ id }) => id === entry);
      const earned = counted.map((question) => earnedBy({ id: participant }, question, withoutSpeed));
      return {
        ...{ name, place, points, right },
        ...(listed && { id: listed.id, listedAs: listed.name }),
        ...(team !== undefined && { team }),
        answered: earned.filter(({ isAnswered }) => isAnswered).length,
        answers: asked.map((question) => {
          const { isAnswered, score } = earnedBy({ id: participant }, question, withoutSpeed);
          return isAnswered ? score : undefined;
        }),
      };
    }),
    ...(state.teams.length > 0 && { teams: teamBoardOf(state, board) }),
    ...(session.roster && {
      absent: session.roster.filter(({ id }) => !came.has(id)).map(({ id, name }) => ({ id, name })),
    }),
  };
}

function mistakeRows(
  question: LiveQuestionState,
  people: readonly Participant[],
  scenario: Scenario,
): readonly MistakeRow[] {
  const rows = new Map<string, MistakeRow & { count: number }>();
  for (const { id } of people) {
    const given = question.answers.get(id);
    const grading = given && verdictOn(question, given.answer);
    if (!given || !grading || grading.verdict === 'right' || grading.verdict === 'not-graded') continue;
    const broken = grading.checks.filter(({ passed }) => !passed);
    const isYaml = given.answer.kind === 'manifest';
    const key = isYaml ? `${grading.verdict} ${broken.map((check) => check.id).join(' ')}` : acceptedKey(given.answer);
    count(rows, key, {
      text: isYaml ? (grading.verdict === 'refused' ? refusedYaml : wrongYaml) : answerText(scenario, given.answer),
      broken: broken.map(({ statement }) => statement),
      beliefs: (grading.misconceptions ?? []).map(({ belief }) => belief),
    });
  }
  return commonestFirst(rows);
}

const wrongYaml: Text = { es: 'YAML que no cumple', en: 'YAML that does not do' };
const refusedYaml: Text = { es: 'YAML que no se acepta', en: 'YAML that is not accepted' };

function chaosOf(
  state: LiveState,
  question: LiveQuestionState,
  scenario: Scenario | undefined,
): Pick<ItemRow, 'chaos'> {
  if (!scenario || question.chaos?.fault === undefined) return {};
  const ranking = chaosRanking(state, { ...question, chaos: question.chaos }, scenario);
  const fault = chaosFault(scenario, question.chaos.fault)?.title;
  return fault && ranking ? { chaos: { fault, ranking } } : {};
}

function rightBefore(
  question: LiveQuestionState,
  firstRound: ReadonlyMap<string, LiveAnswer>,
  people: readonly Participant[],
): number {
  return people.filter(({ id }) => {
    const given = firstRound.get(id);
    return given && verdictOn(question, given.answer)?.verdict === 'right';
  }).length;
}

function mistakes(question: LiveQuestionState, state: LiveState): Pick<ItemRow, 'broken' | 'misconceptions'> {
  const broken = new Map<string, { readonly id: string; readonly statement: Text; count: number }>();
  const beliefs = new Map<string, { readonly id: string; readonly belief: Text; count: number }>();
  for (const { id } of present(state)) {
    const given = question.answers.get(id);
    const grading = given && verdictOn(question, given.answer);
    if (!grading || grading.verdict === 'right') continue;
    for (const { id: check, passed, statement } of grading.checks) {
      if (!passed) count(broken, check, { id: check, statement });
    }
    for (const { id: name, belief } of grading.misconceptions ?? []) count(beliefs, name, { id: name, belief });
  }
  return { broken: commonestFirst(broken), misconceptions: commonestFirst(beliefs) };
}

function count<Row extends object>(
  rows: Map<string, Row & { count: number }>,
  key: string,
  row: Omit<Row, 'count'>,
): void {
  const known = rows.get(key);
  if (known) known.count++;
  else rows.set(key, { ...row, count: 1 } as Row & { count: number });
}

function commonestFirst<Row extends { readonly count: number }>(rows: ReadonlyMap<string, Row>): readonly Row[] {
  return [...rows.values()].sort((one, other) => other.count - one.count);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Pearson's; nothing where one of the two does not vary. */
function correlation(one: readonly number[], other: readonly number[]): number | undefined {
  const [a, b] = [mean(one), mean(other)];
  const product = one.reduce((sum, value, index) => sum + (value - a) * ((other[index] ?? 0) - b), 0);
  const spread = (values: readonly number[], middle: number) =>
    Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0));
  const both = spread(one, a) * spread(other, b);
  return both === 0 ? undefined : product / both;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
