/**
 * `trap 'commands' TERM`: what a shell does about signals. A trapped signal is noted and its commands run when the foreground
 * command has ended; `wait` is interrupted by it.
 */
import type { Routine } from '#simulation/coroutine.ts';
import type { Process } from '../process.ts';
import { type Signal, signalNamed } from '../signals.ts';

export class Traps {
  /** By signal, and `EXIT`; an empty text ignores. */
  readonly commands = new Map<string, string>();
  readonly #process: Process;
  readonly #pending: Signal[] = [];
  #interrupt: (() => void) | undefined;

  constructor(process: Process) {
    this.#process = process;
  }

  /** An empty text ignores the signal, undefined gives it back its own meaning. False: there is no such signal. */
  set(condition: string, commands: string | undefined): boolean {
    if (condition === 'EXIT' || condition === '0') {
      if (commands === undefined) this.commands.delete('EXIT');
      else this.commands.set('EXIT', commands);
      return true;
    }
    const signal = signalNamed(condition);
    if (!signal) return false;
    if (commands === undefined) {
      this.commands.delete(signal);
      this.#process.handlers.delete(signal);
    } else {
      this.commands.set(signal, commands);
      this.#process.handlers.set(signal, commands === '' ? 'ignore' : () => this.#note(signal));
    }
    return true;
  }

  /** Before another program takes the process over: only what is ignored stays so. */
  clear(): void {
    const { handlers } = this.#process;
    for (const signal of handlers.keys()) if (handlers.get(signal) !== 'ignore') handlers.delete(signal);
    this.commands.clear();
  }

  /** The commands of the oldest signal that came and was not dealt with; undefined when there is none. */
  next(): string | undefined {
    for (;;) {
      const signal = this.#pending.shift();
      if (signal === undefined) return undefined;
      const commands = this.commands.get(signal);
      if (commands) return commands;
    }
  }

  /** The commands that `exit` runs, once. */
  takeExit(): string | undefined {
    const commands = this.commands.get('EXIT');
    this.commands.delete('EXIT');
    return commands === '' ? undefined : commands;
  }

  /** Waits for jobs; a trapped signal interrupts it (then the result is undefined). */
  *waitFor(jobs: readonly Process[]): Routine<number | undefined> {
    let status = 0;
    for (const job of jobs) {
      if (this.#pending.length > 0) return undefined;
      const exitCode: number | undefined = yield (resume) => {
        this.#interrupt = () => resume(undefined);
        job.onEnd(resume);
        return undefined;
      };
      this.#interrupt = undefined;
      if (exitCode === undefined) return undefined;
      status = exitCode;
    }
    return status;
  }

  #note(signal: Signal): void {
    this.#pending.push(signal);
    this.#interrupt?.();
  }
}
