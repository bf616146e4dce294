/**
 * One container: an image's layers with an own layer on top, volumes, one main process. It is created, started, stopped with
 * a signal and a grace, entered with exec, and keeps its log. Starting again means a new container; its own layer is lost.
 */
import { fail, ok, type Result } from '#base/result.ts';
import type { Pause } from '#simulation/coroutine.ts';
import type { SeededRandom } from '#simulation/seeded-random.ts';
import type { Timer, VirtualClock } from '#simulation/virtual-clock.ts';
import { defaultPath, execute, findExecutable } from './execute.ts';
import { FileSystem, type Mount } from './files/file-system.ts';
import { Layer, type User } from './files/layer.ts';
import type { ImageBehaviour } from './image.ts';
import type { NetworkNamespace } from './network-namespace.ts';
import { type PidNamespace, Process } from './process.ts';
import { type Signal, signalNamed } from './signals.ts';
import { Collector, emptyInput, type Output, silentInput } from './streams.ts';
import type { Conditions, Executable, Limits, World } from './world.ts';

export interface ContainerOptions {
  readonly id: string;
  readonly clock: VirtualClock;
  readonly random: SeededRandom;
  readonly image: ImageBehaviour;
  readonly imageLayer: Layer;
  /** In place of the image's entrypoint; then the image's command is not used either. */
  readonly command: readonly string[] | undefined;
  /** In place of the image's command. */
  readonly args: readonly string[] | undefined;
  readonly environment: ReadonlyMap<string, string>;
  readonly workingDirectory: string | undefined;
  readonly user: Partial<User> | undefined;
  readonly mounts: readonly Mount[];
  readonly network: NetworkNamespace;
  readonly pids: PidNamespace;
  readonly hostname: string;
  readonly conditions: Conditions;
  readonly limits: Limits;
  /** Cores it can have now; its limit where nothing is said. */
  readonly cpus?: () => number;
  /** `stdin: true`: the main process waits for input that never comes, instead of finding its end at once. */
  readonly openInput: boolean;
  readonly readOnlyRoot: boolean;
  readonly report: (state: string, detail?: string) => void;
}

/** As the container runtime words it, from `exec:` on. */
export type StartFailure = string;

export interface ExecResult {
  /** Undefined when it was cut off by the time limit. */
  readonly exitCode: number | undefined;
  readonly output: string;
  readonly errors: string;
}

export interface LogLine {
  readonly atMs: number;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

const longestLog = 2 * 1024 * 1024;

export class Container {
  readonly id: string;
  readonly files: FileSystem;
  readonly world: World;
  readonly argv: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
  readonly log: LogLine[] = [];
  state: 'created' | 'running' | 'exited' = 'created';
  startedAtMs = 0;
  finishedAtMs = 0;
  exitCode = 0;
  outOfMemory = false;
  readonly #options: ContainerOptions;
  readonly #user: User;
  readonly #workingDirectory: string;
  readonly #execs = new Set<Process>();
  readonly #listeners: (() => void)[] = [];
  #main: Process | undefined;
  #logLength = 0;
  #limits: Limits;
  #leak: { readonly sinceMs: number; readonly bytesPerSecond: number } | undefined;

  constructor(options: ContainerOptions) {
    this.#options = options;
    this.id = options.id;
    const { image } = options;
    this.files = new FileSystem({
      image: [options.imageLayer],
      own: new Layer({ kind: 'overlay' }),
      nowMs: () => options.clock.nowMs,
    });
    for (const mount of options.mounts) this.files.mount(mount);
    this.files.readOnlyRoot = options.readOnlyRoot;
    this.argv = options.command
      ? [...options.command, ...(options.args ?? [])]
      : [...image.entrypoint, ...(options.args ?? image.command)];
    this.#limits = options.limits;
    const limitsNow = () => this.#limits;
    for (const mount of kernelFiles(this.argv, options.limits)) this.files.mount(mount);
    const uid =
      options.user?.uid ??
      (/^\d+$/.test(image.user) ? Number(image.user) : image.user === 'root' || image.user === '' ? 0 : 999);
    this.#user = {
      uid,
      gid: options.user?.gid ?? (uid === 0 || options.user?.uid !== undefined ? 0 : uid),
      groups: options.user?.groups ?? [],
    };
    this.#workingDirectory = options.workingDirectory ?? image.workingDirectory;
    this.environment = new Map([
      ['PATH', defaultPath],
      ['HOSTNAME', options.hostname],
      ...Object.entries(image.environment),
      ...options.environment,
      ...(options.environment.has('HOME') ? [] : ([['HOME', uid === 0 ? '/root' : '/']] as const)),
    ]);
    const { files } = this;
    this.world = {
      clock: options.clock,
      random: options.random,
      files,
      pids: options.pids,
      network: options.network,
      hostname: options.hostname,
      image,
      conditions: options.conditions,
      report: options.report,
      get limits() {
        return limitsNow();
      },
      cpus: options.cpus ?? (() => limitsNow().cpus),
      onOutOfMemory: () => this.killForMemory(),
      find: (name, process) => findExecutable(files, name, process),
      execute,
    };
  }

  get user(): User {
    return this.#user;
  }

  get limits(): Limits {
    return this.#limits;
  }

  get pids(): PidNamespace {
    return this.#options.pids;
  }

  /** Thousandths of a core that its programs want now, limited or not. */
  cpuWantedMillis(): number {
    return this.#processes().reduce((sum, process) => sum + process.cpuMillis(), 0);
  }

  memoryBytes(): number {
    const leaked = this.#leak
      ? (this.#leak.bytesPerSecond * (this.#options.clock.nowMs - this.#leak.sinceMs)) / 1000
      : 0;
    return this.#processes().reduce((sum, process) => sum + process.memoryBytes, leaked);
  }

  /** What it takes more every second; 0 where nothing leaks. */
  get leakBytesPerSecond(): number {
    return this.#leak?.bytesPerSecond ?? 0;
  }

  #processes(): readonly Process[] {
    return [...this.#options.pids.processes.values()].filter(({ world }) => world === this.world);
  }

  start(): Result<undefined, StartFailure> {
    const [name] = this.argv;
    this.startedAtMs = this.#options.clock.nowMs;
    if (name === undefined) return fail('no command specified');
    let found = this.world.find(name, {
      environment: this.environment,
      workingDirectory: this.#workingDirectory,
      user: this.#user,
    });
    // Nobody knows which programs an undescribed image holds: whatever it is told to run, it runs.
    if (found.kind === 'not-found' && !this.world.image.described) found = unknownProgram;
    if (found.kind === 'not-found')
      return fail(
        name.includes('/')
          ? `exec: "${name}": stat ${name}: no such file or directory`
          : `exec: "${name}": executable file not found in $PATH`,
      );
    const misfit = this.#misfit();
    if (misfit) {
      return fail(
        `error during container init: error mounting "${misfit.subPath}" to rootfs at "${misfit.path}": not a directory: Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type`,
      );
    }
    if (found.kind === 'not-executable') return fail(`exec: "${name}": permission denied`);
    this.state = 'running';
    this.files.makeOnTheWay(this.#workingDirectory);
    this.#main = this.#process(
      this.argv,
      this.#options.openInput ? silentInput : emptyInput,
      this.#logOutput('stdout'),
      this.#logOutput('stderr'),
    );
    this.#main.onEnd((exitCode) => this.#ended(exitCode));
    this.leak(this.#options.conditions.leakBytesPerSecond);
    this.#main.start(execute(this.#main, found));
    return ok(undefined);
  }

  /** A directory mounted on a file of the image, or a file on a directory: `subPath: nginx.conf` where no such file is. */
  #misfit(): Mount | undefined {
    const { imageLayer, mounts } = this.#options;
    return mounts.find(({ path, layer, subPath }) => {
      const [below, above] = [imageLayer.nodes.get(path)?.type, layer.nodes.get(subPath)?.type];
      return (below === 'file' && above === 'directory') || (below === 'directory' && above === 'file');
    });
  }

  signal(signal: Signal): void {
    this.#main?.signal(signal);
  }

  /** The image's own stop signal, `TERM` unless it says otherwise. */
  get stopSignal(): Signal {
    return signalNamed(this.#options.image.stopSignal) ?? 'TERM';
  }

  /** Takes memory from now on until the limit is met: then the kernel kills it. Without one its node fills up. */
  leak(bytesPerSecond: number): void {
    if (bytesPerSecond <= 0) return;
    this.#leak = { sinceMs: this.#options.clock.nowMs, bytesPerSecond };
    this.#meetLimit(Math.max(0, ...this.world.image.programs.map((program) => program.memoryBytes)), bytesPerSecond);
  }

  #leakTimer: Timer | undefined;

  #meetLimit(usedBytes: number, bytesPerSecond: number): void {
    const { clock } = this.#options;
    const { memoryBytes } = this.#limits;
    clock.cancel(this.#leakTimer);
    if (!Number.isFinite(memoryBytes)) return;
    const seconds = Math.max(0, memoryBytes - usedBytes) / bytesPerSecond;
    this.#leakTimer = clock.after(seconds * 1000, () => this.killForMemory());
    this.onEnd(() => clock.cancel(this.#leakTimer));
  }

  /** Changes what it may use while it runs; memory that it holds already is not taken away. */
  resize(limits: Limits): boolean {
    if (limits.memoryBytes < this.memoryBytes()) return false;
    this.#limits = limits;
    const cgroup = this.files.mounts.find(({ layer }) => layer.kind === 'cgroup2')?.layer;
    if (cgroup) writeLimits(cgroup, limits);
    if (this.#leak) this.#meetLimit(this.memoryBytes(), this.#leak.bytesPerSecond);
    return true;
  }

  /** Where it can write: its own layer and volumes that are not read-only. */
  writableLayers(): readonly Layer[] {
    return [this.files.own, ...this.files.mounts.filter(({ readOnly }) => !readOnly).map(({ layer }) => layer)];
  }

  killForMemory(): void {
    this.outOfMemory = true;
    this.signal('KILL');
  }

  /** `yield container.ended()` waits for the end of the main process. */
  ended(): Pause<void> {
    return (resume) => {
      this.onEnd(resume);
      return undefined;
    };
  }

  onEnd(listener: () => void): void {
    if (this.state === 'exited') listener();
    else this.#listeners.push(listener);
  }

  /** Runs a program beside the main one; a string is the runtime's refusal to start it. */
  exec(
    argv: readonly string[],
    options: { readonly timeoutMs?: number } = {},
  ): Pause<Result<ExecResult, StartFailure>> {
    return (resume) => {
      const [name = ''] = argv;
      const found = this.world.find(name, {
        environment: this.environment,
        workingDirectory: this.#workingDirectory,
        user: this.#user,
      });
      if (found.kind === 'not-found' && !this.world.image.described) {
        resume(ok({ exitCode: 0, output: '', errors: '' }));
        return undefined;
      }
      if (found.kind === 'not-found') {
        resume(
          fail(
            name.includes('/')
              ? `exec: "${name}": stat ${name}: no such file or directory`
              : `exec: "${name}": executable file not found in $PATH`,
          ),
        );
        return undefined;
      }
      if (found.kind === 'not-executable') {
        resume(fail(`exec: "${name}": permission denied`));
        return undefined;
      }
      const output = new Collector(64 * 1024);
      const errors = new Collector(64 * 1024);
      const process = this.#process(argv, emptyInput, output, errors);
      this.#execs.add(process);
      const timer =
        options.timeoutMs === undefined
          ? undefined
          : this.#options.clock.after(options.timeoutMs, () => {
              finish(undefined);
              killTree(process);
            });
      const finish = (exitCode: number | undefined) => {
        this.#options.clock.cancel(timer);
        this.#execs.delete(process);
        resume(ok({ exitCode, output: output.text, errors: errors.text }));
      };
      process.onEnd((exitCode) => finish(exitCode));
      process.start(execute(process, found));
      return () => {
        this.#options.clock.cancel(timer);
        killTree(process);
      };
    };
  }

  #process(argv: readonly string[], input: typeof emptyInput, output: Output, errors: Output): Process {
    return new Process({
      argv,
      world: this.world,
      environment: this.environment,
      workingDirectory: this.#workingDirectory,
      user: this.#user,
      input,
      output,
      errors,
    });
  }

  #logOutput(stream: 'stdout' | 'stderr'): Output {
    return {
      write: (text) => {
        if (text === '') return;
        this.#logLength += text.length;
        this.log.push({ atMs: this.#options.clock.nowMs, stream, text });
        while (this.#logLength > longestLog && this.log.length > 1)
          this.#logLength -= this.log.shift()?.text.length ?? 0;
      },
    };
  }

  #ended(exitCode: number): void {
    this.state = 'exited';
    this.exitCode = exitCode;
    this.finishedAtMs = this.#options.clock.nowMs;
    // With a process namespace of its own the kernel has killed the rest; in a shared one the runtime does.
    for (const process of this.#processes()) process.signal('KILL');
    for (const listener of this.#listeners.splice(0)) listener();
  }
}

/** The first program of an image: the one that runs for ever where nobody has described it. */
const unknownProgram: Executable = { kind: 'program', program: 'server:0', path: '/entrypoint' };

function killTree(process: Process): void {
  for (const child of [...process.children]) killTree(child);
  process.signal('KILL');
}

/** What the kernel shows of a container: its first program under /proc, its limits under /sys/fs/cgroup. */
function kernelFiles(argv: readonly string[], limits: Limits): readonly Mount[] {
  const proc = new Layer({ kind: 'proc' });
  proc.write('/1/cmdline', argv.map((word) => `${word}\0`).join(''));
  proc.write('/1/comm', `${(argv[0] ?? '').split('/').at(-1)}\n`);
  const cgroup = new Layer({ kind: 'cgroup2' });
  writeLimits(cgroup, limits);
  return [
    { path: '/proc', layer: proc, subPath: '/', readOnly: true, device: 'proc' },
    { path: '/sys/fs/cgroup', layer: cgroup, subPath: '/', readOnly: true, device: 'cgroup' },
  ];
}

function writeLimits(cgroup: Layer, { memoryBytes, cpus, cpuShares }: Limits): void {
  cgroup.write('/memory.max', Number.isFinite(memoryBytes) ? `${memoryBytes}\n` : 'max\n');
  cgroup.write('/cpu.max', Number.isFinite(cpus) ? `${Math.round(cpus * 100_000)} 100000\n` : 'max 100000\n');
  cgroup.write('/cpu.weight', `${Math.round(1 + ((cpuShares - 2) * 9999) / 262_142)}\n`);
}
