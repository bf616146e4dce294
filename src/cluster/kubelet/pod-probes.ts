/**
 * The probes of one pod and what they have found, run by run: which run is started, which is ready, which was given up. The
 * workers behind them (prober.ts) ask their questions here.
 */
import type { Routine } from '#simulation/coroutine.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import type { Instances } from './instance.ts';
import type { KubeletContext } from './kubelet-context.ts';
import {
  type ContainerSpec,
  type ContainerStatus,
  containersOf,
  initContainersOf,
  isSidecar,
  type Pod,
  type Probe,
} from './pod-types.ts';
import { type ProbeOutcome, runProbe } from './probe-handlers.ts';
import { type ProbeHost, type ProbeKind, type ProbeResult, ProbeWorker } from './prober.ts';
import { policyOf } from './restart-policy.ts';
import type { Sandbox } from './sandbox.ts';

/** What probes need of the pod that they look at. */
export interface ProbedPod {
  readonly pod: Pod;
  readonly instances: Instances;
  readonly sandbox: Sandbox | undefined;
  /** As the API shows it, and as it showed it before. */
  status(container: string): ContainerStatus | undefined;
  formerStatus(container: string): ContainerStatus | undefined;
  isFinished(): boolean;
  /** A result that the status shows has changed. */
  publish(): void;
  poke(): void;
}

const words: Readonly<Record<ProbeKind, string>> = { startup: 'Startup', liveness: 'Liveness', readiness: 'Readiness' };

export class PodProbes implements ProbeHost {
  readonly #context: KubeletContext;
  readonly #probed: ProbedPod;
  readonly #workers: ProbeWorker[] = [];
  readonly #results: Readonly<Record<ProbeKind, Map<string, ProbeResult>>> = {
    startup: new Map(),
    liveness: new Map(),
    readiness: new Map(),
  };

  constructor(context: KubeletContext, probed: ProbedPod) {
    this.#context = context;
    this.#probed = probed;
  }

  get clock(): VirtualClock {
    return this.#context.clock;
  }

  get areRunning(): boolean {
    return this.#workers.length > 0;
  }

  start(): void {
    const { pod } = this.#probed;
    for (const container of [...initContainersOf(pod).filter(isSidecar), ...containersOf(pod)]) {
      // At a common tick liveness and readiness look before the startup probe has its answer.
      for (const [kind, probe] of [
        ['liveness', container.livenessProbe],
        ['readiness', container.readinessProbe],
        ['startup', container.startupProbe],
      ] as const) {
        if (probe) this.#workers.push(new ProbeWorker(this, container, kind, probe));
      }
    }
    for (const worker of this.#workers) worker.start();
  }

  stop(): void {
    for (const worker of this.#workers) worker.stop();
  }

  /** After the kubelet was away: new workers, each with a beat of its own; what was found stands. */
  startAnew(): void {
    const ran = this.areRunning;
    this.#workers.length = 0;
    if (ran) this.start();
  }

  /** The probe that has given this run up. */
  gaveUp(containerId: string): 'liveness' | 'startup' | undefined {
    if (this.#results.liveness.get(containerId) === 'Failure') return 'liveness';
    return this.#results.startup.get(containerId) === 'Failure' ? 'startup' : undefined;
  }

  isReady(container: ContainerSpec, containerId: string): boolean {
    return !container.readinessProbe || this.#results.readiness.get(containerId) === 'Success';
  }

  /**
   * A run of which the startup probe has said nothing yet keeps what the API shows of the run before, if that was running:
   * so after a kill by liveness `started` stays true until the probe's next tick, and after an end of its own it is false.
   */
  isStarted(container: ContainerSpec): boolean {
    if (!container.startupProbe) return true;
    const result = this.#results.startup.get(this.#probed.instances.newest(container.name)?.id ?? '');
    if (result !== undefined) return result === 'Success';
    const shown = this.#probed.formerStatus(container.name);
    return shown?.state?.running !== undefined && (shown.started ?? false);
  }

  /** Containers that run and are not ready are asked again at once. */
  askUnready(): void {
    for (const worker of this.#workers) {
      if (worker.kind !== 'readiness') continue;
      const status = this.#probed.status(worker.container.name);
      if (status?.state?.running && status.started && !status.ready) worker.trigger();
    }
  }

  // -- what the workers ask and tell ------------------------------------------------------------------------------------

  status(container: string): ContainerStatus | undefined {
    return this.#probed.status(container);
  }

  isFinished(): boolean {
    return this.#probed.isFinished();
  }

  isDeleting(): boolean {
    return this.#probed.pod.metadata.deletionTimestamp !== undefined;
  }

  willRestart(container: ContainerSpec): boolean {
    return policyOf(this.#probed.pod, container) !== 'Never';
  }

  *run(container: ContainerSpec, probe: Probe): Routine<ProbeOutcome> {
    const { instances, sandbox } = this.#probed;
    const newest = instances.newest(container.name);
    if (!newest?.container || !sandbox) return { result: 'error', output: 'container not found' };
    return yield* runProbe(probe, {
      clock: this.clock,
      spec: container,
      container: newest.container,
      network: sandbox.network,
      execId: () => this.#context.newId(),
    });
  }

  tell(container: ContainerSpec, kind: ProbeKind, { result, output }: ProbeOutcome): void {
    const { pod } = this.#probed;
    const word = words[kind];
    this.#context.trace.record({
      kind: 'probe',
      object: this.#context.nameOf(pod),
      container: container.name,
      probe: kind,
      result: result === 'failure' || result === 'error' ? 'failure' : 'success',
      output,
    });
    const warn = (reason: string, message: string) => this.#context.say(pod, 'Warning', reason, message, container);
    if (result === 'failure') warn('Unhealthy', `${word} probe failed: ${output}`);
    else if (result === 'error') warn('Unhealthy', `${word} probe errored and resulted in unknown state: ${output}`);
    else if (result === 'warning') warn('ProbeWarning', `${word} probe warning: ${output}`);
  }

  publish(kind: ProbeKind, containerId: string, result: ProbeResult): void {
    const id = containerId.replace('containerd://', '');
    const results = this.#results[kind];
    const before = results.get(id);
    results.set(id, result);
    if (before === result) return;
    if (kind === 'liveness') {
      if (result === 'Failure') this.#probed.poke();
      return;
    }
    if (kind === 'readiness' && before === undefined && result === 'Failure') return; // how every run begins
    this.#probed.publish();
    this.#probed.poke();
  }
}
