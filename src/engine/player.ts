/**
 * What both frontends drive: a session in, a screen out. Each action is written through the store before it is acknowledged,
 * then answers are graded in a worker and the verdict is written too. Killed at any instant, a session goes on where it was:
 * an answer without its verdict is graded again. The first write to an index wins, so double clicks and two devices are harmless.
 */
import type { Action, ActionFact } from './action.ts';
import type { Ask } from './explore/explore.ts';
import type { Repair } from './explore/repair.ts';
import { asksForRepair } from './hints/hints-of.ts';
import { isAnswerTo } from './is-answer-to.ts';
import { type Challenge, challengeOf } from './learning/challenge.ts';
import { dayOf, readDay, writtenDay } from './learning/day.ts';
import type { Statistics } from './learning/statistics.ts';
import {
  challengePlan,
  isSameOccasion,
  type Plan,
  placementPlan,
  questionOf,
  quizOccasion,
  quizPlan,
  reviewPlan,
} from './occasions.ts';
import { type Place, readPlace, type ScreenPlace } from './place.ts';
import type { Grader, HistoryEntry, Library } from './ports.ts';
import { decodeQuestionCode, looksLikeQuestionCode, type SharedQuestion } from './question-code.ts';
import { drawQuestions } from './quiz.ts';
import { canGoOn, historyOf, homeFactsOf, menuRecordOf, type RecordParts, statisticsFor, zoneOf } from './record.ts';
import { decodeReplayCode } from './replay-code.ts';
import type { Screen } from './screen.ts';
import {
  foundScreen,
  homeScreen,
  menuScreen,
  notGradedScreen,
  nothingThereScreen,
  nothingToReviewScreen,
  quizzesScreen,
  replayRefusedScreen,
  screenOf,
  statisticsScreen,
  topicScreen,
  unknownQuizScreen,
  unknownScenarioScreen,
  unknownSessionScreen,
} from './screens/index.ts';
import type { Occasion, Session } from './session.ts';
import { foldSession, nextPosition, resultsOf, type State } from './state.ts';
import { libraryFor } from './variants.ts';

export interface PlayerParts extends RecordParts {
  readonly grader: Grader;
  readonly newId: () => string;
  /** A whole number, 0 ≤ seed < 2³². */
  readonly newSeed: () => number;
}

/** Where a session stands after something was asked of it. */
export interface Turn {
  /** Empty where there is no session (an unknown scenario or session: the screen says so and offers nothing). */
  readonly sessionId: string;
  /** Whose session it is; a frontend with many people refuses the others. */
  readonly learner: string;
  /** How many actions the session has. A button made now carries it, so that a late click is known as late. */
  readonly actionCount: number;
  /** False when the action did not count: a second click, an old button, or not offered where the session stands. */
  readonly accepted: boolean;
  readonly screen: Screen;
  /** Of a screen without a session: the word that leads to it again (place.ts). */
  readonly place?: string;
  /** The turn after the run that is under way; this very turn where nothing runs. Never rejects. */
  readonly settled: Promise<Turn>;
  /** How many answers are run before the one that is waited for; nothing where its run has begun, or nothing is waited for. */
  ahead(): number | undefined;
}

/** What a frontend may ask for. Verdicts are appended by the player alone. */
export type PlayerAction = Exclude<ActionFact, { readonly kind: 'graded' }>;

const dayMilliseconds = 86_400_000;

export class Player {
  readonly #parts: PlayerParts;
  /** Runs under way in this process, by session and index of the verdict to come. */
  readonly #running = new Map<string, Pick<Turn, 'settled' | 'ahead'>>();

  constructor(parts: PlayerParts) {
    this.#parts = parts;
  }

  get library(): Library {
    return this.#parts.library;
  }

  async menu(learner: string): Promise<Screen> {
    return menuScreen(this.library.list(), await menuRecordOf(this.#parts, learner));
  }

  /** Wherever a menu item or a button leads (place.ts): a session, or a turn without one that is just a screen. */
  async go(learner: string, word: string): Promise<Turn> {
    const turn = await this.#goTo(learner, readPlace(word));
    if (turn.sessionId !== '') return turn;
    const there: Turn = { ...turn, place: word, settled: Promise.resolve().then(() => there) };
    return there;
  }

  async #goTo(learner: string, place: Place): Promise<Turn> {
    const { library } = this.#parts;
    switch (place.kind) {
      case 'continue':
        return (await this.resume(learner)) ?? this.#goTo(learner, { kind: 'home' });
      case 'review': {
        const statistics = await this.statistics(learner);
        const nothing = () => nothingToReviewScreen(statistics);
        return this.#goOnOrBegin(learner, { kind: 'review' }, () => reviewPlan(statistics, library), nothing);
      }
      case 'challenge': {
        const day = place.day === undefined ? this.today() : readDay(place.day);
        const challenge = day === undefined || day > this.today() ? undefined : this.challengeOf(day);
        if (!challenge) return noSession(learner, nothingThereScreen());
        const occasion: Occasion = { kind: 'challenge', day: writtenDay(challenge.day) };
        return this.#goOnOrBegin(learner, occasion, () => challengePlan(challenge), nothingThereScreen);
      }
      case 'placement': {
        const plan = () => placementPlan(library, this.#parts.newSeed());
        return this.#goOnOrBegin(learner, { kind: 'placement' }, plan, nothingThereScreen);
      }
      case 'quiz': {
        const quiz = library.findQuiz(place.quiz);
        const nothing = () => unknownQuizScreen(place.quiz);
        if (!quiz) return noSession(learner, nothing());
        const plan = () => quizPlan(quiz, library, this.#parts.newSeed());
        return this.#goOnOrBegin(learner, quizOccasion(quiz), plan, nothing);
      }
      case 'code':
        return this.replay(learner, place.code);
      case 'scenario':
        return this.start(learner, [place.scenario]);
      default:
        return noSession(learner, await this.#screenAt(learner, place));
    }
  }

  /** The places that are just something to look at. */
  async #screenAt(learner: string, place: ScreenPlace): Promise<Screen> {
    const { library } = this.#parts;
    switch (place.kind) {
      case 'home':
        return homeScreen(await homeFactsOf(this.#parts, learner));
      case 'statistics':
        return statisticsScreen(await this.statistics(learner), library);
      case 'quizzes': {
        const open = new Set(
          (await this.#open(learner)).map(({ occasion }) => occasion?.kind === 'quiz' && occasion.quiz),
        );
        const facts = library.quizzes().map((quiz) => ({
          quiz,
          questionCount: drawQuestions(quiz, library, 0).length,
          open: open.has(quiz.id),
        }));
        return quizzesScreen(facts);
      }
      case 'all':
        return this.menu(learner);
      case 'topic':
        return topicScreen(library, place.topic, await menuRecordOf(this.#parts, learner));
      case 'find':
        return foundScreen(library, place.words, await menuRecordOf(this.#parts, learner));
    }
  }

  statistics(learner: string): Promise<Statistics> {
    return statisticsFor(this.#parts, learner);
  }

  history(learner: string): Promise<readonly HistoryEntry[]> {
    return historyOf(this.#parts, learner);
  }

  /** The challenge of a day (day.ts), today's where none is named. */
  challengeOf(day = this.today()): Challenge | undefined {
    return challengeOf(day, this.library);
  }

  today(): number {
    return dayOf(this.#parts.now(), zoneOf(this.#parts));
  }

  /** Runs somebody's answer again, as a session of its own that leaves nothing in the learner's record. */
  async replay(learner: string, code: string): Promise<Turn> {
    if (looksLikeQuestionCode(code)) return this.#sameQuestion(learner, code);
    const read = decodeReplayCode(code);
    if (!read.ok) return noSession(learner, replayRefusedScreen(read.error));
    const { scenario: id, version, seed, answer } = read.value;
    const scenario = this.library.find(id);
    if (!scenario) return noSession(learner, unknownScenarioScreen([id]));
    if (scenario.version !== version) {
      const text = {
        es: `El código es de la versión ${version} de «${scenario.title.es}» y aquí está la ${scenario.version}: la misma respuesta podría tener otro resultado.`,
        en: `The code is for version ${version} of "${scenario.title.en}", and here is ${scenario.version}: the same answer might end differently.`,
      };
      return noSession(learner, replayRefusedScreen(text));
    }
    const submit: Action = { at: this.#parts.now(), kind: 'submit', answer };
    const plan: Plan = { questions: [{ scenario: id, version }], occasion: { kind: 'replay' }, seed };
    return this.#begin(learner, plan, [submit]);
  }

  /** The question that a session is at, for others to answer too. */
  async questionAt(sessionId: string): Promise<SharedQuestion | undefined> {
    const session = await this.#parts.store.load(sessionId);
    const state = session && foldSession(session);
    const question = state?.questions[state.position];
    if (!session || !question) return undefined;
    return { scenario: question.scenario, version: question.version, seed: session.seed };
  }

  /** A question that somebody shared: with the figures they had, and an answer of one's own. */
  async #sameQuestion(learner: string, code: string): Promise<Turn> {
    const read = decodeQuestionCode(code);
    if (!read.ok) return noSession(learner, replayRefusedScreen(read.error));
    const { scenario: id, version, seed } = read.value;
    const scenario = this.library.find(id);
    if (!scenario) return noSession(learner, unknownScenarioScreen([id]));
    // Of another version the figures may be others; the question is the one there is.
    return this.start(learner, [id], scenario.version === version ? { seed } : {});
  }

  /** `nothing` is shown where the plan has no question. */
  async #goOnOrBegin(learner: string, occasion: Occasion, plan: () => Plan, nothing: () => Screen): Promise<Turn> {
    const open = (await this.#open(learner)).find((session) => isSameOccasion(session.occasion, occasion));
    if (open) return this.#turn(open, true);
    const planned = plan();
    return planned.questions.length === 0 ? noSession(learner, nothing()) : this.#begin(learner, planned);
  }

  async #begin(learner: string, plan: Plan, actions: readonly Action[] = []): Promise<Turn> {
    const { newId, newSeed, now, store } = this.#parts;
    const { questions, occasion, seed = newSeed() } = plan;
    const session: Session = {
      ...{ id: newId(), learner, seed, questions, startedAt: now(), actions },
      ...(occasion && { occasion }),
    };
    await store.create(session);
    return this.#turn(session, true);
  }

  /**
   * Goes on with an open session of exactly these questions, or begins one. `fresh` goes on with none that an action was
   * taken in: pressing "start again" twice begins one session. With a `seed` it is a session with that seed.
   */
  async start(
    learner: string,
    scenarioIds: readonly string[],
    options: { readonly fresh?: boolean; readonly seed?: number } = {},
  ): Promise<Turn> {
    const summaries = new Map(this.library.list().map((summary) => [summary.id, summary]));
    const unknown = scenarioIds.filter((id) => !summaries.has(id));
    if (unknown.length > 0 || scenarioIds.length === 0) return noSession(learner, unknownScenarioScreen(unknown));
    const questions = scenarioIds.flatMap((id) => summaries.get(id) ?? []).map(questionOf);
    const asked = JSON.stringify(questions.map(({ scenario, version }) => [scenario, version]));
    for (const session of await this.#open(learner)) {
      if (session.occasion || (options.fresh && session.actions.length > 0)) continue;
      if (options.seed !== undefined && session.seed !== options.seed) continue;
      const its = JSON.stringify(session.questions.map(({ scenario, version }) => [scenario, version]));
      if (its === asked) return this.#turn(session, true);
    }
    return this.#begin(learner, { questions, ...(options.seed !== undefined && { seed: options.seed }) });
  }

  /** The session left open last, where there is one. A run that was cut off is started again. */
  async resume(learner: string): Promise<Turn | undefined> {
    const newest = (await this.#open(learner)).find(canGoOn);
    return newest && this.#turn(newest, true);
  }

  /** Where a session stands, changing nothing. */
  async show(sessionId: string): Promise<Turn> {
    const session = await this.#parts.store.load(sessionId);
    return session ? this.#turn(session, true) : noSession('', unknownSessionScreen());
  }

  /**
   * `at` is the `actionCount` that the pressed button or shown screen carried: an action meant for an earlier one does
   * not count. Without it the action is taken for where the session stands now.
   */
  async act(sessionId: string, fact: PlayerAction, at?: number): Promise<Turn> {
    const { store } = this.#parts;
    const session = await store.load(sessionId);
    if (!session) return noSession('', unknownSessionScreen());
    const index = session.actions.length;
    if ((at !== undefined && at !== index) || !this.#isOffered(session, fact)) return this.#turn(session, false);
    const action = { at: this.#parts.now(), ...(await this.#explored(session, fact)) };
    if (!(await store.append(sessionId, index, action))) {
      const changed = await store.load(sessionId);
      return changed ? this.#turn(changed, false) : noSession('', unknownSessionScreen());
    }
    const after: Session = { ...session, actions: [...session.actions, action] };
    await this.#finishIfOver(after);
    return this.#turn(after, true);
  }

  /** What has to be run for an action before it is written: the last hint of a written answer, and a supposition. */
  async #explored(session: Session, fact: PlayerAction): Promise<ActionFact> {
    const state = foldSession(session);
    const question = state.questions[state.position];
    const scenario = question && libraryFor(this.library, session.seed).find(question.scenario);
    const answer = question?.grading?.answer;
    if (!answer || !scenario) return fact;
    const { scenario: id, version } = question;
    const explore = (ask: Ask) =>
      this.#parts.grader.explore?.({ scenario: id, version, seed: session.seed, answer, ask });
    if (fact.kind === 'hint' && asksForRepair(question, scenario)) {
      const found = await explore({ kind: 'repair' });
      return { ...fact, repair: found?.kind === 'repair' ? found.repair : notSearched };
    }
    if (fact.kind !== 'suppose') return fact;
    const found = await explore({ kind: 'what-if', change: fact.change });
    return found?.kind === 'what-if' ? { ...fact, outcome: found.whatIf } : fact;
  }

  /** What the offer `restart` does: ends this session, keeping what counted, and begins the same questions afresh. */
  async restart(sessionId: string): Promise<Turn> {
    const session = await this.#parts.store.load(sessionId);
    if (!session) return noSession('', unknownSessionScreen());
    if (foldSession(session).phase !== 'summary') await this.act(sessionId, { kind: 'finish' });
    const again = session.occasion && placeOf(session.occasion);
    if (again) return this.#goTo(session.learner, again);
    const all = session.questions.map(({ scenario }) => scenario);
    const known = all.filter((id) => this.library.find(id));
    return this.start(session.learner, known.length > 0 ? known : all, { fresh: true });
  }

  /** Open sessions, newest first. One that was cut off between its last action and its record is recorded now. */
  async #open(learner: string): Promise<readonly Session[]> {
    const open: Session[] = [];
    for (const session of await this.#parts.store.open(learner)) {
      if (!(await this.#finishIfOver(session)) && !(await this.#finishIfLeft(session))) open.push(session);
    }
    return open;
  }

  async #finishIfOver(session: Session): Promise<boolean> {
    if (foldSession(session).phase !== 'summary') return false;
    await this.#parts.store.finish(session.id, session.actions.at(-1)?.at ?? session.startedAt, resultsOf(session));
    return true;
  }

  /** Answered to the end a day ago and never closed, as a message on Discord is: what was answered is its result. */
  async #finishIfLeft(session: Session): Promise<boolean> {
    const last = session.actions.at(-1)?.at ?? session.startedAt;
    if (this.#parts.now() - last < dayMilliseconds) return false;
    const state = foldSession(session);
    const isAtItsEnd = state.phase === 'result' && nextPosition(state) === undefined;
    if (!isAtItsEnd || !state.questions[state.position]?.closed) return false;
    await this.#parts.store.finish(session.id, last, resultsOf(session));
    return true;
  }

  /** A frontend can do what the screen offers and nothing else; so can whoever replays an old button. */
  #isOffered(session: Session, fact: PlayerAction): boolean {
    const state = foldSession(session);
    const { offers } = screenOf(state, libraryFor(this.library, session.seed));
    switch (fact.kind) {
      case 'submit': {
        const { answer } = fact;
        return offers.some((offer) => isAnswerTo(offer, answer));
      }
      case 'finish':
        return state.phase !== 'summary';
      case 'confidence':
        return offers.some((offer) => offer.kind === 'confidence' && offer.confidence === fact.confidence);
      case 'flag':
        return offers.some((offer) => offer.kind === 'flag' && offer.reason === fact.reason);
      case 'suppose':
        return offers.some((offer) => offer.kind === 'suppose' && offer.change === fact.change);
      case 'retry':
        // A run that got no verdict leaves the session at work with nobody working.
        if (state.phase === 'working') return !this.#running.has(runKey(session));
        return offers.some(({ kind }) => kind === 'retry');
      default:
        return offers.some(({ kind }) => kind === fact.kind);
    }
  }

  #turn(session: Session, accepted: boolean): Turn {
    const state = foldSession(session);
    const screen = screenOf(state, libraryFor(this.library, session.seed));
    if (screen.kind !== 'working') return turnOf(session, screen, accepted);
    return turnOf(session, screen, accepted, this.#run(session, state));
  }

  /** The verdict of the answer that waits for one: graded once, however many ask. */
  #run(session: Session, state: State): Pick<Turn, 'settled' | 'ahead'> {
    const key = runKey(session);
    const running = this.#running.get(key);
    if (running) return running;
    const { grader } = this.#parts;
    const settled = this.#grade(session, state).finally(() => this.#running.delete(key));
    const ticket = grader.queue?.().latest;
    const run = { settled, ahead: () => (ticket === undefined ? undefined : grader.queue?.().ahead(ticket)) };
    this.#running.set(key, run);
    return run;
  }

  async #grade(session: Session, state: State): Promise<Turn> {
    const question = state.questions[state.position];
    const scenario = question && libraryFor(this.library, session.seed).find(question.scenario);
    if (!question?.answer || !scenario)
      return turnOf(session, screenOf(state, libraryFor(this.library, session.seed)), false);
    try {
      const { scenario: id, version, answer } = question;
      const grading = await this.#parts.grader.grade({ scenario: id, version, seed: session.seed, answer });
      if (grading.verdict === 'not-graded') return turnOf(session, notGradedScreen(state, scenario, grading), true);
      const action = { at: this.#parts.now(), kind: 'graded', grading } as const;
      if (await this.#parts.store.append(session.id, session.actions.length, action)) {
        return this.#turn({ ...session, actions: [...session.actions, action] }, true);
      }
      // Another process was quicker, or the learner ended the session meanwhile: what is written counts.
      return await this.show(session.id);
    } catch {
      const trouble = {
        es: 'La respuesta quedó guardada, pero su resultado no se pudo guardar. Vuelve a intentarlo.',
        en: 'Your answer is saved, but its result could not be saved. Try again.',
      };
      return turnOf(
        session,
        notGradedScreen(state, scenario, notGraded(question.answer, session.seed, scenario, trouble)),
        true,
      );
    }
  }
}

/** The search was cut off, or nobody could make it. */
const notSearched: Repair = {
  found: 'none',
  text: {
    es: 'El cambio más pequeño no se pudo buscar a tiempo. Vuelve a leer las otras pistas.',
    en: 'The smallest change could not be searched in time. Read the other hints once more.',
  },
};

function notGraded(
  answer: NonNullable<State['questions'][number]['answer']>,
  seed: number,
  scenario: { readonly id: string; readonly version: number },
  trouble: { readonly es: string; readonly en: string },
) {
  return {
    scenario: scenario.id,
    version: scenario.version,
    seed,
    answer,
    verdict: 'not-graded' as const,
    score: 0,
    checks: [],
    errors: [],
    assumptions: [],
    trouble,
  };
}

/** Where one goes to begin the same again. */
function placeOf(occasion: Occasion): Place | undefined {
  switch (occasion.kind) {
    case 'quiz':
      return { kind: 'quiz', quiz: occasion.quiz };
    case 'challenge':
      return { kind: 'challenge', day: occasion.day };
    case 'review':
    case 'placement':
      return { kind: occasion.kind };
    case 'replay':
      return undefined;
  }
}

function runKey(session: Session): string {
  return `${session.id}:${session.actions.length}`;
}

function noSession(learner: string, screen: Screen): Turn {
  return turnOf({ id: '', learner, actions: [] }, screen, false);
}

function turnOf(
  session: Pick<Session, 'id' | 'learner' | 'actions'>,
  screen: Screen,
  accepted: boolean,
  run?: Pick<Turn, 'settled' | 'ahead'>,
): Turn {
  const turn = {
    sessionId: session.id,
    learner: session.learner,
    actionCount: session.actions.length,
    accepted,
    screen,
  };
  if (run) return { ...turn, ...run };
  const done: Turn = { ...turn, settled: Promise.resolve().then(() => done), ahead: () => undefined };
  return done;
}
