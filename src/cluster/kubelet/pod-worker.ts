/**
 * Looks after one pod on its node: one routine that syncs again and again, each time from what is there. A sync publishes
 * the status, mounts volumes, makes the sandbox, kills what must die, starts what must run; between syncs it sleeps until
 * something pokes it (the API, a container's end, a probe's result, its own timer). When the pod is to end it terminates it.
 */
import type { Container } from '#container/container.ts';
import { Coroutine, type Pause, type Routine, sleep } from '#simulation/coroutine.ts';
import type { Timer } from '#simulation/virtual-clock.ts';
import { jitter, latency, resyncAfterErrorMs, resyncMs } from './constants.ts';
import { planContainers } from './container-plan.ts';
import { limitsOf, needsRestart, resourcesText } from './container-resources.ts';
import { ContainerStarter } from './container-starter.ts';
import { CrashLoopBackoff, goDuration } from './crash-loop-backoff.ts';
import { type Instance, Instances } from './instance.ts';
import type { KubeletContext } from './kubelet-context.ts';
import { limitsLocalStorage, localUsage, overLimit } from './local-storage.ts';
import { PodKiller } from './pod-killer.ts';
import { type MountedPod, PodMounts } from './pod-mounts.ts';
import type { Phase } from './pod-phase.ts';
import { PodProbes, type ProbedPod } from './pod-probes.ts';
import { type Ending, hasInitialised, isFinalPhase, podStatus } from './pod-status.ts';
import {
  type ContainerSpec,
  type ContainerStatus,
  containersOf,
  ephemeralContainersOf,
  graceSecondsOf,
  initContainersOf,
  isSidecar,
  type Pod,
  podWithUid,
} from './pod-types.ts';
import { restartsAll } from './restart-policy.ts';
import { runsBefore } from './runs-before.ts';
import { Sandbox } from './sandbox.ts';
import { containerStatuses } from './status-builder.ts';
import { writePodStatus } from './status-manager.ts';

/** The kubelet looks at its sandboxes about once a second. */
const sandboxSeenAfterMs = 1000;

export class PodWorker implements ProbedPod, MountedPod {
  readonly #context: KubeletContext;
  readonly #coroutine: Coroutine<undefined>;
  readonly instances = new Instances();
  readonly #backoff = new CrashLoopBackoff();
  readonly #startFailures = new Map<string, { reason: string; message: string }>();
  readonly #starting = new Set<string>();
  readonly #probes: PodProbes;
  readonly #mounts: PodMounts;
  readonly #starter: ContainerStarter;
  readonly #killer: PodKiller;
  #pod: Pod;
  #statuses = new Map<string, ContainerStatus>();
  /** The statuses before those. */
  #shown = new Map<string, ContainerStatus>();
  #phase: Phase = 'Pending';
  #sandbox: Sandbox | undefined;
  #poked = false;
  #wake: (() => void) | undefined;
  #timer: Timer | undefined;
  #deadline: Timer | undefined;
  #usageCheck: Timer | undefined;
  #ending: Ending | undefined;
  #endingShown = false;
  #gone = false;
  #disconnected = false;
  #paused = false;
  #allStopped = false;
  /** The pod ran here before the node went down: init containers run again, and runs go on being counted. */
  #lostSandbox = false;
  #begunAnew = false;
  #startTime: string | undefined;

  constructor(context: KubeletContext, pod: Pod) {
    this.#context = context;
    this.#pod = pod;
    this.#starter = new ContainerStarter(context, {
      instances: this.instances,
      startFailures: this.#startFailures,
      starting: this.#starting,
    });
    this.#killer = new PodKiller(context);
    this.#probes = new PodProbes(context, this);
    this.#mounts = new PodMounts(context, this);
    for (const [name, run] of runsBefore(pod, context.clock.nowMs)) {
      this.instances.add(name, run);
      this.#lostSandbox = true;
    }
    this.#coroutine = new Coroutine(this.#live());
  }

  get pod(): Pod {
    return this.#pod;
  }

  get sandbox(): Sandbox | undefined {
    return this.#sandbox;
  }

  /** The pod's own, once it has one. */
  get address(): string {
    return this.#sandbox?.address ?? '';
  }

  /** As the API shows it. */
  status(container: string): ContainerStatus | undefined {
    return this.#statuses.get(container);
  }

  /** As the API showed it before that. */
  formerStatus(container: string): ContainerStatus | undefined {
    return this.#shown.get(container);
  }

  isFinished(): boolean {
    return isFinalPhase(this.#phase);
  }

  get clock() {
    return this.#context.clock;
  }

  start(): void {
    this.#coroutine.start();
  }

  /** The API shows the pod anew. A change of status alone asks for nothing, except where a readiness gate hangs on it. */
  update(pod: Pod): void {
    const old = this.#pod;
    this.#pod = pod;
    const nowDeleting = pod.metadata.deletionTimestamp !== undefined && old.metadata.deletionTimestamp === undefined;
    const shortened = (pod.metadata.deletionGracePeriodSeconds ?? 0) < (old.metadata.deletionGracePeriodSeconds ?? 0);
    if (nowDeleting) this.clock.after(latency.killingMs, () => this.poke());
    else if (shortened) this.#killer.shorten(pod.metadata.deletionGracePeriodSeconds ?? 0);
    else if (pod.spec !== old.spec || gatesDiffer(pod, old)) this.poke();
  }

  /** The object has gone while its containers still run: a forced deletion, or the pod was removed under us. */
  vanish(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.poke();
  }

  /** The node has lost its power: nothing is told to anybody any more. */
  powerOff(): void {
    this.#gone = true;
    this.#coroutine.cancel();
    this.#probes.stop();
    this.clock.cancel(this.#timer);
    this.clock.cancel(this.#deadline);
    this.clock.cancel(this.#usageCheck);
    for (const [, instance] of this.instances.running()) instance.container?.signal('KILL');
    this.#sandbox?.remove(this.#context.dataPlane);
  }

  /** The node's network is cut: containers go on, nothing is heard of them. */
  disconnect(): void {
    this.#disconnected = true;
  }

  /** The kubelet has stopped: nobody looks after the containers, they run on by themselves. */
  pause(): void {
    this.#paused = true;
    this.#probes.stop();
  }

  reconnect(): void {
    this.#disconnected = false;
    if (this.#paused) {
      this.#paused = false;
      if (!this.#gone) this.#probes.startAnew();
    }
    this.poke();
  }

  poke(): void {
    this.#poked = true;
    this.#wake?.();
  }

  /** The kubelet ends the pod for a reason of its own: a deadline, an eviction. */
  end(ending: Ending): void {
    if (this.#ending || this.#gone) return;
    this.#ending = ending;
    this.poke();
  }

  /** The newest run of a container, for logs and exec. */
  instance(container: string): { readonly newest: Instance | undefined; readonly previous: Instance | undefined } {
    return { newest: this.instances.newest(container), previous: this.instances.previous(container) };
  }

  runningContainer(name: string): Container | undefined {
    const newest = this.instances.newest(name);
    return newest && !newest.exited ? newest.container : undefined;
  }

  /** What it has written to its node's own disk: layers, logs, emptyDir volumes. */
  localStorageBytes(): number {
    return localUsage(this.#pod, this.#mounts.volumes, (name) => this.runningContainer(name));
  }

  // -- the routine ------------------------------------------------------------------------------------------------------

  *#live(): Routine<undefined> {
    yield sleep(this.clock, latency.firstStatusMs);
    this.#startTime = this.clock.timestamp();
    this.#armDeadline();
    this.#armUsageCheck();
    for (;;) {
      while (this.#paused) yield this.#untilPoked();
      this.#poked = false;
      this.clock.cancel(this.#timer);
      this.#timer = undefined;
      const outcome =
        this.#gone || this.#pod.metadata.deletionTimestamp !== undefined || this.#ending
          ? 'terminate'
          : yield* this.#sync();
      if (outcome === 'terminate') {
        yield* this.#terminate();
        return undefined;
      }
      if (!this.#poked) yield this.#untilPoked();
    }
  }

  #untilPoked(): Pause<void> {
    return (resume) => {
      this.#wake = () => {
        this.#wake = undefined;
        this.clock.after(0, resume); // a sync is an event of its own, never part of what caused it
      };
      return undefined;
    };
  }

  #wakeAfter(delayMs: number): void {
    const atMs = this.clock.nowMs + delayMs;
    if (this.#timer && !this.#timer.cancelled && this.#timer.atMs <= atMs) return;
    this.clock.cancel(this.#timer);
    this.#timer = this.clock.at(atMs, () => this.poke());
  }

  *#sync(): Routine<'done' | 'terminate'> {
    const phase = this.#publish();
    if (phase === 'Succeeded' || phase === 'Failed') return 'terminate';
    let sandboxIsNew = false;
    if (!(yield* this.#mountVolumes())) return this.mustTerminate() ? 'terminate' : 'done';
    if (!this.#sandbox) {
      yield sleep(this.clock, latency.sandboxMs);
      if (this.mustTerminate()) return 'terminate';
      if (this.#lostSandbox) {
        const message = 'Pod sandbox changed, it will be killed and re-created.';
        this.#context.say(this.#pod, 'Normal', 'SandboxChanged', message);
      }
      this.#sandbox = new Sandbox(this.#context, this.#pod);
      this.clock.after(sandboxSeenAfterMs, () => this.#showAddress());
      this.#publish();
      sandboxIsNew = true;
    }
    if (this.#mustBeginAnew()) yield* this.#beginAnew();
    this.#resize();
    const plan = planContainers({
      pod: this.#pod,
      instances: this.instances,
      gaveUp: (id) => this.#probes.gaveUp(id),
      isStarted: (container) => this.#probes.isStarted(container),
      starting: this.#starting,
      begunAnew: this.#begunAnew,
    });
    let changed = sandboxIsNew;
    if (plan.killPod) {
      yield* this.#killAll(graceSecondsOf(this.#pod));
      this.#sandbox.stop();
      this.#wakeAfter(latency.afterKillMs);
      return 'done';
    }
    // The back-off asks for the last run that had ended when the sync began: a container killed just now does not count yet.
    const endedBefore = new Map(
      [...containersOf(this.#pod), ...initContainersOf(this.#pod)].map(({ name }) => [
        name,
        this.instances.newestExited(name)?.exited?.finishedAtMs,
      ]),
    );
    for (const { container, message, graceSeconds } of plan.kill) {
      changed = true;
      yield* this.#killer.killContainer(this.#pod, this.#sandbox, container, this.instances, {
        graceSeconds,
        message,
      });
      yield sleep(this.clock, latency.afterKillMs);
    }
    let nextMs = resyncMs;
    let failed = false;
    for (const container of ephemeralContainersOf(this.#pod)) {
      if (this.instances.newest(container.name)) continue;
      if (this.mustTerminate()) return 'terminate';
      changed = true;
      yield* this.#starter.start(this.#pod, container, this.#sandbox, this.#mounts.volumes, (instance) =>
        this.#watch(container, instance),
      );
    }
    for (const container of plan.start) {
      if (this.mustTerminate()) return 'terminate';
      const decision = this.#backoff.decide(
        `${container.name} ${container.image ?? ''}`,
        endedBefore.get(container.name),
        this.clock.nowMs,
      );
      if (decision.kind === 'wait') {
        failed = true;
        const pod = podWithUid(this.#pod);
        this.#say(
          container,
          'Warning',
          'BackOff',
          `Back-off restarting failed container ${container.name} in pod ${pod}`,
        );
        this.#startFailures.set(container.name, {
          reason: 'CrashLoopBackOff',
          message: `back-off ${goDuration(decision.delayMs)} restarting failed container=${container.name} pod=${pod}`,
        });
        nextMs = Math.min(nextMs, decision.untilMs - this.clock.nowMs);
        continue;
      }
      const outcome = yield* this.#starter.start(
        this.#pod,
        container,
        this.#sandbox,
        this.#mounts.volumes,
        (instance) => this.#watch(container, instance),
      );
      if (outcome === 'hook-failed') {
        const options = { graceSeconds: graceSecondsOf(this.#pod), message: 'FailedPostStartHook' };
        yield* this.#killer.killContainer(this.#pod, this.#sandbox, container, this.instances, options);
        this.#starting.delete(container.name);
      }
      if (this.mustTerminate()) return 'terminate';
      if (outcome === 'started') changed = true;
      else {
        failed = true;
        if (outcome !== 'created') nextMs = Math.min(nextMs, resyncAfterErrorMs);
        // An init container that cannot be started stops the sync; the others go on.
        if (initContainersOf(this.#pod).includes(container) && !isSidecar(container)) break;
      }
    }
    if (failed || !this.#isSettled()) this.#wakeAfter(nextMs * jitter);
    if (changed) this.#wakeAfter(failed && plan.kill.length === 0 ? latency.relistMs : latency.relistAfterSyncMs);
    return 'done';
  }

  /**
   * The kubelet looks at every pod about once a minute. Where all containers are ready and no volume shows an object that
   * may change, it would find nothing: what does happen pokes. So weeks of an idle pod cost no events.
   */
  #isSettled(): boolean {
    return (
      !this.#mounts.showObjects && containersOf(this.#pod).every(({ name }) => this.#statuses.get(name)?.ready === true)
    );
  }

  mustTerminate(): boolean {
    return this.#gone || this.#ending !== undefined || this.#pod.metadata.deletionTimestamp !== undefined;
  }

  /** Resources that were changed are changed in place; what is in use already is not taken away, and tried again later. */
  #resize(): void {
    for (const spec of [...initContainersOf(this.#pod), ...containersOf(this.#pod)]) {
      const newest = this.instances.newest(spec.name);
      const text = resourcesText(spec);
      if (!newest?.container || newest.exited || newest.resources === text || needsRestart(spec, newest.resources))
        continue;
      if (!newest.container.resize(limitsOf(spec, this.#pod))) continue;
      newest.resources = text;
      this.poke(); // so that the status tells it
    }
  }

  /** A container ended in a way that by its rules restarts all of them. */
  #mustBeginAnew(): boolean {
    return [...containersOf(this.#pod), ...initContainersOf(this.#pod)].some((container) => {
      const newest = this.instances.newest(container.name);
      return newest?.container && newest.exited && newest.seen && restartsAll(container, newest.exited.exitCode);
    });
  }

  /** In the same sandbox, with the same volumes: the others are killed at once, and the init containers run again. */
  *#beginAnew(): Routine<void> {
    const running = new Set([...this.instances.running()].map(([, { id }]) => id));
    yield* this.#killAll(0);
    this.#begunAnew = true;
    this.instances.leaveBehind(({ id, exited }) =>
      running.has(id) && exited
        ? {
            ...exited,
            exitCode: 137,
            reason: 'RestartingAllContainers',
            message: 'The container is removed because RestartAllContainers in place',
          }
        : exited,
    );
  }

  // -- volumes ----------------------------------------------------------------------------------------------------------

  /** Before anything of the pod runs all are mounted, and probes begin; from then on they are refreshed. */
  *#mountVolumes(): Routine<boolean> {
    if (this.#probes.areRunning || this.#sandbox !== undefined) {
      this.#mounts.refresh();
      return true;
    }
    if (!(yield* this.#mounts.mount())) return false;
    this.#probes.start();
    return true;
  }

  /** A pause that ends early when the pod is to end. */
  interruptible(milliseconds: number): Pause<void> {
    return (resume) => {
      const timer = this.clock.after(milliseconds, () => resume());
      this.#wake = () => {
        if (!this.mustTerminate()) return;
        this.#wake = undefined;
        this.clock.cancel(timer);
        this.clock.after(0, resume);
      };
      return () => this.clock.cancel(timer);
    };
  }

  // -- the end ----------------------------------------------------------------------------------------------------------

  *#killAll(graceSeconds: number): Routine<void> {
    if (this.#sandbox) yield* this.#killer.killPod(this.#pod, this.#sandbox, this.instances, graceSeconds);
    for (const [, instance] of this.instances.all()) if (instance.exited) instance.seen = true;
  }

  *#terminate(): Routine<void> {
    this.clock.cancel(this.#deadline);
    this.clock.cancel(this.#usageCheck);
    const ending = this.#ending;
    if (ending) {
      if (ending.reason === 'DeadlineExceeded') this.#publish();
      const grace = this.#gone
        ? graceSecondsOf(this.#pod)
        : Math.min(ending.graceSeconds, this.#pod.metadata.deletionGracePeriodSeconds ?? ending.graceSeconds);
      if (ending.reason === 'DeadlineExceeded') {
        yield sleep(this.clock, latency.relistMs / 2);
        this.#context.say(this.#pod, 'Normal', ending.reason, ending.message);
      }
      yield* this.#killAll(grace);
    } else if (this.#pod.metadata.deletionTimestamp !== undefined || this.#gone) {
      this.#publish();
      yield* this.#killAll(
        this.#gone
          ? graceSecondsOf(this.#pod)
          : (this.#pod.metadata.deletionGracePeriodSeconds ?? graceSecondsOf(this.#pod)),
      );
    } else {
      // All have ended by themselves: the containers are shown as they are, and a moment later the phase.
      yield this.interruptible(latency.finalPhaseMs);
      yield* this.#killAll(graceSecondsOf(this.#pod));
    }
    if (!this.#gone) yield sleep(this.clock, latency.afterLastExitMs);
    this.#probes.stop();
    this.#sandbox?.stop();
    this.#allStopped = true;
    this.#endingShown = true;
    if (!this.#gone) this.#publish();
    if (ending?.reason === 'DeadlineExceeded' && !this.#gone)
      this.#context.say(this.#pod, 'Normal', ending.reason, ending.message);
    this.#sandbox?.remove(this.#context.dataPlane);
    while (this.#pod.metadata.deletionTimestamp === undefined && !this.#gone) yield this.#untilPoked();
    if (!this.#gone) yield sleep(this.clock, latency.removalMs);
    if (!this.#gone) {
      const { namespace, name, uid } = this.#pod.metadata;
      this.#context.client.delete('Pod', namespace, name, { gracePeriodSeconds: 0, preconditions: { uid } });
    }
  }

  /** activeDeadlineSeconds, counted from the moment the kubelet first saw the pod. */
  #armDeadline(): void {
    const seconds = this.#pod.spec?.activeDeadlineSeconds;
    if (seconds === undefined) return;
    this.#deadline = this.clock.after(seconds * 1000, () => {
      const message = 'Pod was active on the node longer than the specified deadline';
      this.#context.say(this.#pod, 'Normal', 'DeadlineExceeded', message);
      this.end({ reason: 'DeadlineExceeded', message, graceSeconds: graceSecondsOf(this.#pod), conditions: [] });
    });
  }

  /** Disk usage is measured about once a minute; more than the pod may use ends it. */
  #armUsageCheck(): void {
    if (!limitsLocalStorage(this.#pod)) return;
    const check = () => {
      if (this.mustTerminate() || this.isFinished()) return;
      const message = overLimit(this.#pod, this.#mounts.volumes, (name) => this.runningContainer(name));
      if (message !== undefined) {
        this.#context.say(this.#pod, 'Warning', 'Evicted', message);
        this.end({ reason: 'Evicted', message, graceSeconds: 1, conditions: [] });
      } else this.#usageCheck = this.clock.after(60_000, check);
    };
    this.#usageCheck = this.clock.after(latency.firstUsageMs, check);
  }

  // -- status -----------------------------------------------------------------------------------------------------------

  /** A probe's result has changed what the status shows; nobody is asked again for that. */
  publish(): void {
    this.#publish({ trigger: false });
  }

  /** Builds the status from what has been seen, sends it, and asks unready containers again. Returns the phase as computed. */
  #publish(options: { readonly trigger?: boolean } = {}): Phase {
    const pod = this.#pod;
    this.#shown = this.#statuses;
    this.#statuses = containerStatuses({
      pod,
      instances: this.instances,
      startFailures: this.#startFailures,
      starting: this.#starting,
      isStarted: (container) => this.#probes.isStarted(container),
      isReady: (container, { id }) => this.#probes.isReady(container, id),
      timestamp: (atMs) => this.clock.timestamp(atMs),
      lost: this.#allStopped && hasInitialised(pod, this.instances),
    });
    const sandboxReady = this.#sandbox?.ready ?? false;
    const isSandboxSeen = sandboxReady && this.clock.nowMs - (this.#sandbox?.madeMs ?? 0) >= sandboxSeenAfterMs;
    const { computed, phase, status } = podStatus({
      pod,
      statuses: this.#statuses,
      instances: this.instances,
      phase: this.#phase,
      ending: this.#ending,
      endingShown: this.#endingShown,
      allStopped: this.#allStopped,
      sandboxReady,
      seenAddress: isSandboxSeen ? this.#sandbox?.address : undefined,
      address: this.#sandbox?.address,
      hostAddress: this.#context.dataPlane.nodeAddress(this.#context.node),
      startTime: this.#startTime,
      now: this.clock.timestamp(),
    });
    this.#phase = phase;
    const written = this.#disconnected ? undefined : writePodStatus(this.#context.client, pod, status);
    if (written) this.#pod = written;
    if (options.trigger !== false) this.#probes.askUnready();
    return computed;
  }

  /** A pod of which no container could even be made shows its address all the same. */
  #showAddress(): void {
    const all = [...initContainersOf(this.#pod), ...containersOf(this.#pod)];
    const isAnyMade = all.some(({ name }) => this.instances.newest(name));
    if (this.#sandbox?.ready && !this.#allStopped && !isAnyMade) this.publish();
  }

  // -- containers -------------------------------------------------------------------------------------------------------

  /** A container runs: its end is noticed at a relist, unless the kubelet itself is waiting for it. */
  #watch(container: ContainerSpec, instance: Instance): void {
    this.clock.after(latency.relistAfterSyncMs + latency.secondLookMs, () => {
      if (!instance.exited) this.poke();
    });
    const notice = () => {
      if (instance.seen) return;
      instance.seen = true;
      this.poke();
    };
    if (instance.exited) {
      this.clock.after(latency.relistMs, notice);
      return;
    }
    instance.container?.onEnd(() => {
      this.#starter.recordEnd(this.#pod, container, instance);
      this.clock.after(latency.relistMs, notice);
    });
  }

  #say(container: ContainerSpec, type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.#context.say(this.#pod, type, reason, message, container);
  }
}

function gatesDiffer(pod: Pod, old: Pod): boolean {
  const gates = pod.spec?.readinessGates ?? [];
  return gates.some(
    ({ conditionType }) =>
      pod.status?.conditions?.find(({ type }) => type === conditionType)?.status !==
      old.status?.conditions?.find(({ type }) => type === conditionType)?.status,
  );
}
