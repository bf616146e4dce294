/**
 * A container as docker keeps it: what it was created with, its own layer, and one run after another on that layer. Stopping
 * keeps the layer, removing loses it. `--restart` starts again what has *ended*; what is merely unhealthy is left running.
 */
import type { Result } from '#base/result.ts';
import type { Timer, VirtualClock } from '#simulation/virtual-clock.ts';
import { Container, type ContainerOptions, type LogLine } from '../container.ts';
import { FileSystem } from '../files/file-system.ts';
import { Layer } from '../files/layer.ts';
import { type Health, HealthCheck, type HealthOptions } from './health-check.ts';

export interface RestartPolicy {
  readonly name: 'no' | 'always' | 'unless-stopped' | 'on-failure';
  /** Of `on-failure:3`; 0 is without end. */
  readonly maximumRetries: number;
}

export interface PublishedPort {
  readonly hostAddress: string;
  readonly hostPort: number;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
}

export interface DockerMount {
  readonly type: 'volume' | 'bind' | 'tmpfs';
  /** A volume's name or a folder of the host. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  /** A volume that nobody named goes with its container when that is told (`rm -v`, `--rm`). */
  readonly isAnonymous: boolean;
}

/** What a container is made of; `docker inspect` shows it. */
export interface ContainerPlan {
  readonly name: string;
  /** As it was asked for: `nginx`, `mariadb:11`. */
  readonly image: string;
  readonly entrypoint: readonly string[] | undefined;
  readonly command: readonly string[] | undefined;
  readonly environment: ReadonlyMap<string, string>;
  readonly labels: ReadonlyMap<string, string>;
  readonly hostname: string | undefined;
  readonly workingDirectory: string | undefined;
  readonly user: number | undefined;
  readonly ports: readonly PublishedPort[];
  /** Ports it listens on though nobody publishes them; only an image that nobody has described needs to be told. */
  readonly exposed: readonly number[];
  readonly mounts: readonly DockerMount[];
  /** Networks and the names it has there beside its own. */
  readonly networks: ReadonlyMap<string, readonly string[]>;
  readonly restart: RestartPolicy;
  readonly memoryBytes: number;
  /** Cores it may use; as many as the host has where nothing is said. */
  readonly cpus?: number;
  /** Lines of its /etc/hosts: `10.0.0.9 db`. */
  readonly extraHosts?: readonly string[];
  readonly health: HealthOptions | undefined;
  readonly openInput: boolean;
  readonly readOnlyRoot: boolean;
  readonly removeAtEnd: boolean;
  readonly stopSeconds: number;
}

/** `run` makes what a run needs of the host; it is asked anew for each. */
export interface ContainerHost {
  readonly clock: VirtualClock;
  optionsFor(container: DockerContainer): ContainerOptions;
  ended(container: DockerContainer): void;
  /** Its state is another: it runs, is asked to stop, has ended, is found healthy… */
  changed(container: DockerContainer): void;
}

const firstRestartDelayMs = 100;
const longestRestartDelayMs = 60_000;
/** A run this long makes the next delay the first again. */
const goodRunMs = 10_000;

export class DockerContainer {
  readonly id: string;
  readonly plan: ContainerPlan;
  readonly createdAtMs: number;
  /** The name may be changed, the rest not. */
  name: string;
  state: 'created' | 'running' | 'restarting' | 'exited' = 'created';
  exitCode = 0;
  startedAtMs = 0;
  finishedAtMs = 0;
  restartCount = 0;
  outOfMemory = false;
  startError = '';
  addresses: ReadonlyMap<string, string> = new Map();
  /** As it was created, and as networks were connected and disconnected since. */
  readonly networks: Map<string, readonly string[]>;
  readonly log: LogLine[] = [];
  #own = new Layer({ kind: 'overlay' });
  #run: Container | undefined;
  #health: HealthCheck | undefined;
  #restartTimer: Timer | undefined;
  #restartDelayMs = firstRestartDelayMs;
  #stopAsked = false;
  readonly #host: ContainerHost;

  constructor(id: string, plan: ContainerPlan, host: ContainerHost) {
    this.id = id;
    this.plan = plan;
    this.name = plan.name;
    this.networks = new Map(plan.networks);
    this.#host = host;
    this.createdAtMs = host.clock.nowMs;
  }

  get run(): Container | undefined {
    return this.#run;
  }

  get health(): Health | undefined {
    return this.#health?.status;
  }

  /** Runs still, but not for long: somebody stopped it. */
  get isStopping(): boolean {
    return this.state === 'running' && this.#stopAsked;
  }

  get isUp(): boolean {
    return this.state === 'running' || this.state === 'restarting';
  }

  /** What it wrote beside its volumes: kept over stop and start, and what `commit` makes an image of. */
  get ownLayer(): Layer {
    return this.#run?.files.own ?? this.#own;
  }

  /** Its files as they are now, also when it does not run. */
  filesNow(): FileSystem {
    if (this.#run) return this.#run.files;
    const { imageLayer, clock, mounts } = this.#host.optionsFor(this);
    const files = new FileSystem({ image: [imageLayer], own: this.#own, nowMs: () => clock.nowMs });
    for (const mount of mounts) files.mount(mount);
    return files;
  }

  /** The error is the runtime's, from `exec:` on. */
  start(): Result<undefined, string> {
    this.#stopAsked = false;
    this.#host.clock.cancel(this.#restartTimer);
    this.outOfMemory = false;
    const options = this.#host.optionsFor(this);
    const run = new Container(options);
    copyLayer(this.#own, run.files.own);
    const before = run.log;
    const started = run.start();
    this.startedAtMs = this.#host.clock.nowMs;
    if (!started.ok) {
      this.state = 'created';
      this.exitCode = started.error.includes('permission denied') ? 126 : 127;
      this.startError = started.error;
      this.#host.changed(this);
      return started;
    }
    this.#run = run;
    this.#earlierLog.push(...(this.#currentLog ?? []));
    this.#currentLog = before;
    this.state = 'running';
    this.startError = '';
    if (this.plan.health) {
      this.#health = new HealthCheck(this.plan.health, run, this.#host.clock, () => this.#host.changed(this));
      this.#health.start();
    }
    this.#host.changed(this);
    run.onEnd(() => this.#ended(run));
    return started;
  }

  readonly #earlierLog: LogLine[] = [];
  #currentLog: readonly LogLine[] | undefined;

  /** Of all runs: the log goes with the container, not with the run. */
  get lines(): readonly LogLine[] {
    return [...this.#earlierLog, ...(this.#currentLog ?? [])];
  }

  /** Asks the main process to end and kills it after the grace; `onEnd` hears of it. */
  stop(graceSeconds: number): void {
    this.#stopAsked = true;
    this.#host.clock.cancel(this.#restartTimer);
    if (this.state === 'restarting') this.state = 'exited';
    const run = this.#run;
    this.#host.changed(this);
    if (this.state !== 'running' || !run) return;
    run.signal(run.stopSignal);
    const timer = this.#host.clock.after(graceSeconds * 1000, () => run.signal('KILL'));
    run.onEnd(() => this.#host.clock.cancel(timer));
  }

  kill(): void {
    this.#stopAsked = true;
    this.#host.clock.cancel(this.#restartTimer);
    if (this.state === 'restarting') this.state = 'exited';
    this.#host.changed(this);
    this.#run?.signal('KILL');
  }

  #ended(run: Container): void {
    if (run !== this.#run || this.state !== 'running') return;
    this.#own = run.files.own;
    this.#health?.stop();
    this.#health = undefined;
    this.state = 'exited';
    this.exitCode = run.exitCode;
    this.finishedAtMs = run.finishedAtMs;
    this.outOfMemory = run.outOfMemory;
    this.#host.changed(this);
    this.#host.ended(this);
    if (this.#restarts()) this.#restartLater();
  }

  /** `always` comes back even from exit 0; what somebody stopped stays stopped. */
  #restarts(): boolean {
    const { name, maximumRetries } = this.plan.restart;
    if (this.#stopAsked || name === 'no') return false;
    if (name !== 'on-failure') return true;
    return this.exitCode !== 0 && (maximumRetries === 0 || this.restartCount < maximumRetries);
  }

  #restartLater(): void {
    if (this.finishedAtMs - this.startedAtMs >= goodRunMs) this.#restartDelayMs = firstRestartDelayMs;
    this.state = 'restarting';
    this.#host.changed(this);
    this.#restartTimer = this.#host.clock.after(this.#restartDelayMs, () => {
      this.restartCount++;
      this.start();
    });
    this.#restartDelayMs = Math.min(this.#restartDelayMs * 2, longestRestartDelayMs);
  }
}

export function copyLayer(from: Layer, to: Layer): void {
  for (const path of from.whiteouts) to.whiteouts.add(path);
  for (const [path, node] of from.nodes) to.set(path, node);
}
