/**
 * The machine that the learner types at: a shell with the usual small tools and a folder of files, beside the cluster. kubectl,
 * docker and the lab's own commands are programs of this shell, so pipes, loops, variables and `cat <<EOF` work as they do at
 * work. Its network is that of somebody outside the cluster; `localhost` is docker's published ports.
 *
 * A program of ours lets the clock run by itself, which must not happen inside an event of that clock: it is asked for here,
 * and done by whoever drives the line (world.ts).
 */
import { baseCommands, shellUtilities } from '#container/commands/index.ts';
import { execute, findExecutable, imageLayer } from '#container/execute.ts';
import { FileError } from '#container/files/file-error.ts';
import { FileSystem } from '#container/files/file-system.ts';
import { Layer, type User } from '#container/files/layer.ts';
import { join } from '#container/files/paths.ts';
import type { ImageBehaviour, ImageCatalogue } from '#container/image.ts';
import { type Connection, NetworkNamespace, type Outside } from '#container/network-namespace.ts';
import { PidNamespace, Process } from '#container/process.ts';
import { builtins } from '#container/shell/builtins/index.ts';
import { type Builtin, Shell } from '#container/shell/shell.ts';
import { emptyInput, type Output, readAll } from '#container/streams.ts';
import { noConditions, type World } from '#container/world.ts';
import type { Pause, Routine } from '#simulation/coroutine.ts';
import type { SeededRandom } from '#simulation/seeded-random.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import { limits } from './limits.ts';
import { type Piece, textOf } from './pieces.ts';
import { Screen } from './screen.ts';

/** Where the learner's files are. */
export const homeFolder = '/home/lab';

/** A program of ours was called; `resume` goes on with what it printed. */
export interface ProgramRequest {
  readonly words: readonly string[];
  readonly stdin: string;
  readonly resume: (answer: ProgramAnswer) => void;
}

export interface ProgramAnswer {
  readonly code: number;
  readonly pieces: readonly Piece[];
}

const tools = ['curl', 'dig', 'nslookup', 'getent', 'nc', 'ping', 'jq', 'openssl'];

const user: User = { uid: 0, gid: 0, groups: [] };

class LabNetwork extends NetworkNamespace {
  readonly #local: (port: number) => Connection;

  constructor(outside: Outside, local: (port: number) => Connection) {
    super({ address: '192.0.2.10', outside });
    this.#local = local;
  }

  override connect(host: string, port: number): Connection {
    const isOwn = (host === 'localhost' || host.startsWith('127.')) && !this.listeners.has(port);
    return isOwn ? this.#local(port) : super.connect(host, port);
  }
}

export class Workstation {
  readonly files: FileSystem;
  /** What has been called and waits for its answer. */
  readonly requests: ProgramRequest[] = [];
  readonly screen = new Screen(limits.screenCharacters);
  readonly #process: Process;
  readonly #shell: Shell;

  constructor(parts: {
    readonly clock: VirtualClock;
    readonly random: SeededRandom;
    readonly images: ImageCatalogue;
    readonly outside: Outside;
    /** Who answers at a port of this machine itself. */
    readonly local: (port: number) => Connection;
    /** Whether a program of ours has this name; with these words behind it, it may still be the tool of the same name. */
    readonly isOurName: (name: string) => boolean;
    readonly isOurs: (words: readonly string[]) => boolean;
    /** What is said of a name that nobody knows. */
    readonly unknown: (name: string) => string;
  }) {
    const { clock, random } = parts;
    const image: ImageBehaviour = {
      ...parts.images.find('busybox:1.36'),
      base: 'fedora',
      ships: tools,
      described: true,
    };
    this.files = new FileSystem({
      image: [imageLayer(image)],
      own: new Layer({ kind: 'overlay' }),
      nowMs: () => clock.nowMs,
    });
    this.files.own.makeDirectories(homeFolder);
    const world: World = {
      clock,
      random,
      files: this.files,
      pids: new PidNamespace(),
      network: new LabNetwork(parts.outside, parts.local),
      hostname: 'lab',
      image,
      conditions: { ...noConditions },
      report: () => undefined,
      limits: { memoryBytes: Number.POSITIVE_INFINITY, cpus: 4, cpuShares: 1024 },
      cpus: () => 4,
      onOutOfMemory: () => undefined,
      find: (name, process) => {
        if (parts.isOurName(name)) return { kind: 'program', program: 'ours', path: name };
        const found = findExecutable(this.files, name, process);
        if (found.kind !== 'not-found' || name.includes('/')) return found;
        return { kind: 'program', program: 'unknown', path: name };
      },
      execute: (process, executable) => {
        const program = executable.kind === 'program' ? executable.program : '';
        if (program === 'ours' && parts.isOurs(process.argv)) return this.#ours(process);
        if (program === 'unknown') return complain(process.errors, parts.unknown(process.argv[0] ?? ''));
        if (program !== 'ours') return execute(process, executable);
        // The tool of the same name: `curl` without the lab's own flag.
        const tool = findExecutable(this.files, process.argv[0] ?? '', process);
        return tool.kind === 'not-found' ? this.#ours(process) : execute(process, tool);
      },
    };
    this.#process = new Process({
      argv: ['bash'],
      world,
      environment: new Map([
        ['PATH', '/usr/local/bin:/usr/bin:/bin:/sbin:/usr/sbin'],
        ['HOME', homeFolder],
        ['USER', 'lab'],
        ['PWD', homeFolder],
      ]),
      workingDirectory: homeFolder,
      user,
      input: emptyInput,
      output: this.screen.output,
      errors: this.screen.errors,
    });
    this.#shell = new Shell({
      process: this.#process,
      parts: {
        builtins: new Map([...builtins, shared('wait', parts.isOurs), shared('break', parts.isOurs)]),
        utilities: shellUtilities,
      },
      flavour: 'bash',
      name: 'bash',
    });
  }

  /** Runs a line, or several, to its exit code; what it prints is on the screen. */
  run(text: string): Routine<number> {
    this.screen.clear();
    return this.#shell.runScript(text);
  }

  /** What runs in the foreground ends, as Ctrl-C ends it; what was sent behind with `&` goes on. */
  interrupt(): void {
    const behind = new Set(this.#shell.jobs);
    for (const child of this.#process.children) if (!behind.has(child)) endWithChildren(child);
  }

  get workingDirectory(): string {
    return this.#process.workingDirectory;
  }

  read(name: string): string | undefined {
    try {
      return this.files.read(this.path(name));
    } catch (error) {
      if (error instanceof FileError) return undefined;
      throw error;
    }
  }

  /** False where the path cannot be written: a folder of that name, no folder above it. */
  write(name: string, text: string): boolean {
    try {
      const path = this.path(name);
      const folder = path.slice(0, path.lastIndexOf('/'));
      if (folder !== '') this.files.own.makeDirectories(folder);
      this.files.write(path, text);
      return true;
    } catch (error) {
      if (error instanceof FileError) return false;
      throw error;
    }
  }

  /** All files below the folder where the person stands, by their relative paths. */
  list(): readonly string[] {
    const found: string[] = [];
    const walk = (folder: string, prefix: string) => {
      for (const name of this.files.list(folder)) {
        const node = this.files.find(join(folder, name));
        if (node?.type === 'directory') walk(join(folder, name), `${prefix}${name}/`);
        else if (node?.type === 'file') found.push(`${prefix}${name}`);
      }
    };
    // From the root everything of a Linux would be told.
    const at = this.workingDirectory;
    if (this.files.find(at)?.type === 'directory' && at.startsWith(homeFolder)) walk(at, '');
    return found;
  }

  path(name: string): string {
    return join(this.workingDirectory, name);
  }

  #ours(process: Process): Routine<number> {
    const { requests, screen } = this;
    return (function* () {
      const stdin = yield* readAll(process.input);
      const ask: Pause<ProgramAnswer> = (resume) => {
        requests.push({ words: process.argv, stdin, resume });
        return undefined;
      };
      const answer: ProgramAnswer = yield ask;
      const { output, errors } = process;
      // Only what goes to the screen keeps its order and its kinds.
      if (screen.isSeen(output) && screen.isSeen(errors)) screen.show(answer.pieces);
      else {
        output.write(textOf(answer.pieces, ({ kind }) => kind !== 'error'));
        errors.write(textOf(answer.pieces, ({ kind }) => kind === 'error'));
      }
      return answer.code;
    })();
  }
}

function endWithChildren(process: Process): void {
  for (const child of process.children) endWithChildren(child);
  process.signal('KILL');
}

// biome-ignore lint/correctness/useYield: a program that ends at once
function* complain(errors: Output, words: string): Routine<number> {
  errors.write(`${words}\n`);
  return 127;
}

/** `wait 10m` and `break node-2` are the lab's; `wait $!` and a bare `break` are the shell's. */
function shared(name: string, isOurs: (words: readonly string[]) => boolean): [string, Builtin] {
  const plain = builtins.get(name) as Builtin;
  const builtin: Builtin = {
    names: [name],
    *run(shell, args, io): Routine<number> {
      if (!isOurs([name, ...args])) {
        const status = plain.run(shell, args, io);
        return typeof status === 'number' ? status : yield* status;
      }
      const { process, world } = shell;
      const child = new Process({
        argv: [name, ...args],
        world,
        environment: process.environment,
        workingDirectory: process.workingDirectory,
        user,
        input: emptyInput,
        output: io.outputs.get(1) ?? process.output,
        errors: io.outputs.get(2) ?? process.errors,
        parent: process,
      });
      child.start(world.execute(child, { kind: 'program', program: 'ours', path: name }));
      return (yield child.waited()) as number;
    },
  };
  return [name, builtin];
}

export const toolNames: readonly string[] = [...new Set([...baseCommands.flatMap(({ names }) => names), ...tools])];
