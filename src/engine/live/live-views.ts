/**
 * What is seen of a live session: a stage that is the same for all who look from one side (wall, phones, host), and what is
 * one participant's own. Plain data for pages and terminals; nothing tells what is right before the reveal, and no key leaves.
 */
import { invariant } from '#base/invariant.ts';
import type { Text } from '#base/text.ts';
import type { Answer } from '../answer.ts';
import type { Grading } from '../grading.ts';
import type { Library } from '../ports.ts';
import type { Scenario } from '../scenario.ts';
import type { Block, Offer, RunView } from '../screen.ts';
import { questionScreen } from '../screens/question-screen.ts';
import { explanationBlocks, gradingBlocks, revealBlocks } from '../screens/result-screen.ts';
import { runsOf } from '../screens/runs.ts';
import { foldSession, type QuestionState } from '../state.ts';
import { libraryFor } from '../variants.ts';
import { type BoardRow, boardOf, countedQuestions, earnedBy } from './board.ts';
import { choosableAnswers } from './choosable.ts';
import { type Control, controlsOf } from './controls.ts';
import type { LiveSession } from './live-session.ts';
import {
  answerKey,
  deadlineOf,
  type LiveQuestionState,
  type LiveState,
  type Participant,
  present,
  ungraded,
} from './live-state.ts';
import { brokenTable, type TallyRow, tally } from './tally.ts';

export interface Stage {
  readonly title: Text;
  readonly phase: LiveState['phase'];
  readonly locked: boolean;
  /** 0 is the first; −1 in the lobby. */
  readonly position: number;
  readonly questionCount: number;
  readonly question?: QuestionView;
  /** After the answers were shown. */
  readonly reveal?: { readonly voided: boolean; readonly blocks: readonly Block[] };
  readonly tally?: readonly TallyRow[];
  readonly board?: readonly BoardRow[];
}

export interface QuestionView {
  readonly title: Text;
  readonly blocks: readonly Block[];
  /** Only those that hand in an answer. */
  readonly offers: readonly Offer[];
  /** Whole answers in YAML to choose from. */
  readonly choosable: readonly string[];
  readonly round: number;
  readonly changes: boolean;
  readonly opensAt: number;
  readonly closesAt: number;
  readonly pausedAt?: number;
}

/** For whoever knows the projector's key: the wall of the classroom. */
export interface WallView extends Stage {
  readonly code: string;
  readonly names: readonly string[];
  readonly answered: number;
  readonly participants: number;
  /** Answers that still run. */
  readonly running: number;
  /** Once the answers were shown: each option's run, or the one behind the question, to be drawn side by side. */
  readonly runs?: readonly RunView[];
}

export interface HostView extends WallView {
  readonly controls: readonly Control[];
  readonly people: readonly PersonRow[];
  /** What to say about the question shown, and what comes next. */
  readonly notes: readonly Block[];
  readonly next?: { readonly title: Text; readonly blocks: readonly Block[] };
}

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly standing: Participant['standing'];
  readonly extraPercent: number;
  readonly answered: boolean;
  readonly points: number;
}

export interface OwnView {
  readonly name: string;
  readonly standing: Participant['standing'];
  readonly closesAt: number;
  readonly answer?: Answer;
  readonly result?: {
    readonly verdict: Grading['verdict'] | 'none';
    readonly points: number;
    readonly blocks: readonly Block[];
  };
  readonly points: number;
  readonly place?: number;
}

export class LiveViews {
  readonly #library: Library;
  readonly #session: LiveSession;
  /** What five hundred ask for is worked out once, and stays until another question counts. */
  #lastBoard:
    | {
        readonly participants: LiveState['participants'];
        readonly counted: readonly LiveQuestionState[];
        readonly rows: readonly BoardRow[];
      }
    | undefined;
  readonly #questions = new WeakMap<Scenario, Pick<QuestionView, 'title' | 'blocks' | 'offers' | 'choosable'>>();
  readonly #scenarios = new Map<number, Scenario | undefined>();

  constructor(session: LiveSession, library: Library) {
    this.#session = session;
    this.#library = libraryFor(library, session.seed);
  }

  /** What everybody may see. */
  stage(state: LiveState): Stage {
    const { rules, title, questions } = this.#session;
    const shown = state.questions[state.position];
    const scenario = this.scenarioAt(state.position);
    const isRevealed = state.phase === 'revealed' || state.phase === 'explained' || state.phase === 'board';
    const showsTally = isRevealed || (state.phase === 'closed' && shown?.round === 1);
    const showsBoard = state.phase === 'board' || (state.phase === 'finished' && rules.showBoard !== 'never');
    return {
      title,
      phase: state.phase,
      locked: state.locked,
      position: state.position,
      questionCount: questions.length,
      ...(shown && scenario && state.phase !== 'finished' && { question: this.#question(shown, scenario) }),
      ...(shown && scenario && showsTally && { tally: tally(scenario, shown, present(state), isRevealed) }),
      ...(shown && scenario && isRevealed && { reveal: revealOf(state, shown, scenario) }),
      ...(showsBoard && { board: this.board(state) }),
    };
  }

  wall(state: LiveState): WallView {
    const people = present(state);
    const shown = state.questions[state.position];
    const scenario = this.scenarioAt(state.position);
    const showsRuns = state.phase === 'revealed' || state.phase === 'explained';
    return {
      ...this.stage(state),
      code: this.#session.keys.code,
      names: people.map(({ name }) => name),
      answered: people.filter(({ id }) => shown?.answers.has(id)).length,
      participants: people.length,
      running: shown ? ungraded(shown).length + (shown.key ? 0 : 1) : 0,
      ...(showsRuns && scenario && shown?.key && { runs: runsBehind(scenario, shown.key) }),
    };
  }

  host(state: LiveState): HostView {
    const { rules } = this.#session;
    const shown = state.questions[state.position];
    const scenario = this.scenarioAt(state.position);
    const next = this.scenarioAt(state.position + 1);
    const points = new Map(this.board(state).map((row) => [row.participant, row.points]));
    const notes = scenario
      ? [
          ...(shown?.key && 'options' in scenario ? revealBlocks(scenario, withoutAnswer(shown.key)) : []),
          ...explanationBlocks(scenario, shown?.key),
        ]
      : [];
    return {
      ...this.wall(state),
      controls: controlsOf(state, rules),
      people: [...state.participants.values()].map(({ id, name, standing, extraPercent }) => ({
        id,
        name,
        standing,
        extraPercent,
        answered: shown?.answers.has(id) ?? false,
        points: points.get(id) ?? 0,
      })),
      notes,
      ...(next && { next: { title: next.title, blocks: [{ kind: 'prose', text: next.statement }] } }),
    };
  }

  /** What only this participant sees. */
  own(state: LiveState, participant: Participant): OwnView {
    const { rules } = this.#session;
    const shown = state.questions[state.position];
    const scenario = this.scenarioAt(state.position);
    const given = shown?.answers.get(participant.id);
    const isRevealed = state.phase === 'revealed' || state.phase === 'explained' || state.phase === 'board';
    const points = countedQuestions(state).reduce((sum, one) => sum + earnedBy(participant, one, rules).points, 0);
    const showsPlace = state.phase === 'board' || (state.phase === 'finished' && rules.showBoard !== 'never');
    const place = showsPlace ? this.board(state).find((row) => row.participant === participant.id)?.place : undefined;
    return {
      name: participant.name,
      standing: participant.standing,
      closesAt: shown ? deadlineOf(shown, participant) : 0,
      ...(given && { answer: given.answer }),
      ...(shown && scenario && isRevealed && { result: this.#result(shown, scenario, participant) }),
      points,
      ...(place !== undefined && { place }),
    };
  }

  board(state: LiveState): readonly BoardRow[] {
    const { participants } = state;
    const counted = countedQuestions(state);
    const last = this.#lastBoard;
    const isSame = last?.participants === participants && counted.every((one, index) => one === last.counted[index]);
    if (last && isSame && counted.length === last.counted.length) return last.rows;
    const rows = boardOf(state, this.#session.rules);
    this.#lastBoard = { participants, counted, rows };
    return rows;
  }

  /** As this session shows it: in its variant. */
  scenarioAt(position: number): Scenario | undefined {
    if (!this.#scenarios.has(position)) {
      const question = this.#session.questions[position];
      this.#scenarios.set(position, question && this.#library.find(question.scenario));
    }
    return this.#scenarios.get(position);
  }

  /** What hands in an answer to a question. */
  offersAt(position: number): readonly Offer[] {
    const scenario = this.scenarioAt(position);
    return scenario ? this.#asked(scenario).offers : [];
  }

  #question(shown: LiveQuestionState, scenario: Scenario): QuestionView {
    const { round, opensAt, closesAt, pausedAt } = shown;
    return {
      ...this.#asked(scenario),
      changes: this.#session.rules.changes,
      round,
      opensAt,
      closesAt,
      ...(pausedAt !== undefined && { pausedAt }),
    };
  }

  /** What does not change while a question is shown. */
  #asked(scenario: Scenario): Pick<QuestionView, 'title' | 'blocks' | 'offers' | 'choosable'> {
    const known = this.#questions.get(scenario);
    if (known) return known;
    const { title, blocks } = questionScreen(foldSession({ questions: [], actions: [] }), fresh(scenario), scenario);
    const choosable = choosableAnswers(scenario, this.#session.seed);
    const made = { title, blocks, offers: answerOffers(scenario), choosable };
    this.#questions.set(scenario, made);
    return made;
  }

  #result(shown: LiveQuestionState, scenario: Scenario, participant: Participant): NonNullable<OwnView['result']> {
    const given = shown.answers.get(participant.id);
    const grading = given && shown.verdicts.get(answerKey(given.answer));
    if (!grading) return { verdict: 'none', points: 0, blocks: [] };
    const { points } = earnedBy(participant, shown, this.#session.rules);
    const question = { ...fresh(scenario), grading };
    return {
      verdict: grading.verdict,
      points: shown.voided ? 0 : points,
      blocks: gradingBlocks(question, scenario, grading),
    };
  }
}

/** Without who said what: the wall shows options, marks and runs. */
function revealOf(state: LiveState, shown: LiveQuestionState, scenario: Scenario): NonNullable<Stage['reveal']> {
  const { key } = shown;
  const runs = key && 'options' in scenario ? revealBlocks(scenario, withoutAnswer(key)) : [];
  const solution: readonly Block[] =
    key && runs.length === 0 && key.checks.length > 0 && scenario.type !== 'manifest' && scenario.type !== 'fix'
      ? [
          {
            kind: 'table',
            columns: [
              { es: 'Lo que se mide', en: 'What is measured' },
              { es: 'Resultado', en: 'Result' },
            ],
            rows: key.checks.map(({ statement, observed }) => [statement, observed]),
          },
        ]
      : [];
  const isWritten = scenario.type === 'manifest' || scenario.type === 'fix';
  const broken = isWritten ? brokenTable(shown, present(state)) : [];
  const explanation = state.phase === 'explained' || state.phase === 'board' ? explanationBlocks(scenario, key) : [];
  return { voided: shown.voided, blocks: [...runs, ...solution, ...broken, ...explanation] };
}

/** What happens with each option, or where there is but one run, what it is. */
function runsBehind(scenario: Scenario, key: Grading): readonly RunView[] {
  const runs = runsOf(scenario, withoutAnswer(key));
  const [only] = runs;
  if (!only || runs.length > 1) return runs;
  const isWritten = scenario.type === 'manifest' || scenario.type === 'fix';
  const title = isWritten
    ? { es: 'Una respuesta correcta', en: 'A right answer' }
    : { es: 'Lo que pasa', en: 'What happens' };
  return [{ ...only, title, mark: isWritten ? only.mark : 'none' }];
}

function answerOffers(scenario: Scenario): readonly Offer[] {
  const { offers } = questionScreen(foldSession({ questions: [], actions: [] }), fresh(scenario), scenario);
  return offers.filter(({ kind }) => kind === 'choose' || kind === 'pick' || kind === 'type' || kind === 'write');
}

function withoutAnswer(grading: Grading): Grading {
  return { ...grading, answer: { kind: 'words', text: '' } };
}

/** A question nobody has answered yet: live, each is asked once. */
function fresh({ id, version, weight }: Scenario): QuestionState {
  const [question] = foldSession({ questions: [{ scenario: id, version, weight }], actions: [] }).questions;
  invariant(question, 'a session of one question has one');
  return question;
}
