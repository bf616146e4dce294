/**
 * The worker behind one probe of one container. It lives as long as the pod and keeps the beat it began with, whatever
 * becomes of the container: created when the volumes are mounted, it looks at once and then every `periodSeconds`; a manual
 * trigger (readiness, at every look at an unready container) begins the period anew.
 *
 * Worker created at 0.36, container running at 0.6, period 10: the first liveness attempt is at 10.36.
 */
import { Coroutine, type Pause, type Routine } from '#simulation/coroutine.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import type { ContainerSpec, ContainerStatus, Probe } from './pod-types.ts';
import type { ProbeOutcome } from './probe-handlers.ts';

export type ProbeKind = 'startup' | 'liveness' | 'readiness';
export type ProbeResult = 'Unknown' | 'Success' | 'Failure';

/** What a worker sees and says; the pod worker is behind it. */
export interface ProbeHost {
  readonly clock: VirtualClock;
  /** As the API shows it. */
  status(container: string): ContainerStatus | undefined;
  isFinished(): boolean;
  isDeleting(): boolean;
  willRestart(container: ContainerSpec): boolean;
  run(container: ContainerSpec, probe: Probe): Routine<ProbeOutcome>;
  tell(container: ContainerSpec, kind: ProbeKind, outcome: ProbeOutcome): void;
  publish(kind: ProbeKind, containerId: string, result: ProbeResult): void;
}

export class ProbeWorker {
  readonly container: ContainerSpec;
  readonly kind: ProbeKind;
  readonly #host: ProbeHost;
  readonly #probe: Probe;
  readonly #coroutine: Coroutine<undefined>;
  #nextTickMs: number;
  #triggered = false;
  #wake: (() => void) | undefined;
  #containerId = '';
  #onHold = false;
  #lastResult: ProbeResult | undefined;
  #resultRun = 0;

  constructor(host: ProbeHost, container: ContainerSpec, kind: ProbeKind, probe: Probe) {
    this.#host = host;
    this.container = container;
    this.kind = kind;
    this.#probe = probe;
    this.#nextTickMs = host.clock.nowMs + this.#periodMs;
    this.#coroutine = new Coroutine(this.#loop());
  }

  start(): void {
    this.#coroutine.start();
  }

  stop(): void {
    this.#coroutine.cancel();
  }

  /** Look again soon: at once if it is idle, else when the attempt under way has ended. */
  trigger(): void {
    this.#triggered = true;
    this.#wake?.();
  }

  get #periodMs(): number {
    return (this.#probe.periodSeconds ?? 10) * 1000;
  }

  *#loop(): Routine<undefined> {
    while (yield* this.#look()) {
      const { clock } = this.#host;
      if (clock.nowMs < this.#nextTickMs && !this.#triggered) yield this.#tickOrTrigger();
      if (this.#triggered) {
        this.#triggered = false;
        this.#nextTickMs = clock.nowMs + this.#periodMs;
      } else while (this.#nextTickMs <= clock.nowMs) this.#nextTickMs += this.#periodMs; // of ticks missed in a long attempt only one is kept
    }
    return undefined;
  }

  #tickOrTrigger(): Pause<void> {
    return (resume) => {
      const timer = this.#host.clock.at(this.#nextTickMs, () => resume());
      this.#wake = () => {
        this.#wake = undefined;
        this.#host.clock.cancel(timer);
        // Never from inside whoever pulled the trigger: the attempt is an event of its own.
        this.#host.clock.after(0, resume);
      };
      return () => this.#host.clock.cancel(timer);
    };
  }

  /** One attempt, or the reason to make none. False when the worker is done for good. */
  *#look(): Routine<boolean> {
    const { container, kind } = this;
    const host = this.#host;
    if (host.isFinished()) return false;
    const status = host.status(container.name);
    const id = status?.containerID ?? '';
    if (id === '') return true;
    if (id !== this.#containerId) {
      this.#containerId = id;
      this.#onHold = false;
      host.publish(kind, id, kind === 'liveness' ? 'Success' : kind === 'readiness' ? 'Failure' : 'Unknown');
    }
    if (this.#onHold) return true;
    const running = status?.state?.running;
    if (!running) {
      host.publish(kind, id, 'Failure');
      return host.willRestart(container) || status?.state?.terminated === undefined;
    }
    if (host.isDeleting() && kind !== 'readiness') {
      host.publish(kind, id, 'Success');
      return false;
    }
    const aliveMs = host.clock.nowMs - Date.parse(String(running.startedAt));
    if (Math.floor(aliveMs / 1000) < (this.#probe.initialDelaySeconds ?? 0)) return true;
    if ((status?.started ?? false) === (kind === 'startup')) return true;
    const outcome = yield* host.run(container, this.#probe);
    host.tell(container, kind, outcome);
    if (outcome.result === 'error') return true;
    const result: ProbeResult = outcome.result === 'failure' ? 'Failure' : 'Success';
    if (result === this.#lastResult) this.#resultRun++;
    else {
      this.#lastResult = result;
      this.#resultRun = 1;
    }
    const threshold = result === 'Failure' ? (this.#probe.failureThreshold ?? 3) : (this.#probe.successThreshold ?? 1);
    if (this.#resultRun < threshold) return true;
    host.publish(kind, id, result);
    if ((kind === 'liveness' && result === 'Failure') || kind === 'startup') {
      this.#onHold = true;
      this.#resultRun = 0;
    }
    return true;
  }
}
