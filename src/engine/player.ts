/**
 * What both frontends drive: a session in, a screen out. Each action is written through the store before it is acknowledged,
 * then answers are graded in a worker and the verdict is written too. Killed at any instant, a session goes on where it was:
 * an answer without its verdict is graded again. The first write to an index wins, so double clicks and two devices are harmless.
 */
import type { ActionFact } from './action.ts';
import type { Answer } from './answer.ts';
import type { Ask } from './explore/explore.ts';
import { asksForRepair } from './hints/hints-of.ts';
import { type Challenge, challengeOf } from './learning/challenge.ts';
import { dayOf, readDay, writtenDay } from './learning/day.ts';
import { placementPool } from './learning/placement.ts';
import { type Statistics, statisticsOf } from './learning/statistics.ts';
import { arePicks } from './picks.ts';
import { type Place, readPlace } from './place.ts';
import type { Grader, HistoryEntry, Library, SessionStore } from './ports.ts';
import { drawQuestions } from './quiz.ts';
import { decodeReplayCode } from './replay-code.ts';
import type { Offer, Screen } from './screen.ts';
import {
  homeScreen,
  menuScreen,
  notGradedScreen,
  nothingThereScreen,
  nothingToReviewScreen,
  questionsScreen,
  quizzesScreen,
  replayRefusedScreen,
  screenOf,
  statisticsScreen,
  unknownQuizScreen,
  unknownScenarioScreen,
  unknownSessionScreen,
} from './screens/index.ts';
import { searchScenarios } from './search.ts';
import type { Occasion, Session, SessionQuestion } from './session.ts';
import { foldSession, resultsOf, type State } from './state.ts';
import { topicTitle } from './topics.ts';
import { libraryFor } from './variants.ts';

export interface PlayerParts {
  readonly library: Library;
  readonly store: SessionStore;
  readonly grader: Grader;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly newId: () => string;
  /** A whole number, 0 ≤ seed < 2³². */
  readonly newSeed: () => number;
  /** Where days begin and end for these learners: `Europe/Madrid`. UTC where absent. */
  readonly zone?: string;
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
}

/** What a frontend may ask for. Verdicts are appended by the player alone. */
export type PlayerAction = Exclude<ActionFact, { readonly kind: 'graded' }>;

export class Player {
  readonly #parts: PlayerParts;
  /** Runs under way in this process, by session and index of the verdict to come. */
  readonly #running = new Map<string, Promise<Turn>>();

  constructor(parts: PlayerParts) {
    this.#parts = parts;
  }

  get library(): Library {
    return this.#parts.library;
  }

  async menu(learner: string): Promise<Screen> {
    return menuScreen(this.library.list(), await this.#record(learner));
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
      case 'home':
        return noSession(learner, await this.#home(learner));
      case 'continue':
        return (await this.resume(learner)) ?? noSession(learner, await this.#home(learner));
      case 'review':
        return this.#review(learner);
      case 'challenge':
        return this.#challenge(learner, place.day);
      case 'placement':
        return this.#placement(learner);
      case 'quiz':
        return this.#quiz(learner, place.quiz);
      case 'code':
        return this.replay(learner, place.code);
      case 'scenario':
        return this.start(learner, [place.scenario]);
      case 'statistics':
        return noSession(learner, statisticsScreen(await this.statistics(learner), library));
      case 'quizzes': {
        const open = new Set(
          (await this.#open(learner)).map(({ occasion }) => occasion?.kind === 'quiz' && occasion.quiz),
        );
        const facts = library.quizzes().map((quiz) => ({
          quiz,
          questionCount: drawQuestions(quiz, library, 0).length,
          open: open.has(quiz.id),
        }));
        return noSession(learner, quizzesScreen(facts));
      }
      case 'all':
        return noSession(learner, { ...(await this.menu(learner)), offers: [] });
      case 'topic': {
        const found = library.list().filter(({ topic }) => topic === place.topic);
        const prose = { es: 'Elige una pregunta de este tema.', en: 'Pick a question on this topic.' };
        const record = await this.#record(learner);
        return noSession(learner, questionsScreen(topicTitle(place.topic), prose, found, record));
      }
      case 'find': {
        const found = searchScenarios(library, place.words);
        const prose =
          found.length === 0
            ? { es: `Nada contiene «${place.words}».`, en: `Nothing has "${place.words}" in it.` }
            : { es: `Con «${place.words}»:`, en: `With "${place.words}":` };
        const title = { es: 'Preguntas encontradas', en: 'Questions found' };
        return noSession(learner, questionsScreen(title, prose, found, await this.#record(learner)));
      }
    }
  }

  async statistics(learner: string): Promise<Statistics> {
    const { now, library } = this.#parts;
    return statisticsOf({ history: await this.history(learner), now: now(), zone: this.#zone }, library);
  }

  /** All answers in the order in which they were given, those of open sessions too: nothing waits for a session to end. */
  async history(learner: string): Promise<readonly HistoryEntry[]> {
    const { store } = this.#parts;
    const [finished, open] = await Promise.all([store.history(learner), store.open(learner)]);
    const begun = open.flatMap((session) =>
      resultsOf(session).flatMap((result) => (result.attempts > 0 ? [{ ...result, session: session.id }] : [])),
    );
    return begun.length === 0 ? finished : [...finished, ...begun].sort((a, b) => a.at - b.at);
  }

  /** The challenge of a day (day.ts), today's where none is named. */
  challengeOf(day = this.today()): Challenge | undefined {
    return challengeOf(day, this.library);
  }

  today(): number {
    return dayOf(this.#parts.now(), this.#zone);
  }

  /** Runs somebody's answer again, as a session of its own that leaves nothing in the learner's record. */
  async replay(learner: string, code: string): Promise<Turn> {
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
    const { now, newId, store } = this.#parts;
    const session: Session = {
      id: newId(),
      learner,
      seed,
      questions: [{ scenario: id, version }],
      startedAt: now(),
      actions: [{ at: now(), kind: 'submit', answer }],
      occasion: { kind: 'replay' },
    };
    await store.create(session);
    return this.#turn(session, true);
  }

  get #zone(): string {
    return this.#parts.zone ?? 'UTC';
  }

  async #record(learner: string) {
    const { store } = this.#parts;
    const [sessions, results] = await Promise.all([store.open(learner), store.results(learner)]);
    const open = new Set<string>();
    for (const session of sessions) {
      // A test's questions are those it may choose from, and somebody else's answer is no question left open.
      if (session.occasion?.kind === 'placement' || session.occasion?.kind === 'replay') continue;
      const state = foldSession(session);
      if (state.phase === 'summary') continue;
      for (const { scenario } of state.questions.slice(state.position)) open.add(scenario);
    }
    return { open, results };
  }

  async #home(learner: string): Promise<Screen> {
    const { library } = this.#parts;
    const [statistics, history, sessions] = await Promise.all([
      this.statistics(learner),
      this.history(learner),
      this.#open(learner),
    ]);
    const [newest] = sessions;
    const state = newest && foldSession(newest);
    const at = state?.questions[state.position]?.scenario;
    const challenge = this.challengeOf();
    const result = history.findLast(
      ({ occasion, scenario, at: when }) =>
        occasion === 'challenge' && scenario === challenge?.scenario.id && dayOf(when, this.#zone) === challenge.day,
    );
    return homeScreen({
      statistics,
      open: at === undefined ? undefined : library.find(at)?.title,
      challenge: challenge && { scenario: challenge.scenario, result },
      quizzes: library.quizzes().length,
      placed: history.some(({ occasion }) => occasion === 'placement'),
    });
  }

  async #review(learner: string): Promise<Turn> {
    const open = (await this.#open(learner)).find(({ occasion }) => occasion?.kind === 'review');
    if (open) return this.#turn(open, true);
    const statistics = await this.statistics(learner);
    const due = new Set(statistics.reviews.today.map(({ scenario }) => scenario));
    const summaries = new Map(this.library.list().map((summary) => [summary.id, summary]));
    const questions = [...due].flatMap((id) => summaries.get(id) ?? []).map(questionOf);
    if (questions.length === 0) return noSession(learner, nothingToReviewScreen(statistics));
    // A new seed: what is asked again is a fresh variant, not a picture to remember.
    return this.#begin(learner, { questions, occasion: { kind: 'review' } });
  }

  async #challenge(learner: string, written: string | undefined): Promise<Turn> {
    const day = written === undefined ? this.today() : readDay(written);
    const challenge = day === undefined || day > this.today() ? undefined : this.challengeOf(day);
    if (!challenge) return noSession(learner, nothingThereScreen());
    const occasion: Occasion = { kind: 'challenge', day: writtenDay(challenge.day) };
    const open = (await this.#open(learner)).find((session) => isSameOccasion(session.occasion, occasion));
    if (open) return this.#turn(open, true);
    return this.#begin(learner, { questions: [questionOf(challenge.scenario)], occasion, seed: challenge.seed });
  }

  async #placement(learner: string): Promise<Turn> {
    const open = (await this.#open(learner)).find(({ occasion }) => occasion?.kind === 'placement');
    if (open) return this.#turn(open, true);
    const seed = this.#parts.newSeed();
    const questions = placementPool(this.library, seed).map((summary) => ({
      ...questionOf(summary),
      level: summary.level,
      topic: summary.topic,
    }));
    if (questions.length === 0) return noSession(learner, nothingThereScreen());
    return this.#begin(learner, { questions, occasion: { kind: 'placement' }, seed });
  }

  async #quiz(learner: string, id: string): Promise<Turn> {
    const quiz = this.library.findQuiz(id);
    if (!quiz) return noSession(learner, unknownQuizScreen(id));
    const occasion: Occasion = {
      kind: 'quiz',
      quiz: id,
      version: quiz.version,
      hints: quiz.hints,
      ...(quiz.passPercent !== undefined && { passPercent: quiz.passPercent }),
    };
    const open = (await this.#open(learner)).find((session) => isSameOccasion(session.occasion, occasion));
    if (open) return this.#turn(open, true);
    const seed = this.#parts.newSeed();
    const questions = drawQuestions(quiz, this.library, seed);
    if (questions.length === 0) return noSession(learner, unknownQuizScreen(id));
    return this.#begin(learner, { questions, occasion, seed });
  }

  async #begin(
    learner: string,
    parts: { readonly questions: readonly SessionQuestion[]; readonly occasion?: Occasion; readonly seed?: number },
  ): Promise<Turn> {
    const { newId, newSeed, now, store } = this.#parts;
    const { questions, occasion, seed = newSeed() } = parts;
    const session: Session = {
      ...{ id: newId(), learner, seed, questions, startedAt: now(), actions: [] },
      ...(occasion && { occasion }),
    };
    await store.create(session);
    return this.#turn(session, true);
  }

  /**
   * Goes on with an open session of exactly these questions, or begins one. `fresh` goes on with none that an action was
   * taken in: pressing "start again" twice begins one session.
   */
  async start(
    learner: string,
    scenarioIds: readonly string[],
    options: { readonly fresh?: boolean } = {},
  ): Promise<Turn> {
    const summaries = new Map(this.library.list().map((summary) => [summary.id, summary]));
    const unknown = scenarioIds.filter((id) => !summaries.has(id));
    if (unknown.length > 0 || scenarioIds.length === 0) return noSession(learner, unknownScenarioScreen(unknown));
    const questions = scenarioIds.flatMap((id) => summaries.get(id) ?? []).map(questionOf);
    const asked = JSON.stringify(questions.map(({ scenario, version }) => [scenario, version]));
    for (const session of await this.#open(learner)) {
      if (session.occasion || (options.fresh && session.actions.length > 0)) continue;
      const its = JSON.stringify(session.questions.map(({ scenario, version }) => [scenario, version]));
      if (its === asked) return this.#turn(session, true);
    }
    return this.#begin(learner, { questions });
  }

  /** The session left open last, where there is one. A run that was cut off is started again. */
  async resume(learner: string): Promise<Turn | undefined> {
    const [newest] = await this.#open(learner);
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
      return found?.kind === 'repair' ? { ...fact, repair: found.repair } : fact;
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
    if (session.occasion?.kind === 'quiz') return this.#quiz(session.learner, session.occasion.quiz);
    const all = session.questions.map(({ scenario }) => scenario);
    const known = all.filter((id) => this.library.find(id));
    return this.start(session.learner, known.length > 0 ? known : all, { fresh: true });
  }

  /** Open sessions, newest first. One that was cut off between its last action and its record is recorded now. */
  async #open(learner: string): Promise<readonly Session[]> {
    const open: Session[] = [];
    for (const session of await this.#parts.store.open(learner)) {
      if (!(await this.#finishIfOver(session))) open.push(session);
    }
    return open;
  }

  async #finishIfOver(session: Session): Promise<boolean> {
    if (foldSession(session).phase !== 'summary') return false;
    await this.#parts.store.finish(session.id, session.actions.at(-1)?.at ?? session.startedAt, resultsOf(session));
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
  #run(session: Session, state: State): Promise<Turn> {
    const key = runKey(session);
    const running = this.#running.get(key);
    if (running) return running;
    const run = this.#grade(session, state).finally(() => this.#running.delete(key));
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

function isAnswerTo(offer: Offer, answer: Answer): boolean {
  switch (answer.kind) {
    case 'choice':
      return offer.kind === 'choose' && offer.option === answer.option;
    case 'picks':
      return offer.kind === 'pick' && arePicks(offer, answer.options);
    case 'words':
      return offer.kind === 'type';
    case 'manifest':
      return offer.kind === 'write';
  }
}

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

function questionOf({ id, version, weight }: { id: string; version: number; weight: number }): SessionQuestion {
  return { scenario: id, version, weight };
}

function isSameOccasion(one: Occasion | undefined, other: Occasion): boolean {
  if (one?.kind === 'quiz' && other.kind === 'quiz') return one.quiz === other.quiz && one.version === other.version;
  if (one?.kind === 'challenge' && other.kind === 'challenge') return one.day === other.day;
  return one?.kind === other.kind;
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
  settled?: Promise<Turn>,
): Turn {
  const turn = {
    sessionId: session.id,
    learner: session.learner,
    actionCount: session.actions.length,
    accepted,
    screen,
  };
  if (settled) return { ...turn, settled };
  const done: Turn = { ...turn, settled: Promise.resolve().then(() => done) };
  return done;
}
