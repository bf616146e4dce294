/**
 * Stops containers: preStop hook, signal, grace, SIGKILL. Of a pod all regular containers stop side by side; sidecars follow
 * in reverse order, each when all that comes after it has ended, and every one counts the same grace from the beginning.
 */
import { Coroutine, type Pause, type Routine } from '#simulation/coroutine.ts';
import type { Timer } from '#simulation/virtual-clock.ts';
import { minimumGraceSeconds } from './constants.ts';
import type { Instance, Instances } from './instance.ts';
import type { KubeletContext } from './kubelet-context.ts';
import { runHook } from './lifecycle.ts';
import {
  type ContainerSpec,
  containersOf,
  ephemeralContainersOf,
  initContainersOf,
  isSidecar,
  type Pod,
} from './pod-types.ts';
import type { Sandbox } from './sandbox.ts';

export class PodKiller {
  readonly #context: KubeletContext;
  /** SIGKILLs that are appointed, for a grace that is cut short. */
  readonly #appointments = new Map<Instance, Timer>();
  #startedMs = 0;

  constructor(context: KubeletContext) {
    this.#context = context;
  }

  /** One container, for a failed probe or a changed definition. */
  *killContainer(
    pod: Pod,
    sandbox: Sandbox,
    spec: ContainerSpec,
    instances: Instances,
    options: { readonly graceSeconds: number; readonly message: string },
  ): Routine<void> {
    const instance = instances.newest(spec.name);
    if (!instance || instance.exited) return;
    this.#context.say(pod, 'Normal', 'Killing', options.message, spec);
    this.#startedMs = this.#context.clock.nowMs;
    yield* this.#stop(pod, sandbox, spec, instance, options.graceSeconds, []);
    if (instance.container && instance.container.state !== 'exited') yield instance.container.ended();
    instance.seen = true;
  }

  *killPod(pod: Pod, sandbox: Sandbox, instances: Instances, graceSeconds: number): Routine<void> {
    const { clock } = this.#context;
    this.#startedMs = clock.nowMs;
    const sidecars = initContainersOf(pod).filter(isSidecar);
    const others = [
      ...containersOf(pod),
      ...initContainersOf(pod).filter((container) => !isSidecar(container)),
      ...ephemeralContainersOf(pod),
    ];
    const running = (container: ContainerSpec) => {
      const newest = instances.newest(container.name);
      return newest && !newest.exited ? newest : undefined;
    };
    const victims = [...others, ...sidecars].flatMap((spec) => {
      const instance = running(spec);
      return instance ? [{ spec, instance }] : [];
    });
    for (const { spec } of victims)
      this.#context.say(pod, 'Normal', 'Killing', `Stopping container ${spec.name}`, spec);
    const stops = victims.map(({ spec, instance }) => {
      const position = sidecars.indexOf(spec);
      const before =
        position < 0
          ? []
          : victims
              .filter((victim) => !sidecars.includes(victim.spec) || sidecars.indexOf(victim.spec) > position)
              .map((victim) => victim.instance);
      return new Coroutine(this.#stop(pod, sandbox, spec, instance, graceSeconds, before));
    });
    for (const stop of stops) stop.start();
    for (const { instance } of victims)
      if (instance.container && instance.container.state !== 'exited') yield instance.container.ended();
    for (const { instance } of victims) instance.seen = true;
  }

  /** A second delete request with a shorter grace, counted from now. */
  shorten(graceSeconds: number): void {
    const { clock } = this.#context;
    for (const [instance, timer] of this.#appointments) {
      const atMs = clock.nowMs + Math.max(graceSeconds, minimumGraceSeconds) * 1000;
      if (timer.atMs <= atMs) continue;
      clock.cancel(timer);
      this.#appointments.set(
        instance,
        clock.at(atMs, () => instance.container?.signal('KILL')),
      );
    }
  }

  *#stop(
    pod: Pod,
    sandbox: Sandbox,
    spec: ContainerSpec,
    instance: Instance,
    graceSeconds: number,
    before: readonly Instance[],
  ): Routine<void> {
    const { clock } = this.#context;
    const { container } = instance;
    if (!container) return;
    const hook = spec.lifecycle?.preStop;
    let left = graceSeconds;
    if (hook && graceSeconds > 0) {
      const startedMs = clock.nowMs;
      let problem: string | undefined;
      const running = new Coroutine(
        runHook(hook, { clock, spec, container, network: sandbox.network, execId: () => this.#context.newId() }),
        (outcome) => {
          problem = outcome;
          // The hook may go on beside SIGTERM; when the container's end cuts it off, that is told then.
          if (outcome !== undefined) this.#context.say(pod, 'Warning', 'FailedPreStopHook', 'PreStopHook failed', spec);
        },
      );
      running.start();
      if (!running.ended) yield this.#first(graceSeconds * 1000, () => running.ended, instance);
      left -= Math.floor((clock.nowMs - startedMs) / 1000);
      if (problem !== undefined) left = Math.max(left, 0);
    }
    if (before.length > 0) {
      const startedMs = clock.nowMs;
      const deadlineMs = this.#startedMs + graceSeconds * 1000;
      yield this.#allEnded(before, deadlineMs);
      left -= Math.floor((clock.nowMs - startedMs) / 1000);
    }
    if (instance.exited || container.state === 'exited') return;
    const timer = clock.after(Math.max(left, minimumGraceSeconds) * 1000, () => container.signal('KILL'));
    this.#appointments.set(instance, timer);
    container.onEnd(() => {
      clock.cancel(this.#appointments.get(instance));
      this.#appointments.delete(instance);
    });
    const signal = spec.lifecycle && 'stopSignal' in spec.lifecycle ? undefined : container.stopSignal;
    container.signal(signal ?? container.stopSignal);
  }

  /** Until the hook is done, the time is over or the container has ended. */
  #first(milliseconds: number, done: () => boolean, instance: Instance): Pause<void> {
    const { clock } = this.#context;
    return (resume) => {
      const timer = clock.after(milliseconds, () => resume());
      instance.container?.onEnd(() => resume());
      // The hook is a routine of its own; it is looked at when anything it waits for has happened.
      const look = () => {
        if (done()) resume();
        else poll = clock.after(50, look);
      };
      let poll = clock.after(50, look);
      return () => {
        clock.cancel(timer);
        clock.cancel(poll);
      };
    };
  }

  #allEnded(instances: readonly Instance[], deadlineMs: number): Pause<void> {
    const { clock } = this.#context;
    return (resume) => {
      const timer = clock.at(deadlineMs, () => resume());
      let left = instances.length;
      for (const instance of instances) {
        instance.container?.onEnd(() => {
          left--;
          if (left === 0) resume();
        });
      }
      return () => clock.cancel(timer);
    };
  }
}
