/**
 * `sh`: runs a parsed script inside a process, on the virtual clock. Programs become child processes, pipelines and `( )` run
 * in forked shells, traps run when the foreground command has ended or `wait` is interrupted, as POSIX says.
 *
 * A loop that never waits would stop the simulation; it is made to take time instead (`loop-brake.ts`).
 */
import type { Routine } from '#simulation/coroutine.ts';
import { type Call, callCommand, type Command as Utility } from '../call.ts';
import { join } from '../files/paths.ts';
import type { Process } from '../process.ts';
import { Collector, emptyInput, type Input, nowhere, type Output, Pipe, readAll } from '../streams.ts';
import type { World } from '../world.ts';
import { runCompound } from './compound.ts';
import { ExitShell, LeaveLoop, ReturnFromFunction } from './control-flow.ts';
import { ExpansionError, type ExpansionHost, expandText, expandWords } from './expansion.ts';
import { LoopBrake } from './loop-brake.ts';
import { parseScript, ShellSyntaxError } from './parser.ts';
import { childOf, runProgram } from './programs.ts';
import { openInput, redirected } from './redirections.ts';
import type { AndOr, Command, List, Pipeline } from './syntax.ts';
import { Traps } from './traps.ts';
import { ShellVariables } from './variables.ts';

/** Which shell it is decides only its words: busybox ash, Debian's dash, bash. */
export type Flavour = 'ash' | 'dash' | 'bash';

export interface Io {
  readonly input: Input;
  readonly outputs: ReadonlyMap<number, Output>;
}

/** A builtin works on the shell itself: variables, traps, jobs. */
export interface Builtin {
  readonly names: readonly string[];
  run(shell: Shell, args: readonly string[], io: Io): Routine<number> | number;
}

export interface ShellParts {
  readonly builtins: ReadonlyMap<string, Builtin>;
  /** Programs that the shell runs in its own process: `echo`, `test`, `printf`… */
  readonly utilities: ReadonlyMap<string, Utility>;
}

const deepestCalls = 60;

export class Shell implements ExpansionHost {
  readonly process: Process;
  readonly parts: ShellParts;
  readonly flavour: Flavour;
  /** `$0`, and the name in front of error messages. */
  name: string;
  positional: string[] = [];
  readonly variables: ShellVariables;
  readonly functions = new Map<string, Command>();
  readonly settings = new Set<string>();
  readonly traps: Traps;
  readonly jobs: Process[] = [];
  lastStatus = 0;
  lastJob: Process | undefined;
  io: Io;
  /** `$$`: the process of the shell that was started, also inside `( )` and pipelines. */
  firstPid: number;
  readonly #brake: LoopBrake;
  #inCondition = 0;
  /** When bash's `SECONDS` was 0. */
  #secondsFrom: number;

  constructor(options: {
    readonly process: Process;
    readonly parts: ShellParts;
    readonly flavour: Flavour;
    readonly name: string;
  }) {
    this.process = options.process;
    this.parts = options.parts;
    this.flavour = options.flavour;
    this.name = options.name;
    this.firstPid = options.process.pid;
    this.#secondsFrom = options.process.world.clock.elapsedSeconds;
    this.io = {
      input: options.process.input,
      outputs: new Map([
        [1, options.process.output],
        [2, options.process.errors],
      ]),
    };
    this.variables = new ShellVariables(options.process.environment);
    this.traps = new Traps(options.process);
    this.#brake = new LoopBrake(options.process.world.clock);
  }

  get world(): World {
    return this.process.world;
  }

  /** Runs a whole script to its exit code, `trap … EXIT` included. */
  *runScript(text: string, options: { readonly last?: boolean } = {}): Routine<number> {
    let exitCode: number;
    try {
      exitCode = yield* this.#protected(function* (this: Shell) {
        return yield* this.runList(parseScript(text), options.last ?? false);
      });
    } catch (error) {
      if (!(error instanceof ExitShell)) throw error;
      exitCode = error.exitCode;
    }
    return yield* this.#atExit(exitCode);
  }

  *#atExit(exitCode: number): Routine<number> {
    const trap = this.traps.takeExit();
    if (trap === undefined) return exitCode;
    this.lastStatus = exitCode;
    try {
      yield* this.evaluate(trap);
    } catch (error) {
      if (error instanceof ExitShell) return error.exitCode;
      throw error;
    }
    return exitCode;
  }

  /** `eval`, `trap`, `.`: parses and runs in this shell. */
  *evaluate(text: string): Routine<number> {
    return yield* this.#protected(function* (this: Shell) {
      return yield* this.runList(parseScript(text));
    });
  }

  /** What is wrong with the script itself ends the shell with 2, as in every POSIX shell that reads no terminal. */
  *#protected(body: (this: Shell) => Routine<number>): Routine<number> {
    try {
      return yield* body.call(this);
    } catch (error) {
      if (error instanceof ShellSyntaxError || error instanceof ExpansionError) {
        this.complain(error.message);
        throw new ExitShell(error instanceof ExpansionError && this.flavour === 'bash' ? 1 : 2);
      }
      if (error instanceof LeaveLoop) return 0;
      throw error;
    }
  }

  *runList(list: List, last = false): Routine<number> {
    for (const [index, andOr] of list.entries()) {
      if (andOr.background) this.#background(andOr);
      else yield* this.#andOr(andOr, last && index === list.length - 1);
      yield* this.runTraps();
    }
    return this.lastStatus;
  }

  *#andOr(andOr: AndOr, last: boolean): Routine<number> {
    const { first, rest } = andOr;
    if (rest.length > 0) this.#inCondition++;
    try {
      yield* this.#pipeline(first, last && rest.length === 0);
      for (const [index, { operator, pipeline }] of rest.entries()) {
        const isLast = index === rest.length - 1;
        if (isLast) this.#inCondition--;
        if ((operator === '&&') === (this.lastStatus === 0)) yield* this.#pipeline(pipeline, last && isLast);
        if (isLast) this.#inCondition++;
      }
    } finally {
      if (rest.length > 0) this.#inCondition--;
    }
    return this.lastStatus;
  }

  *#pipeline(pipeline: Pipeline, last: boolean): Routine<void> {
    const [only] = pipeline.commands;
    if (pipeline.negated) this.#inCondition++;
    try {
      if (pipeline.commands.length === 1 && only)
        this.lastStatus = yield* this.#command(only, this.io, last && !pipeline.negated);
      else this.lastStatus = yield* this.#piped(pipeline.commands);
    } finally {
      if (pipeline.negated) this.#inCondition--;
    }
    if (pipeline.negated) this.lastStatus = this.lastStatus === 0 ? 1 : 0;
    else if (this.lastStatus !== 0 && this.settings.has('errexit') && this.#inCondition === 0)
      throw new ExitShell(this.lastStatus);
  }

  *#piped(commands: readonly Command[]): Routine<number> {
    let input = this.io.input;
    const forks: { readonly process: Process; readonly start: () => void }[] = [];
    for (const [index, command] of commands.entries()) {
      const isLast = index === commands.length - 1;
      const pipe = isLast ? undefined : new Pipe();
      const outputs = new Map(this.io.outputs);
      if (pipe) outputs.set(1, pipe);
      const io = { input, outputs };
      const incoming = input;
      const fork = this.#prepareFork(io, (shell) => shell.#command(command, io, true));
      fork.process.onEnd(() => {
        pipe?.close();
        if (incoming instanceof Pipe && index > 0) incoming.breakOff();
      });
      forks.push(fork);
      input = pipe ?? emptyInput;
    }
    // All are there before the first runs: `ps | grep sh` sees its own `grep`.
    for (const fork of forks) fork.start();
    let status = 0;
    for (const { process } of forks) {
      const exitCode: number = yield process.waited();
      if (!this.settings.has('pipefail')) status = exitCode;
      else if (exitCode !== 0) status = exitCode;
    }
    return status;
  }

  /** A copy of this shell in a process of its own. */
  fork(io: Io, body: (shell: Shell) => Routine<number>): Process {
    const { process, start } = this.#prepareFork(io, body);
    start();
    return process;
  }

  #prepareFork(
    io: Io,
    body: (shell: Shell) => Routine<number>,
  ): { readonly process: Process; readonly start: () => void } {
    const child = childOf(this, io, { argv: this.process.argv, environment: this.environment() });
    const shell = new Shell({ process: child, parts: this.parts, flavour: this.flavour, name: this.name });
    this.variables.copyTo(shell.variables);
    for (const [name, command] of this.functions) shell.functions.set(name, command);
    for (const setting of this.settings) shell.settings.add(setting);
    shell.positional = [...this.positional];
    shell.lastStatus = this.lastStatus;
    shell.lastJob = this.lastJob;
    shell.io = io;
    shell.firstPid = this.firstPid;
    return { process: child, start: () => child.start(shell.#forked(body)) };
  }

  *#forked(body: (shell: Shell) => Routine<number>): Routine<number> {
    let exitCode: number;
    try {
      exitCode = yield* this.#protected(() => body(this));
    } catch (error) {
      if (!(error instanceof ExitShell)) throw error;
      exitCode = error.exitCode;
    }
    return yield* this.#atExit(exitCode);
  }

  #background(andOr: AndOr): void {
    const io = { input: emptyInput, outputs: this.io.outputs };
    const job = this.fork(io, (shell) => shell.#andOr({ ...andOr, background: false }, andOr.rest.length === 0));
    this.jobs.push(job);
    this.lastJob = job;
    this.lastStatus = 0;
  }

  *#command(command: Command, outer: Io, last = false): Routine<number> {
    if (command.kind === 'simple') return yield* this.#simple(command, outer, last);
    const io = yield* redirected(this, command.redirections, outer);
    if (!io) return 1;
    const before = this.io;
    this.io = io;
    try {
      return yield* runCompound(this, command, io);
    } finally {
      this.io = before;
    }
  }

  /** `if …`, `while …`: that it fails ends no shell under `set -e`. */
  *runCondition(list: List): Routine<number> {
    this.#inCondition++;
    try {
      return yield* this.runList(list);
    } finally {
      this.#inCondition--;
    }
  }

  *#simple(command: Extract<Command, { kind: 'simple' }>, outer: Io, last: boolean): Routine<number> {
    const words = yield* expandWords(command.words, this);
    const substituted = this.#substitutions; // `x=$(false)` has the status of the substitution, `x=1` has 0
    const assignments: [string, string][] = [];
    for (const { name, value, items } of command.assignments) {
      if (items) this.#setArray(name, yield* expandWords(items, this));
      else assignments.push([name, yield* expandText(value, this)]);
    }
    if (this.settings.has('xtrace')) this.#trace(assignments, words);
    const [name] = words;
    if (name === undefined) {
      for (const [variable, value] of assignments) if (!this.assign(variable, value)) return 1;
      const io = yield* redirected(this, command.redirections, outer);
      if (!io) return 1;
      return this.#substitutions > substituted ? this.lastStatus : 0;
    }
    const io = yield* redirected(this, command.redirections, outer);
    if (!io) return 1;
    const args = words.slice(1);
    if (name === 'exec') return yield* this.#exec(args, assignments, io);
    const body = this.functions.get(name);
    if (body) return yield* this.#function(body, args, assignments, io);
    const builtin = this.parts.builtins.get(name);
    if (builtin) return yield* this.#temporarily(assignments, () => asRoutine(builtin.run(this, args, io)));
    const utility = this.parts.utilities.get(name);
    if (utility) return yield* this.#temporarily(assignments, () => callCommand(utility, this.call(name, args, io)));
    const replace = last && this.traps.commands.size === 0 && this.jobs.every((job) => job.ended);
    return yield* runProgram(this, { words, assignments, io, replace });
  }

  call(name: string, args: readonly string[], io: Io): Call {
    const process = this.process;
    process.environment = this.environment();
    return {
      name,
      args,
      process,
      input: io.input,
      output: io.outputs.get(1) ?? nowhere,
      errors: io.outputs.get(2) ?? nowhere,
    };
  }

  *#temporarily(assignments: readonly [string, string][], body: () => Routine<number>): Routine<number> {
    const restore = this.variables.override(assignments);
    try {
      return yield* body();
    } finally {
      restore();
    }
  }

  *#function(
    body: Command,
    args: readonly string[],
    assignments: readonly [string, string][],
    io: Io,
  ): Routine<number> {
    if (this.variables.locals.length >= deepestCalls) throw new ExpansionError('function nesting too deep');
    const before = this.positional;
    this.positional = [...args];
    this.variables.enterFunction();
    try {
      return yield* this.#temporarily(assignments, () => this.#command(body, io));
    } catch (error) {
      if (error instanceof ReturnFromFunction) return error.exitCode;
      throw error;
    } finally {
      this.positional = before;
      this.variables.leaveFunction();
    }
  }

  /** `exec program`: this process becomes the program. Without one, the redirections stay. */
  *#exec(args: readonly string[], assignments: readonly [string, string][], io: Io): Routine<number> {
    if (args.length === 0) {
      this.io = io;
      return 0;
    }
    this.traps.clear();
    throw new ExitShell(yield* runProgram(this, { words: args, assignments, io, replace: true }));
  }

  *runTraps(): Routine<void> {
    for (let commands = this.traps.next(); commands !== undefined; commands = this.traps.next()) {
      const status = this.lastStatus;
      yield* this.evaluate(commands);
      this.lastStatus = status;
    }
  }

  /** Before each round of a loop. */
  *breathe(): Routine<void> {
    if (yield* this.#brake.round()) yield* this.runTraps();
  }

  // -- variables ------------------------------------------------------------------------------------------------------

  get hasBraces(): boolean {
    return this.flavour === 'bash';
  }

  get(name: string): string | undefined {
    if (name === 'PWD') return this.process.workingDirectory;
    if (name === 'RANDOM' && this.flavour !== 'dash') return String(this.world.random.integer(0, 32767));
    if (name === 'SECONDS' && this.flavour === 'bash')
      return String(Math.floor(this.world.clock.elapsedSeconds - this.#secondsFrom));
    if (name === 'HOSTNAME' && this.flavour === 'bash') return this.variables.get('HOSTNAME') ?? this.world.hostname;
    return this.variables.get(name);
  }

  set(name: string, value: string): void {
    this.assign(name, value);
  }

  assign(name: string, value: string): boolean {
    if (this.variables.readOnly.has(name)) {
      this.complain(`${name}: is read only`);
      return false;
    }
    // bash counts on from what is written there.
    if (name === 'SECONDS') this.#secondsFrom = this.world.clock.elapsedSeconds - (Number.parseInt(value, 10) || 0);
    this.variables.put(name, value);
    if (this.settings.has('allexport')) this.variables.exported.add(name);
    return true;
  }

  #setArray(name: string, items: readonly string[]): void {
    this.variables.clearArray(name);
    for (const [index, item] of items.entries()) this.assign(`${name}[${index}]`, item);
    this.assign(name, items[0] ?? '');
  }

  items(name: string): readonly string[] {
    return this.variables.items(name);
  }

  unset(name: string): never {
    throw new ExpansionError(`${name}: ${this.flavour === 'bash' ? 'unbound variable' : 'parameter not set'}`);
  }

  environment(): Map<string, string> {
    return this.variables.environment();
  }

  special(name: string): string | undefined {
    switch (name) {
      case '?':
        return String(this.lastStatus);
      case '$':
        return String(this.firstPid);
      case '!':
        return this.lastJob ? String(this.lastJob.pid) : '';
      case '#':
        return String(this.positional.length);
      case '0':
        return this.name;
      case '-':
        return this.settings.has('errexit') ? 'e' : '';
      case 'nounset':
        return this.settings.has('nounset') ? 'on' : undefined;
      default:
        return undefined;
    }
  }

  get noGlob(): boolean {
    return this.settings.has('noglob');
  }

  get homeDirectory(): string {
    return this.variables.get('HOME') ?? '/root';
  }

  get workingDirectory(): string {
    return this.process.workingDirectory;
  }

  names(path: string): readonly string[] {
    return this.world.files.list(path, this.process.user);
  }

  #substitutions = 0;

  *substitute(list: List): Routine<string> {
    const only = list.length === 1 && list[0]?.rest.length === 0 ? list[0].first.commands : [];
    const [command] = only;
    const [redirection] = command?.redirections ?? [];
    if (
      only.length === 1 &&
      command?.kind === 'simple' &&
      command.words.length + command.assignments.length === 0 &&
      redirection?.operator === '<'
    ) {
      // `$(<file)`
      const opened = openInput(this, yield* expandText(redirection.target, this), this.io);
      return opened ? yield* readAll(opened) : '';
    }
    const collector = new Collector();
    const outputs = new Map(this.io.outputs);
    outputs.set(1, collector);
    const child = this.fork({ input: this.io.input, outputs }, (shell) => shell.runList(list, true));
    this.lastStatus = yield child.waited();
    this.#substitutions++;
    return collector.text;
  }

  path(word: string): string {
    return word.startsWith('/') ? word : join(this.process.workingDirectory, word);
  }

  complain(text: string, io: Io = this.io): void {
    const line = this.flavour === 'dash' ? ' 1:' : this.flavour === 'bash' ? ' line 1:' : '';
    (io.outputs.get(2) ?? nowhere).write(`${this.name}:${line} ${text}\n`);
  }

  #trace(assignments: readonly [string, string][], words: readonly string[]): void {
    const shown = [
      ...assignments.map(([name, value]) => `${name}=${quoteForTrace(value)}`),
      ...words.map(quoteForTrace),
    ].join(' ');
    (this.io.outputs.get(2) ?? nowhere).write(`+ ${shown}\n`);
  }
}

function quoteForTrace(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

// biome-ignore lint/correctness/useYield: gives a plain number the shape of a routine
function* immediate(value: number): Routine<number> {
  return value;
}

function asRoutine(result: Routine<number> | number): Routine<number> {
  return typeof result === 'number' ? immediate(result) : result;
}
