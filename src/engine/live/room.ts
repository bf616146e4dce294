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
import type { Grading, Run } from '../grading.ts';
import { isAnswerTo } from '../is-answer-to.ts';
import type { Grader, Library } from '../ports.ts';
import type { Scenario } from '../scenario.ts';
import type { LiveAction, LiveFact, LiveSession } from './live-session.ts';
import { answerKey, applyLive, foldLive, type LiveState, lastDeadline, ungraded } from './live-state.ts';
import { LiveViews } from './live-views.ts';

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
}

export interface LiveSummary {
  readonly id: string;
  readonly quiz: string;
  readonly startedAt: number;
  readonly finishedAt?: number;
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
const mostTries = 3;

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
  /** Runs under way, by question and answer, so that none is asked for twice. */
  readonly #running = new Set<string>();
  readonly #gradings = new Map<string, Promise<Grading>>();
  /** Questions that may still have something to run. */
  readonly #unsettled: Set<number>;
  #leads: boolean;

  /** One that does not lead runs nothing; another process does. */
  constructor(session: LiveSession, parts: RoomParts, { leads }: { readonly leads: boolean } = { leads: true }) {
    this.#parts = parts;
    this.#leads = leads;
    this.#session = session;
    this.#state = foldLive(session);
    this.#ahead = this.#state;
    this.views = new LiveViews(session, parts.library);
    this.#unsettled = new Set(session.questions.keys());
    this.#gradeMissing();
  }

  get session(): LiveSession {
    return this.#session;
  }

  get state(): LiveState {
    return this.#state;
  }

  /** When the question shown closes by itself; nothing while none is open or it is paused. */
  get nextDeadline(): number | undefined {
    const { phase, position, questions } = this.#ahead;
    const shown = questions[position];
    if (phase !== 'question' || !shown || shown.pausedAt !== undefined) return undefined;
    return lastDeadline(this.#ahead, shown);
  }

  async tick(): Promise<void> {
    const deadline = this.nextDeadline;
    if (deadline === undefined || this.#parts.now() < deadline) return;
    await this.act({ kind: 'time-over', position: this.#ahead.position });
  }

  /** Resolves when it is on disk, or with a sentence why it does not count. Never rejects. */
  act(fact: LiveFact): Promise<Result<undefined, Text>> {
    if (this.#broken) return Promise.resolve(fail(this.#broken));
    if (fact.kind === 'answer') {
      const trouble = this.#whatIsWrongWith(fact.position, fact.answer);
      if (trouble) return Promise.resolve(fail(trouble));
    }
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
    if (begins) this.#gradeMissing();
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
      this.#noteUnsettled(action);
    }
  }

  #tell(): void {
    this.#gradeMissing();
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

  #gradeMissing(): void {
    if (!this.#leads) return;
    for (const position of [...this.#unsettled]) {
      const question = this.#state.questions[position];
      if (!question || position > this.#state.position) continue;
      const waiting = ungraded(question);
      if (question.key && waiting.length === 0) {
        this.#unsettled.delete(position);
        continue;
      }
      const probe = question.key ? undefined : probeAnswer(this.views.scenarioAt(position));
      if (probe) {
        this.#run(position, probe, 'key', (grading) => ({ kind: 'key', position, grading }));
        this.#prepare(position);
      }
      for (const answer of waiting) {
        this.#run(position, answer, answerKey(answer), (grading) => {
          return { kind: 'graded', position, answer, grading: withoutOptions(slim(grading)) };
        });
      }
    }
  }

  /** While people read, the few answers there can be are run, so that nothing computes while they press. */
  #prepare(position: number): void {
    for (const offer of this.views.offersAt(position))
      if (offer.kind === 'choose') void this.#gradingOf(position, { kind: 'choice', option: offer.option });
  }

  #run(position: number, answer: Answer, key: string, factOf: (grading: Grading) => LiveFact): void {
    const name = `${position} ${key}`;
    if (this.#running.has(name) || this.#broken) return;
    this.#running.add(name);
    void this.#gradingOf(position, answer)
      .then((grading) => this.act(factOf(grading)))
      .then((result) => {
        this.#running.delete(name);
        // What it was for may have gone meanwhile (graded again): then it is asked for anew.
        if (result.ok) this.#gradeMissing();
      });
  }

  /** The same answer is run once, however many give it. */
  #gradingOf(position: number, answer: Answer): Promise<Grading> {
    const name = `${position} ${answerKey(answer)}`;
    const known = this.#gradings.get(name);
    if (known) return known;
    const { scenario, version } = this.#session.questions[position]!;
    // Runs behind the reveal are drawn on the wall; of what each wrote in YAML only the verdict is kept.
    const probe = probeAnswer(this.views.scenarioAt(position));
    const isShown = answer.kind !== 'manifest' || (probe && answerKey(probe) === answerKey(answer));
    const grading = this.#graded({ scenario, version, seed: this.#session.seed, answer }).then(
      isShown ? withoutHints : slim,
    );
    this.#gradings.set(name, grading);
    return grading;
  }

  /** What a written action may leave to be run. */
  #noteUnsettled(action: LiveAction): void {
    if (action.kind === 'answer' || action.kind === 'regrade') this.#unsettled.add(action.position);
    if (action.kind === 'next' || action.kind === 'skip') {
      this.#unsettled.add(this.#state.position);
      // Long past, and their verdicts are in the state.
      this.#gradings.clear();
    }
    if (action.kind === 'regrade') this.#gradings.clear();
  }

  /** The net of real time may catch an innocent answer on a busy machine: it gets other chances before a class is told. */
  async #graded(request: Parameters<Grader['grade']>[0]): Promise<Grading> {
    for (let attempt = 1; ; attempt++) {
      const grading = await this.#parts.grader.grade(request);
      if (grading.verdict !== 'not-graded' || attempt >= mostTries) return grading;
    }
  }
}

/** Some answer, because the run behind the reveal is wanted even where nobody gave one. */
function probeAnswer(scenario: Scenario | undefined): Answer | undefined {
  switch (scenario?.type) {
    case undefined:
      return undefined;
    case 'choice':
    case 'design':
      return { kind: 'choice', option: scenario.options[0]?.id ?? '' };
    case 'multi':
      return { kind: 'picks', options: scenario.options.slice(0, 1).map(({ id }) => id) };
    case 'documented':
      return scenario.several
        ? { kind: 'picks', options: scenario.options.slice(0, 1).map(({ id }) => id) }
        : { kind: 'choice', option: scenario.options[0]?.id ?? '' };
    case 'predict':
      return scenario.options
        ? { kind: 'choice', option: scenario.options[0]?.id ?? '' }
        : { kind: 'words', text: '0' };
    case 'order':
      return { kind: 'picks', options: scenario.options.map(({ id }) => id) };
    case 'match':
      return { kind: 'picks', options: scenario.items.map(() => scenario.options[0]?.id ?? '') };
    case 'manifest':
    case 'fix':
      return { kind: 'manifest', text: scenario.references?.[0] ?? scenario.starter };
    default:
      return { kind: 'words', text: '-' };
  }
}

function withoutHints({ hints: _hints, ...grading }: Grading): Grading {
  return grading;
}

/** Pictures of runs are large, and a list of five hundred answers is kept in memory. */
function slim(grading: Grading): Grading {
  const { run, options, ...rest } = withoutHints(grading);
  return {
    ...rest,
    ...(run && { run: withoutPicture(run) }),
    ...(options && { options: options.map((option) => ({ ...option, run: withoutPicture(option.run) })) }),
  };
}

function withoutPicture({ picture: _picture, ...run }: Run): Run {
  return run;
}

/** They are the same for all answers to a question, and kept once with its key. */
function withoutOptions({ options: _options, ...grading }: Grading): Grading {
  return grading;
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
