/**
 * A process: a program that runs on the virtual clock in a PID namespace, takes signals and ends with an exit code.
 *
 * Two rules of Linux decide much of what a course on containers teaches, and both are here: process 1 of a namespace
 * ignores every signal it has no handler for (so `docker stop` waits out its grace and kills), and when process 1 ends
 * all others of its namespace are killed.
 */
import { Coroutine, type Pause, type Routine } from '#simulation/coroutine.ts';
import type { User } from './files/layer.ts';
import { ignoredByDefault, type Signal, signalNumbers } from './signals.ts';
import type { Input, Output } from './streams.ts';
import type { World } from './world.ts';

export interface ProcessOptions {
  readonly argv: readonly string[];
  readonly world: World;
  readonly environment: ReadonlyMap<string, string>;
  readonly workingDirectory: string;
  readonly user: User;
  readonly input: Input;
  readonly output: Output;
  readonly errors: Output;
  readonly parent?: Process;
}

export type Handler = 'default' | 'ignore' | (() => void);

/** Exit code of a process that a signal ended: 128 + its number. */
export function killedBy(signal: Signal): number {
  return 128 + signalNumbers[signal];
}

export class PidNamespace {
  readonly processes = new Map<number, Process>();
  #nextPid = 1;

  add(process: Process): number {
    const pid = this.#nextPid++;
    this.processes.set(pid, process);
    return pid;
  }

  /** A pod with shareProcessNamespace: the pause program is process 1, so that no container's program is. */
  reserve(): void {
    this.#nextPid++;
  }

  /** A container that starts again in its own namespace begins at 1. */
  reset(): void {
    this.#nextPid = 1;
  }
}

export class Process {
  readonly pid: number;
  readonly world: World;
  argv: readonly string[];
  environment: Map<string, string>;
  workingDirectory: string;
  readonly user: User;
  input: Input;
  output: Output;
  errors: Output;
  readonly parent: Process | undefined;
  readonly children = new Set<Process>();
  readonly handlers = new Map<Signal, Handler>();
  /** Thousandths of a core that it wants now, and the memory it holds. */
  cpuMillis: () => number = () => 0;
  memoryBytes = 1_048_576;
  exitCode: number | undefined;
  /** The signal that ended it, if one did. */
  endedBy: Signal | undefined;
  #coroutine: Coroutine<number> | undefined;
  readonly #listeners: ((exitCode: number) => void)[] = [];

  constructor(options: ProcessOptions) {
    this.world = options.world;
    this.argv = options.argv;
    this.environment = new Map(options.environment);
    this.workingDirectory = options.workingDirectory;
    this.user = options.user;
    this.input = options.input;
    this.output = options.output;
    this.errors = options.errors;
    this.parent = options.parent;
    this.pid = options.world.pids.add(this);
    options.parent?.children.add(this);
  }

  get ended(): boolean {
    return this.exitCode !== undefined;
  }

  /** By a fault: the container's first program and what it started stand still. What others run there (a probe) does not. */
  get hung(): boolean {
    let root: Process = this;
    while (root.parent) root = root.parent;
    return root.pid === 1 && this.world.conditions.hung;
  }

  start(routine: Routine<number>): this {
    this.#coroutine = new Coroutine(routine, (exitCode) => this.#end(exitCode));
    this.#coroutine.start();
    return this;
  }

  /** Whether it had any effect. */
  signal(signal: Signal, from: 'inside' | 'outside' = 'outside'): boolean {
    if (this.ended) return false;
    const isFirst = this.pid === 1;
    if (signal === 'KILL') {
      if (isFirst && from === 'inside') return false; // the kernel protects process 1 from its own namespace
      this.#kill('KILL');
      return true;
    }
    if (this.hung) return false; // it does not see its signals
    const handler = this.handlers.get(signal) ?? 'default';
    if (handler === 'ignore') return false;
    if (handler !== 'default') {
      handler();
      return true;
    }
    if (isFirst || ignoredByDefault.has(signal)) return false;
    this.#kill(signal);
    return true;
  }

  onEnd(listener: (exitCode: number) => void): void {
    if (this.exitCode !== undefined) listener(this.exitCode);
    else this.#listeners.push(listener);
  }

  /** `const exitCode = yield child.waited()`. */
  waited(): Pause<number> {
    return (resume) => {
      this.onEnd(resume);
      return undefined;
    };
  }

  #kill(signal: Signal): void {
    this.endedBy = signal;
    this.#coroutine?.cancel();
    this.#end(killedBy(signal));
  }

  #end(exitCode: number): void {
    if (this.exitCode !== undefined) return;
    this.exitCode = exitCode & 255;
    const namespace = this.world.pids;
    namespace.processes.delete(this.pid);
    this.parent?.children.delete(this);
    this.world.network.closeAll(this);
    if (this.pid === 1) for (const other of [...namespace.processes.values()]) other.signal('KILL');
    for (const listener of this.#listeners.splice(0)) listener(this.exitCode);
  }
}
