/**
 * A live session that is going on. Whatever anybody does is judged against the state, written to disk, and acknowledged then:
 * everything that came while one write was under way goes into the next one together, so a class that answers at the same moment
 * waits for two writes and not for five hundred. Answers run in the grader as they come; the room writes down their verdicts,
 * and after a crash asks for those that are missing. It has no clock: whoever holds the room (live-house.ts) calls `tick` at
 * `nextDeadline`. Where another process has written meanwhile, that is read and what waits is judged anew.
 */
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import type { Answer } from '../answer.ts';
import { isAnswerTo } from '../is-answer-to.ts';
import type { Grader, Library } from '../ports.ts';
import { completeFact } from './complete-fact.ts';
import { deadlineIn } from './deadlines.ts';
import { applyLive, foldLive } from './fold/fold-live.ts';
import type { LiveAction, LiveFact, LiveSession } from './live-session.ts';
import type { LiveState } from './live-state.ts';
import { LiveViews } from './live-views.ts';
import { Runs } from './runs.ts';

export interface LiveStore {
  create(session: LiveSession): Promise<void>;
  load(id: string): Promise<LiveSession | undefined>;
  /** All of them at once from `index` on, or none: false where another process has written there already. */
  append(id: string, index: number, actions: readonly LiveAction[]): Promise<boolean>;
  /** Those from `index` on: what other processes wrote. */
  actionsFrom(id: string, index: number): Promise<readonly LiveAction[]>;
  /** True where `holder` leads it until then: it did before, or nobody does at `at`. */
  lead(id: string, holder: string, at: number, until: number): Promise<boolean>;
  /** Those that are not finished, newest first; and those that are. */
  list(): Promise<readonly LiveSummary[]>;
  finish(id: string, at: number): Promise<void>;
  /** With all that was answered and everybody's name. */
  erase(id: string): Promise<void>;
  /** All whose time to be erased has come (`eraseAt`); says how many. */
  eraseExpired(at: number): Promise<number>;
}

export interface LiveSummary {
  readonly id: string;
  readonly quiz: string;
  readonly startedAt: number;
  readonly finishedAt?: number;
  /** Of one that is not finished: when it was to begin by itself. */
  readonly beginsAt?: number;
  readonly eraseAt?: number;
}

export interface RoomParts {
  readonly store: LiveStore;
  readonly grader: Grader;
  readonly library: Library;
  readonly now: () => number;
  readonly log: (problem: string) => void;
}

interface Entry {
  readonly action: LiveAction;
  readonly done: (result: Result<undefined, Text>) => void;
}

export const mostAnswerLength = 64_000;

export class LiveRoom {
  readonly views: LiveViews;
  readonly #parts: RoomParts;
  #session: LiveSession;
  /** As written to disk: what is shown. */
  #state: LiveState;
  /** With what is still being written: what the next action is judged against. */
  #ahead: LiveState;
  #waiting: Entry[] = [];
  #writing = false;
  #broken: Text | undefined;
  readonly #listeners = new Set<() => void>();
  readonly #runs: Runs;
  #leads: boolean;

  /** One that does not lead runs nothing; another process does. */
  constructor(session: LiveSession, parts: RoomParts, { leads }: { readonly leads: boolean } = { leads: true }) {
    this.#parts = parts;
    this.#leads = leads;
    this.#session = session;
    this.#state = foldLive(session);
    this.#ahead = this.#state;
    this.views = new LiveViews(session, parts.library);
    this.#runs = new Runs({
      session,
      grader: parts.grader,
      scenarioAt: (position) => this.views.scenarioAt(position),
      offersAt: (position) => this.views.offersAt(position),
      write: async (fact) => (await this.act(fact)).ok,
      state: () => this.#state,
    });
    this.#ask();
  }

  get session(): LiveSession {
    return this.#session;
  }

  get state(): LiveState {
    return this.#state;
  }

  /** When something happens by itself (deadlines.ts); nothing while all waits for the host. */
  get nextDeadline(): number | undefined {
    return deadlineIn(this.#ahead)?.at;
  }

  async tick(): Promise<void> {
    const deadline = deadlineIn(this.#ahead);
    if (deadline && this.#parts.now() >= deadline.at) await this.act(deadline.fact);
  }

  /** Resolves when it is on disk, or with a sentence why it does not count. Never rejects. */
  act(asked: LiveFact): Promise<Result<undefined, Text>> {
    if (this.#broken) return Promise.resolve(fail(this.#broken));
    if (asked.kind === 'answer') {
      const trouble = this.#whatIsWrongWith(asked.position, asked.answer);
      if (trouble) return Promise.resolve(fail(trouble));
    }
    const complete = completeFact(asked, { session: this.#session, state: this.#ahead, views: this.views });
    if (!complete.ok) return Promise.resolve(complete);
    const fact = complete.value;
    // Time never runs backwards in a session, whatever is done to the machine's clock.
    const at = Math.max(this.#parts.now(), this.#lastAt());
    const action: LiveAction = { at, ...fact };
    const next = applyLive(this.#ahead, action);
    if (!next.ok) return Promise.resolve(fail(next.error));
    // The same answer once more: it is written, or is being written before this is acknowledged.
    if (next.value === this.#ahead && this.#waiting.length === 0 && !this.#writing)
      return Promise.resolve(ok(undefined));
    this.#ahead = next.value;
    return new Promise((done) => {
      this.#waiting.push({ action, done });
      void this.#write();
    });
  }

  /** From now on it runs what is still to be run, or leaves that to another process. */
  lead(leads: boolean): void {
    const begins = leads && !this.#leads;
    this.#leads = leads;
    if (begins) this.#ask();
  }

  /** Reads what other processes wrote. */
  async refresh(): Promise<void> {
    if (this.#writing || this.#broken) return;
    this.#writing = true;
    try {
      await this.#catchUp();
    } finally {
      this.#writing = false;
      if (this.#waiting.length > 0) void this.#write();
    }
  }

  /** Told after each write. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** One that does not lead leaves it to the process that does. */
  #ask(): void {
    if (this.#leads && !this.#broken) this.#runs.ask();
  }

  #lastAt(): number {
    return this.#waiting.at(-1)?.action.at ?? this.#session.actions.at(-1)?.at ?? this.#session.startedAt;
  }

  async #write(): Promise<void> {
    if (this.#writing) return;
    this.#writing = true;
    while (this.#waiting.length > 0 && !this.#broken) {
      // A moment for those that arrive together.
      await Promise.resolve();
      const batch = this.#waiting.splice(0);
      const actions = batch.map(({ action }) => action);
      let trouble = await this.#store(actions);
      if (trouble === 'taken') {
        this.#waiting.unshift(...batch);
        trouble = await this.#readOthers();
        if (!trouble) continue;
      }
      if (trouble) {
        this.#broken = trouble;
        for (const { done } of [...batch, ...this.#waiting.splice(0)]) done(fail(trouble));
        break;
      }
      this.#take(actions);
      for (const { done } of batch) done(ok(undefined));
      this.#tell();
    }
    this.#writing = false;
  }

  /** What is on disk becomes what is shown. */
  #take(actions: readonly LiveAction[]): void {
    this.#session = { ...this.#session, actions: [...this.#session.actions, ...actions] };
    for (const action of actions) {
      const next = applyLive(this.#state, action);
      if (next.ok) this.#state = next.value;
      this.#runs.note(action, this.#state.position);
    }
  }

  #tell(): void {
    this.#ask();
    for (const listener of this.#listeners) listener();
  }

  /** What others wrote comes first; what waits here is judged anew behind it. False where there was nothing. */
  async #catchUp(): Promise<boolean> {
    const { id, actions: known } = this.#session;
    const written = await this.#parts.store.actionsFrom(id, known.length);
    if (written.length === 0) return false;
    this.#take(written);
    this.#ahead = this.#state;
    for (const { action: asked, done } of this.#waiting.splice(0)) {
      const action: LiveAction = { ...asked, at: Math.max(asked.at, this.#lastAt()) };
      const next = applyLive(this.#ahead, action);
      if (next.ok) {
        this.#ahead = next.value;
        this.#waiting.push({ action, done });
      } else done(fail(next.error));
    }
    this.#tell();
    return true;
  }

  async #readOthers(): Promise<Text | undefined> {
    try {
      return (await this.#catchUp()) ? undefined : notWritten;
    } catch (error) {
      this.#log(error);
      return notWritten;
    }
  }

  #log(error: unknown): void {
    this.#parts.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }

  /** `taken`: another process wrote first. */
  async #store(actions: readonly LiveAction[]): Promise<Text | 'taken' | undefined> {
    const { store } = this.#parts;
    const { id, actions: written } = this.#session;
    try {
      if (!(await store.append(id, written.length, actions))) return 'taken';
      if (actions.some(({ kind }) => kind === 'finish' || kind === 'next') && this.#ahead.phase === 'finished')
        await store.finish(id, actions.at(-1)?.at ?? 0);
      return undefined;
    } catch (error) {
      this.#log(error);
      return notWritten;
    }
  }

  #whatIsWrongWith(position: number, answer: Answer): Text | undefined {
    if ('text' in answer && answer.text.length > mostAnswerLength) return tooLong;
    return this.views.offersAt(position).some((offer) => isAnswerTo(offer, answer)) ? undefined : noAnswer;
  }
}

const notWritten: Text = {
  es: 'No se pudo guardar en el disco. Comprueba que queda espacio y empieza readyz de nuevo: sigue donde estaba.',
  en: 'It could not be saved to disk. See that there is space left and start readyz again: it goes on where it was.',
};

const tooLong: Text = { es: 'La respuesta es demasiado larga.', en: 'The answer is too long.' };

const noAnswer: Text = {
  es: 'Eso no responde a la pregunta que se ve ahora.',
  en: 'That does not answer the question shown now.',
};
