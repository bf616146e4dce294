/**
 * A piece of work that takes virtual time, written as a generator: it yields a pause where it waits and goes on where it
 * stopped. Programs in containers and the kubelet's pod workers are such routines.
 *
 * `yield sleep(clock, 5000)` waits five seconds; `const exitCode = yield waitFor(child)` waits for somebody's word.
 * A pause is a function that arranges for `resume` to be called once and returns how to call that off.
 */
import type { VirtualClock } from './virtual-clock.ts';

// biome-ignore lint/suspicious/noExplicitAny: what a pause yields back is known only to who made the pause
export type Pause<Value = any> = (resume: (value: Value) => void) => (() => void) | undefined;
// biome-ignore lint/suspicious/noExplicitAny: see Pause
export type Routine<Result> = Generator<Pause, Result, any>;

export function sleep(clock: VirtualClock, milliseconds: number): Pause<void> {
  return (resume) => {
    const timer = clock.after(milliseconds, () => resume());
    return () => clock.cancel(timer);
  };
}

export class Coroutine<Result> {
  readonly #routine: Routine<Result>;
  readonly #onEnd: (result: Result) => void;
  #callOff: (() => void) | undefined;
  #turn = 0;
  #ended = false;
  #running = false;

  /** Nothing happens before `start()`; `onEnd` is not called for a routine that was cancelled. */
  constructor(routine: Routine<Result>, onEnd: (result: Result) => void = () => undefined) {
    this.#routine = routine;
    this.#onEnd = onEnd;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Runs up to the first pause, or to the end. */
  start(): this {
    this.#run(undefined);
    return this;
  }

  /** Stops where it stands; `finally` blocks of the routine run. */
  cancel(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#turn++;
    this.#callOff?.();
    this.#callOff = undefined;
    if (!this.#running) this.#routine.return(undefined as never); // a routine that cancels itself is ended in #run
  }

  /**
   * A pause may call `resume` while it is being arranged (what it waits for is there already): then the loop goes on
   * instead of calling itself, so that a long chain of such pauses needs no stack.
   */
  #run(first: unknown): void {
    let value = first;
    while (!this.#ended) {
      this.#running = true;
      const step = this.#routine.next(value);
      this.#running = false;
      if (this.#ended) {
        if (!step.done) this.#routine.return(undefined as never);
        return;
      }
      if (step.done) {
        this.#ended = true;
        this.#onEnd(step.value);
        return;
      }
      const turn = ++this.#turn;
      let arranging = true;
      let resumedAtOnce = false;
      const callOff = step.value((answer: unknown) => {
        if (this.#turn !== turn || this.#ended) return; // a second call, or one that came too late
        this.#turn++;
        this.#callOff = undefined;
        value = answer;
        if (arranging) resumedAtOnce = true;
        else this.#run(answer);
      });
      arranging = false;
      if (!resumedAtOnce) {
        this.#callOff = callOff;
        return;
      }
    }
  }
}
