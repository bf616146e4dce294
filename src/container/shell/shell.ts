/**
 * `sh`: runs a parsed script inside a process, on the virtual clock. Programs become child processes, pipelines and `( )` run
 * in forked shells, traps run when the foreground command has ended or `wait` is interrupted, as POSIX says.
 *
 * A loop that never waits would stop the simulation; it is made to take time instead (see `#breathe`).
 */
import { type Routine, sleep } from '#simulation/coroutine.ts';
import { type Call, callCommand, type Command as Utility } from '../call.ts';
import { FileError, join } from '../file-system.ts';
import { Process } from '../process.ts';
import { type Signal, signalNamed } from '../signals.ts';
import { Collector, emptyInput, type Input, nowhere, type Output, Pipe, readAll, textInput } from '../streams.ts';
import type { World } from '../world.ts';
import { ExpansionError, type ExpansionHost, expandPattern, expandText, expandWords } from './expansion.ts';
import { parseScript, ShellSyntaxError } from './parser.ts';
import { matchesPattern } from './pattern.ts';
import type { AndOr, Command, List, Pipeline, Redirection } from './syntax.ts';

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

export class ExitShell {
  readonly exitCode: number;
  constructor(exitCode: number) {
    this.exitCode = exitCode;
  }
}
export class ReturnFromFunction extends ExitShell {}
export class LeaveLoop {
  levels: number;
  readonly again: boolean;
  constructor(levels: number, again: boolean) {
    this.levels = levels;
    this.again = again;
  }
}

const mostProcesses = 250;
const deepestCalls = 60;

export class Shell implements ExpansionHost {
  readonly process: Process;
  readonly parts: ShellParts;
  readonly flavour: Flavour;
  /** `$0`, and the name in front of error messages. */
  name: string;
  positional: string[] = [];
  readonly variables = new Map<string, string>();
  readonly exported = new Set<string>();
  readonly readOnly = new Set<string>();
  readonly functions = new Map<string, Command>();
  readonly settings = new Set<string>();
  readonly traps = new Map<string, string>();
  readonly jobs: Process[] = [];
  lastStatus = 0;
  lastJob: Process | undefined;
  io: Io;
  /** `$$`: the process of the shell that was started, also inside `( )` and pipelines. */
  firstPid: number;
  /** Variables that `local` has set aside, a map for each function that is running. */
  readonly locals: Map<string, string | undefined>[] = [];
  readonly #pendingTraps: string[] = [];
  #interrupt: (() => void) | undefined;
  #inCondition = 0;
  #burst = 0;
  /** When bash's `SECONDS` was 0. */
  #secondsFrom: number;
  #burstAtMs = -1;
  #pauseMs = 10;

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
    for (const [name, value] of options.process.environment) {
      if (!/^[A-Za-z_]\w*$/.test(name)) continue; // what is no name of a variable does not pass through a shell
      this.variables.set(name, value);
      this.exported.add(name);
    }
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
    const trap = this.traps.get('EXIT');
    this.traps.delete('EXIT');
    if (trap === undefined || trap === '') return exitCode;
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
    this.#mayFork();
    const child = new Process({
      argv: this.process.argv,
      world: this.world,
      environment: this.environment(),
      workingDirectory: this.process.workingDirectory,
      user: this.process.user,
      input: io.input,
      output: io.outputs.get(1) ?? nowhere,
      errors: io.outputs.get(2) ?? nowhere,
      parent: this.process,
    });
    const shell = new Shell({ process: child, parts: this.parts, flavour: this.flavour, name: this.name });
    shell.variables.clear();
    for (const [name, value] of this.variables) shell.variables.set(name, value);
    for (const name of this.exported) shell.exported.add(name);
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
    const io = yield* this.#redirect(command.redirections, outer);
    if (!io) return 1;
    const before = this.io;
    this.io = io;
    try {
      return yield* this.#compound(command, io);
    } finally {
      this.io = before;
    }
  }

  *#compound(command: Exclude<Command, { kind: 'simple' }>, io: Io): Routine<number> {
    switch (command.kind) {
      case 'group':
        return yield* this.runList(command.body);
      case 'subshell': {
        const child = this.fork(io, (shell) => shell.runList(command.body, true));
        return (yield child.waited()) as number;
      }
      case 'if':
        for (const branch of command.branches)
          if ((yield* this.#condition(branch.condition)) === 0) return yield* this.runList(branch.body);
        this.lastStatus = 0;
        return command.otherwise ? yield* this.runList(command.otherwise) : 0;
      case 'while': {
        let status = 0;
        for (;;) {
          yield* this.#breathe();
          let goOn: boolean;
          try {
            goOn = ((yield* this.#condition(command.condition)) === 0) !== command.until;
            if (goOn) status = yield* this.runList(command.body);
          } catch (error) {
            if (this.#leaves(error)) return 0;
            goOn = true;
          }
          if (!goOn) return status;
          if (command.step) yield* this.runList(command.step);
        }
      }
      case 'for': {
        const words = command.words ? yield* expandWords(command.words, this) : this.positional;
        let status = 0;
        for (const word of words) {
          yield* this.#breathe();
          this.set(command.name, word);
          try {
            status = yield* this.runList(command.body);
          } catch (error) {
            if (this.#leaves(error)) return 0;
          }
        }
        return status;
      }
      case 'case': {
        const subject = yield* expandText(command.subject, this);
        for (const clause of command.clauses) {
          for (const pattern of clause.patterns) {
            if (!matchesPattern(subject, yield* expandPattern(pattern, this))) continue;
            this.lastStatus = 0;
            return yield* this.runList(clause.body);
          }
        }
        return 0;
      }
      case 'function':
        this.functions.set(command.name, command.body);
        return 0;
      case 'condition': {
        const words: string[] = [];
        for (const word of command.words) words.push(yield* expandText(word, this));
        const test = this.parts.builtins.get('[[');
        return test ? ((test.run(this, words, io) as number) ?? 2) : 2;
      }
    }
  }

  *#condition(list: List): Routine<number> {
    this.#inCondition++;
    try {
      return yield* this.runList(list);
    } finally {
      this.#inCondition--;
    }
  }

  /** True: leave this loop. False: its next round. Anything else goes on upwards. */
  #leaves(error: unknown): boolean {
    if (!(error instanceof LeaveLoop)) throw error;
    if (error.levels > 1) {
      error.levels--;
      throw error;
    }
    this.lastStatus = 0;
    return !error.again;
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
      const io = yield* this.#redirect(command.redirections, outer);
      if (!io) return 1;
      return this.#substitutions > substituted ? this.lastStatus : 0;
    }
    const io = yield* this.#redirect(command.redirections, outer);
    if (!io) return 1;
    const args = words.slice(1);
    if (name === 'exec') return yield* this.#exec(args, assignments, io);
    const body = this.functions.get(name);
    if (body) return yield* this.#function(body, args, assignments, io);
    const builtin = this.parts.builtins.get(name);
    if (builtin) return yield* this.#temporarily(assignments, () => asRoutine(builtin.run(this, args, io)));
    const utility = this.parts.utilities.get(name);
    if (utility) return yield* this.#temporarily(assignments, () => callCommand(utility, this.call(name, args, io)));
    return yield* this.#external(
      words,
      assignments,
      io,
      last && this.traps.size === 0 && this.jobs.every((job) => job.ended),
    );
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
    const before = assignments.map(([name]) => [name, this.variables.get(name)] as const);
    for (const [name, value] of assignments) this.variables.set(name, value);
    try {
      return yield* body();
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) this.variables.delete(name);
        else this.variables.set(name, value);
      }
    }
  }

  *#function(
    body: Command,
    args: readonly string[],
    assignments: readonly [string, string][],
    io: Io,
  ): Routine<number> {
    if (this.locals.length >= deepestCalls) throw new ExpansionError('function nesting too deep');
    const before = this.positional;
    this.positional = [...args];
    this.locals.push(new Map());
    try {
      return yield* this.#temporarily(assignments, () => this.#command(body, io));
    } catch (error) {
      if (error instanceof ReturnFromFunction) return error.exitCode;
      throw error;
    } finally {
      this.positional = before;
      for (const [name, value] of this.locals.pop() ?? []) {
        if (value === undefined) this.variables.delete(name);
        else this.variables.set(name, value);
      }
    }
  }

  *#external(
    words: readonly string[],
    assignments: readonly [string, string][],
    io: Io,
    replace: boolean,
  ): Routine<number> {
    const [name = ''] = words;
    const environment = this.environment();
    for (const [variable, value] of assignments) environment.set(variable, value);
    const found = this.world.find(name, {
      environment,
      workingDirectory: this.process.workingDirectory,
      user: this.process.user,
    });
    if (found.kind === 'not-found') {
      // The last word of a script in an image nobody described is its program, which is taken to be there.
      if (replace && !this.world.image.described) {
        this.process.argv = words;
        return yield* this.world.execute(this.process, { kind: 'program', program: 'server:0', path: name });
      }
      this.complain(this.#notFound(name), io);
      return 127;
    }
    if (found.kind === 'not-executable') {
      this.complain(`${name}: Permission denied`, io);
      return 126;
    }
    if (replace) {
      const { process } = this;
      process.argv = words;
      process.environment = environment;
      process.input = io.input;
      process.output = io.outputs.get(1) ?? nowhere;
      process.errors = io.outputs.get(2) ?? nowhere;
      return yield* this.world.execute(process, found);
    }
    this.#mayFork();
    const child = new Process({
      argv: words,
      world: this.world,
      environment,
      workingDirectory: this.process.workingDirectory,
      user: this.process.user,
      input: io.input,
      output: io.outputs.get(1) ?? nowhere,
      errors: io.outputs.get(2) ?? nowhere,
      parent: this.process,
    });
    for (const [signal, handler] of this.process.handlers)
      if (handler === 'ignore') child.handlers.set(signal, 'ignore');
    child.start(this.world.execute(child, found));
    return (yield child.waited()) as number;
  }

  #notFound(name: string): string {
    if (name.includes('/'))
      return this.flavour === 'bash' ? `${name}: No such file or directory` : `${name}: not found`;
    return this.flavour === 'bash' ? `${name}: command not found` : `${name}: not found`;
  }

  /** `exec program`: this process becomes the program. Without one, the redirections stay. */
  *#exec(args: readonly string[], assignments: readonly [string, string][], io: Io): Routine<number> {
    if (args.length === 0) {
      this.io = io;
      return 0;
    }
    for (const signal of this.process.handlers.keys())
      if (this.process.handlers.get(signal) !== 'ignore') this.process.handlers.delete(signal);
    this.traps.clear();
    throw new ExitShell(yield* this.#external(args, assignments, io, true));
  }

  // -- redirections ---------------------------------------------------------------------------------------------------

  /** Undefined where a file could not be opened: the command does not run. */
  *#redirect(redirections: readonly Redirection[], outer: Io): Routine<Io | undefined> {
    if (redirections.length === 0) return outer;
    let { input } = outer;
    const outputs = new Map(outer.outputs);
    for (const { descriptor, operator, target } of redirections) {
      const word = yield* expandText(target, this);
      if (operator === '<<') input = textInput(word);
      else if (operator === '<<<') input = textInput(`${word}\n`);
      else if (operator === '>&' || operator === '<&') {
        if (word === '-') outputs.set(descriptor, nowhere);
        else if (/^\d+$/.test(word)) {
          const copied = outputs.get(Number(word));
          if (copied) outputs.set(descriptor, copied);
        } else {
          const output = this.#openOutput(word, false, outer, outputs);
          if (!output) return undefined;
          outputs.set(1, output).set(2, output);
        }
      } else if (operator === '<' || operator === '<>') {
        const opened = this.#openInput(word, outer);
        if (!opened) return undefined;
        if (descriptor === 0) input = opened;
      } else {
        const output = this.#openOutput(word, operator === '>>', outer, outputs);
        if (!output) return undefined;
        if (operator === '&>') outputs.set(1, output).set(2, output);
        else outputs.set(descriptor, output);
      }
    }
    return { input, outputs };
  }

  #openInput(word: string, io: Io): Input | undefined {
    const path = this.path(word);
    if (path === '/dev/null') return emptyInput;
    if (path === '/dev/stdin') return io.input;
    try {
      return textInput(this.world.files.read(path, this.process.user));
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      this.complain(this.#cannotOpen(word, error, 'open'), io);
      return undefined;
    }
  }

  #openOutput(word: string, append: boolean, io: Io, outputs: ReadonlyMap<number, Output>): Output | undefined {
    const path = this.#throughLinks(this.path(word));
    if (path === '/dev/null') return nowhere;
    if (path === '/dev/stdout' || path === '/dev/fd/1' || path === '/proc/self/fd/1') return outputs.get(1) ?? nowhere;
    if (path === '/dev/stderr' || path === '/dev/fd/2' || path === '/proc/self/fd/2') return outputs.get(2) ?? nowhere;
    const main = /^\/proc\/1\/fd\/([12])$/.exec(path)?.[1];
    if (main) {
      const first = this.world.pids.processes.get(1);
      return (main === '1' ? first?.output : first?.errors) ?? nowhere;
    }
    const tcp = this.flavour === 'bash' ? /^\/dev\/tcp\/([^/]+)\/(\d+)$/.exec(word) : null;
    if (tcp?.[1]) {
      if (this.world.network.connect(tcp[1], Number(tcp[2])).kind === 'connected') return nowhere;
      this.complain(`connect: Connection refused`, io);
      return undefined;
    }
    const { files } = this.world;
    const { user } = this.process;
    try {
      files.write(path, '', { append, user });
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      this.complain(this.#cannotOpen(word, error, 'create'), io);
      return undefined;
    }
    return { write: (text) => files.write(path, text, { append: true, user }) };
  }

  /** A link may lead to an output: images make their log files links to /dev/stdout. One that leads nowhere fails when it is written. */
  #throughLinks(path: string): string {
    try {
      return this.world.files.resolve(path);
    } catch (error) {
      if (error instanceof FileError) return path;
      throw error;
    }
  }

  #cannotOpen(word: string, error: FileError, what: 'open' | 'create'): string {
    if (this.flavour === 'bash') return `${word}: ${error.message}`;
    const missing = what === 'open' ? 'no such file' : 'nonexistent directory';
    const reason =
      error.code === 'ENOENT'
        ? this.flavour === 'dash' && what === 'create'
          ? 'Directory nonexistent'
          : this.flavour === 'dash'
            ? 'No such file'
            : missing
        : error.message;
    return `${this.flavour === 'dash' ? 'cannot' : "can't"} ${what} ${word}: ${reason}`;
  }

  // -- traps and waiting ----------------------------------------------------------------------------------------------

  /** `trap 'commands' TERM`; an empty text ignores the signal, undefined gives it back its own meaning. */
  setTrap(condition: string, commands: string | undefined): boolean {
    if (condition === 'EXIT' || condition === '0') {
      if (commands === undefined) this.traps.delete('EXIT');
      else this.traps.set('EXIT', commands);
      return true;
    }
    const signal = signalNamed(condition);
    if (!signal) return false;
    if (commands === undefined) {
      this.traps.delete(signal);
      this.process.handlers.delete(signal);
    } else {
      this.traps.set(signal, commands);
      this.process.handlers.set(signal, commands === '' ? 'ignore' : () => this.#onSignal(signal));
    }
    return true;
  }

  #onSignal(signal: Signal): void {
    this.#pendingTraps.push(signal);
    this.#interrupt?.();
  }

  *runTraps(): Routine<void> {
    while (this.#pendingTraps.length > 0) {
      const commands = this.traps.get(this.#pendingTraps.shift() as string);
      if (!commands) continue;
      const status = this.lastStatus;
      yield* this.evaluate(commands);
      this.lastStatus = status;
    }
  }

  /** Waits for jobs; a trapped signal interrupts it (then the result is undefined). */
  *waitFor(jobs: readonly Process[]): Routine<number | undefined> {
    let status = 0;
    for (const job of jobs) {
      if (this.#pendingTraps.length > 0) return undefined;
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

  /**
   * A loop without a pause costs real time and no virtual time. After every thousand rounds at one instant it is made to take
   * 10 ms, then 20, 40 … up to a minute, so that `while true; do :; done` costs sixty thousand rounds an hour.
   */
  *#breathe(): Routine<void> {
    const now = this.world.clock.nowMs;
    if (now !== this.#burstAtMs) {
      this.#burst = 0;
      this.#burstAtMs = now;
      this.#pauseMs = 10;
    }
    if (++this.#burst < 1000) return;
    this.#burst = 0;
    yield sleep(this.world.clock, this.#pauseMs);
    this.#pauseMs = Math.min(60_000, this.#pauseMs * 2);
    this.#burstAtMs = this.world.clock.nowMs;
    yield* this.runTraps();
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
    if (this.readOnly.has(name)) {
      this.complain(`${name}: is read only`);
      return false;
    }
    // bash counts on from what is written there.
    if (name === 'SECONDS') this.#secondsFrom = this.world.clock.elapsedSeconds - (Number.parseInt(value, 10) || 0);
    this.variables.set(name, value);
    if (this.settings.has('allexport')) this.exported.add(name);
    return true;
  }

  /** bash's `x=(a b c)`: the items are variables of their own, `x[0]`, `x[1]`…, and `$x` is the first. */
  #setArray(name: string, items: readonly string[]): void {
    for (const key of [...this.variables.keys()]) if (key.startsWith(`${name}[`)) this.variables.delete(key);
    for (const [index, item] of items.entries()) this.assign(`${name}[${index}]`, item);
    this.assign(name, items[0] ?? '');
  }

  items(name: string): readonly string[] {
    const items: string[] = [];
    for (
      let value = this.variables.get(`${name}[0]`);
      value !== undefined;
      value = this.variables.get(`${name}[${items.length}]`)
    )
      items.push(value);
    return items;
  }

  unset(name: string): never {
    throw new ExpansionError(`${name}: ${this.flavour === 'bash' ? 'unbound variable' : 'parameter not set'}`);
  }

  environment(): Map<string, string> {
    const environment = new Map<string, string>();
    for (const name of this.exported) {
      const value = this.variables.get(name);
      if (value !== undefined) environment.set(name, value);
    }
    return environment;
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
      const opened = this.#openInput(yield* expandText(redirection.target, this), this.io);
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

  #mayFork(): void {
    if (this.world.pids.processes.size < mostProcesses) return;
    this.complain("can't fork: Resource temporarily unavailable");
    throw new ExitShell(2);
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
