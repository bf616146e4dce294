/**
 * What both frontends drive: a session in, a screen out. Each action is written through the store before it is acknowledged,
 * then answers are graded in a worker and the verdict is written too. Killed at any instant, a session goes on where it was:
 * an answer without its verdict is graded again. The first write to an index wins, so double clicks and two devices are harmless.
 */
import type { ActionFact } from './action.ts';
import type { Answer } from './answer.ts';
import { arePicks } from './picks.ts';
import type { Grader, Library, SessionStore } from './ports.ts';
import type { Offer, Screen } from './screen.ts';
import { menuScreen, notGradedScreen, screenOf, unknownScenarioScreen, unknownSessionScreen } from './screens/index.ts';
import type { Session } from './session.ts';
import { foldSession, resultsOf, type State } from './state.ts';

export interface PlayerParts {
  readonly library: Library;
  readonly store: SessionStore;
  readonly grader: Grader;
  /** Milliseconds since 1970. */
  readonly now: () => number;
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
    const { library, store } = this.#parts;
    const [sessions, results] = await Promise.all([store.open(learner), store.results(learner)]);
    const open = new Set<string>();
    for (const session of sessions) {
      const state = foldSession(session);
      if (state.phase === 'summary') continue;
      for (const { scenario } of state.questions.slice(state.position)) open.add(scenario);
    }
    return menuScreen(library.list(), { open, results });
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
    const { library, store } = this.#parts;
    const unknown = scenarioIds.filter((id) => !library.find(id));
    if (unknown.length > 0 || scenarioIds.length === 0) return noSession(learner, unknownScenarioScreen(unknown));
    const questions = scenarioIds.flatMap((id) => {
      const scenario = library.find(id);
      return scenario ? [{ scenario: id, version: scenario.version, weight: scenario.weight }] : [];
    });
    const asked = JSON.stringify(questions.map(({ scenario, version }) => [scenario, version]));
    for (const session of await this.#open(learner)) {
      if (options.fresh && session.actions.length > 0) continue;
      const its = JSON.stringify(session.questions.map(({ scenario, version }) => [scenario, version]));
      if (its === asked) return this.#turn(session, true);
    }
    const session: Session = {
      id: this.#parts.newId(),
      learner,
      seed: this.#parts.newSeed(),
      questions,
      startedAt: this.#parts.now(),
      actions: [],
    };
    await store.create(session);
    return this.#turn(session, true);
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
    const action = { at: this.#parts.now(), ...fact };
    if (!(await store.append(sessionId, index, action))) {
      const changed = await store.load(sessionId);
      return changed ? this.#turn(changed, false) : noSession('', unknownSessionScreen());
    }
    const after: Session = { ...session, actions: [...session.actions, action] };
    await this.#finishIfOver(after);
    return this.#turn(after, true);
  }

  /** What the offer `restart` does: ends this session, keeping what counted, and begins the same questions afresh. */
  async restart(sessionId: string): Promise<Turn> {
    const session = await this.#parts.store.load(sessionId);
    if (!session) return noSession('', unknownSessionScreen());
    if (foldSession(session).phase !== 'summary') await this.act(sessionId, { kind: 'finish' });
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
    const { offers } = screenOf(state, this.library);
    switch (fact.kind) {
      case 'submit': {
        const { answer } = fact;
        return offers.some((offer) => isAnswerTo(offer, answer));
      }
      case 'finish':
        return state.phase !== 'summary';
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
    const screen = screenOf(state, this.library);
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
    const scenario = question && this.library.find(question.scenario);
    if (!question?.answer || !scenario) return turnOf(session, screenOf(state, this.library), false);
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
