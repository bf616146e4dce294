/**
 * What is seen of a live session: a stage that is the same for all who look from one side (wall, phones, host), and what is
 * one participant's own. Plain data for pages and terminals; nothing tells what is right before the reveal, and no key leaves.
 */
import { invariant } from '#base/invariant.ts';
import type { Text } from '#base/text.ts';
import type { Answer } from '../answer.ts';
import { chaosFaults } from '../explore/chaos/faults.ts';
import type { Grading } from '../grading.ts';
import type { Library } from '../ports.ts';
import type { Scenario } from '../scenario.ts';
import type { Block, Offer, RunView } from '../screen.ts';
import { questionScreen } from '../screens/question-screen.ts';
import { explanationBlocks, gradingBlocks, revealBlocks } from '../screens/result-screen.ts';
import { foldSession, type QuestionState } from '../state.ts';
import { libraryFor } from '../variants.ts';
import { type BoardRow, boardOf, countedQuestions, earnedBy, type TeamRow, teamBoardOf } from './board.ts';
import { choosableAnswers } from './choosable.ts';
import { type Control, controlsOf } from './controls.ts';
import { type FillPart, fillableParts } from './fillable.ts';
import { type Leader, mayDo } from './helpers.ts';
import type { LiveSession } from './live-session.ts';
import {
  deadlineOf,
  type LiveQuestionState,
  type LiveState,
  type Participant,
  present,
  ungraded,
  verdictOn,
} from './live-state.ts';
import { type TallyRow, tally } from './tally.ts';
import { type ChaosView, chaosView, type OwnChaos, ownChaos, stillFacing, votesOf } from './views/chaos-view.ts';
import {
  type DisputedRow,
  disputedRows,
  type PersonRow,
  peopleRows,
  type RosterRow,
  rosterRows,
} from './views/people-view.ts';
import { type RevealView, revealOf, runsBehind, withoutAnswer } from './views/reveal-view.ts';
import { type WalkView, walkView } from './views/walk-view.ts';

export interface Stage {
  readonly title: Text;
  readonly phase: LiveState['phase'];
  readonly locked: boolean;
  /** 0 is the first; −1 in the lobby. */
  readonly position: number;
  readonly questionCount: number;
  /** In the lobby: when it begins by itself. */
  readonly beginsAt?: number;
  readonly teams?: { readonly names: readonly string[]; readonly free: boolean };
  readonly question?: QuestionView;
  /** After the answers were shown. */
  readonly reveal?: RevealView;
  readonly tally?: readonly TallyRow[];
  readonly board?: readonly BoardRow[];
  readonly teamBoard?: readonly TeamRow[];
  readonly chaos?: ChaosView;
  /** An answer stepped through, instead of the reveal. */
  readonly walk?: WalkView;
}

export interface QuestionView {
  readonly title: Text;
  readonly blocks: readonly Block[];
  /** Only those that hand in an answer. */
  readonly offers: readonly Offer[];
  /** Whole answers in YAML to choose from. */
  readonly choosable: readonly string[];
  /** The same by its lines (fillable.ts): what is chosen in each gap, put together, is handed in. */
  readonly fillable: readonly FillPart[];
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
  /** Answers that still run; in a chaos round designs. */
  readonly running: number;
  /** How many voted for each of `chaos.faults` so far. */
  readonly votes?: readonly number[];
  /** Once the answers were shown: each option's run, or the one behind the question, to be drawn side by side. */
  readonly runs?: readonly RunView[];
}

export interface HostView extends WallView {
  readonly leader: Leader;
  readonly approval: boolean;
  readonly controls: readonly Control[];
  readonly people: readonly PersonRow[];
  /** The instructor's list, with who is missing; absent where there is none. */
  readonly roster?: readonly RosterRow[];
  /** Once the answers were shown: wrong ones that could count too (`accept`). */
  readonly disputed?: readonly DisputedRow[];
  /** What to say about the question shown, and what comes next. */
  readonly notes: readonly Block[];
  readonly next?: { readonly title: Text; readonly blocks: readonly Block[] };
}

export interface OwnView {
  readonly name: string;
  readonly standing: Participant['standing'];
  readonly role: Participant['role'];
  readonly team?: string;
  /** Agrees to be named when an answer of theirs is stepped through. */
  readonly signs: boolean;
  readonly closesAt: number;
  readonly answer?: Answer;
  readonly result?: {
    readonly verdict: Grading['verdict'] | 'none';
    readonly points: number;
    readonly blocks: readonly Block[];
  };
  readonly points: number;
  readonly place?: number;
  readonly chaos?: OwnChaos;
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
  readonly #questions = new WeakMap<
    Scenario,
    Pick<QuestionView, 'title' | 'blocks' | 'offers' | 'choosable' | 'fillable'>
  >();
  readonly #scenarios = new Map<number, Scenario | undefined>();

  constructor(session: LiveSession, library: Library) {
    this.#session = session;
    this.#library = libraryFor(library, session.seed);
  }

  /** What everybody may see. */
  stage(state: LiveState): Stage {
    const { rules, title, questions } = this.#session;
    const { beginsAt, teams, freeTeams, walk } = state;
    const shown = state.questions[state.position];
    const scenario = this.scenarioAt(state.position);
    const isChaos = state.phase === 'vote' || state.phase === 'chaos';
    const walked = walk && walkView(state, walk);
    const isRevealed = state.phase === 'revealed' || state.phase === 'explained' || state.phase === 'board';
    const showsTally = isRevealed || (state.phase === 'closed' && shown?.round === 1);
    const showsBoard = state.phase === 'board' || (state.phase === 'finished' && rules.showBoard !== 'never');
    return {
      title,
      phase: state.phase,
      locked: state.locked,
      position: state.position,
      questionCount: questions.length,
      ...(state.phase === 'lobby' && beginsAt !== undefined && { beginsAt }),
      ...(teams.length > 0 && { teams: { names: teams, free: freeTeams } }),
      ...(shown && scenario && state.phase !== 'finished' && { question: this.#question(shown, scenario) }),
      ...(shown && scenario && showsTally && { tally: tally(scenario, shown, present(state), isRevealed) }),
      ...(shown && scenario && isRevealed && { reveal: revealOf(state, shown, scenario) }),
      ...(showsBoard && { board: this.board(state) }),
      ...(showsBoard && teams.length > 0 && { teamBoard: teamBoardOf(state, this.board(state)) }),
      ...(isChaos &&
        scenario &&
        shown?.chaos && { chaos: chaosView(state, { ...shown, chaos: shown.chaos }, scenario) }),
      ...(walked && { walk: walked }),
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
      running: this.#running(state),
      ...(state.phase === 'vote' && shown?.chaos && { votes: votesOf(shown.chaos) }),
      ...(showsRuns && scenario && shown?.key && { runs: runsBehind(scenario, shown.key) }),
    };
  }

  /** What a co-host may not do is not among the controls. */
  host(state: LiveState, leader: Leader = 'host'): HostView {
    const { rules, roster, questions } = this.#session;
    const shown = state.questions[state.position];
    const scenario = this.scenarioAt(state.position);
    const next = this.scenarioAt(state.position + 1);
    const isShown = shown && countedQuestions(state).includes(shown);
    const notes = scenario
      ? [
          ...(shown?.key && 'options' in scenario ? revealBlocks(scenario, withoutAnswer(shown.key)) : []),
          ...explanationBlocks(scenario, shown?.key),
        ]
      : [];
    const hasFaults = scenario !== undefined && chaosFaults(scenario, questions[state.position]?.faults).length > 0;
    return {
      ...this.wall(state),
      leader,
      approval: state.approval,
      controls: controlsOf(state, rules, hasFaults).filter(({ fact }) => mayDo(leader, fact).ok),
      people: peopleRows(this.#session, state, this.board(state)),
      ...(roster && { roster: rosterRows(this.#session, state) }),
      ...(isShown && scenario && { disputed: disputedRows(state, shown, scenario) }),
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
    const isChaos = state.phase === 'vote' || state.phase === 'chaos';
    const isRevealed = isChaos || state.phase === 'revealed' || state.phase === 'explained' || state.phase === 'board';
    const points = countedQuestions(state).reduce((sum, one) => sum + earnedBy(participant, one, rules).points, 0);
    const showsPlace = state.phase === 'board' || (state.phase === 'finished' && rules.showBoard !== 'never');
    const place = showsPlace ? this.board(state).find((row) => row.participant === participant.id)?.place : undefined;
    return {
      name: participant.name,
      standing: participant.standing,
      role: participant.role,
      ...(participant.team !== undefined && { team: participant.team }),
      signs: participant.signs,
      closesAt: shown ? deadlineOf(shown, participant) : 0,
      ...(given && { answer: given.answer }),
      ...(shown && scenario && isRevealed && { result: this.#result(shown, scenario, participant) }),
      points,
      ...(place !== undefined && { place }),
      ...(isChaos &&
        scenario &&
        shown?.chaos && {
          chaos: ownChaos(state, { ...shown, chaos: shown.chaos }, scenario, participant.id),
        }),
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

  #running(state: LiveState): number {
    const shown = state.questions[state.position];
    const scenario = this.scenarioAt(state.position);
    if (!shown || !scenario) return 0;
    if (state.phase === 'chaos') return stillFacing(state, shown, scenario);
    return ungraded(shown).length + (shown.key ? 0 : 1);
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
  #asked(scenario: Scenario): Pick<QuestionView, 'title' | 'blocks' | 'offers' | 'choosable' | 'fillable'> {
    const known = this.#questions.get(scenario);
    if (known) return known;
    const { title, blocks } = questionScreen(foldSession({ questions: [], actions: [] }), fresh(scenario), scenario);
    const choosable = choosableAnswers(scenario, this.#session.seed);
    const fillable = fillableParts(scenario, this.#session.seed);
    const made = { title, blocks, offers: answerOffers(scenario), choosable, fillable };
    this.#questions.set(scenario, made);
    return made;
  }

  #result(shown: LiveQuestionState, scenario: Scenario, participant: Participant): NonNullable<OwnView['result']> {
    const given = shown.answers.get(participant.id);
    const grading = given && verdictOn(shown, given.answer);
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

function answerOffers(scenario: Scenario): readonly Offer[] {
  const { offers } = questionScreen(foldSession({ questions: [], actions: [] }), fresh(scenario), scenario);
  return offers.filter(({ kind }) => kind === 'choose' || kind === 'pick' || kind === 'type' || kind === 'write');
}

/** A question nobody has answered yet: live, each is asked once. */
function fresh({ id, version, weight }: Scenario): QuestionState {
  const [question] = foldSession({ questions: [{ scenario: id, version, weight }], actions: [] }).questions;
  invariant(question, 'a session of one question has one');
  return question;
}
