/**
 * Looks after one pod on its node: one routine that syncs again and again, each time from what is there. A sync publishes
 * the status, mounts volumes, makes the sandbox, kills what must die, starts what must run; between syncs it sleeps until
 * something pokes it (the API, a container's end, a probe's result, its own timer). When the pod is to end it terminates it.
 */
import type { Container } from '#container/container.ts';
import { Coroutine, type Pause, type Routine, sleep } from '#simulation/coroutine.ts';
import type { Timer } from '#simulation/virtual-clock.ts';
import { attachPollMs, jitter, latency, resyncAfterErrorMs, resyncMs, waitForVolumesMs } from './constants.ts';
import { limitsOf, needsRestart, resourcesText } from './container-resources.ts';
import { ContainerStarter } from './container-starter.ts';
import { CrashLoopBackoff, goDuration } from './crash-loop-backoff.ts';
import { type Instance, Instances } from './instance.ts';
import type { KubeletContext } from './kubelet-context.ts';
import { limitsLocalStorage, localUsage, overLimit } from './local-storage.ts';
import { PodKiller } from './pod-killer.ts';
import { type Phase, podConditions, podPhase } from './pod-phase.ts';
import {
  type ContainerSpec,
  type ContainerStatus,
  containersOf,
  ephemeralContainersOf,
  graceSecondsOf,
  initContainersOf,
  isSidecar,
  type Pod,
  type Probe,
  podWithUid,
} from './pod-types.ts';
import { type ProbeOutcome, runProbe } from './probe-handlers.ts';
import { type ProbeHost, type ProbeKind, type ProbeResult, ProbeWorker } from './prober.ts';
import { restarts, restartsAll } from './restart-policy.ts';
import { runsBefore } from './runs-before.ts';
import { Sandbox } from './sandbox.ts';
import { containerStatuses } from './status-builder.ts';
import { writePodStatus } from './status-manager.ts';
import { type MountedVolume, setUpVolume } from './volume-manager.ts';

/** Why a pod is ended by the kubelet itself; shown as status.reason and status.message. */
export interface Ending {
  readonly reason: string;
  readonly message: string;
  readonly graceSeconds: number;
  readonly conditions: readonly Readonly<Record<string, unknown>>[];
}

/** The kubelet looks at its sandboxes about once a second. */
const sandboxSeenAfterMs = 1000;

export class PodWorker implements ProbeHost {
  readonly #context: KubeletContext;
  readonly #coroutine: Coroutine<undefined>;
  readonly #instances = new Instances();
  readonly #backoff = new CrashLoopBackoff();
  readonly #startFailures = new Map<string, { reason: string; message: string }>();
  readonly #starting = new Set<string>();
  readonly #probers: ProbeWorker[] = [];
  readonly #readiness = new Map<string, ProbeResult>();
  readonly #liveness = new Map<string, ProbeResult>();
  readonly #startup = new Map<string, ProbeResult>();
  readonly #volumes = new Map<string, MountedVolume>();
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
  #mountAttempts = 0;
  /** The pod ran here before the node went down: init containers run again, and runs go on being counted. */
  #lostSandbox = false;
  #begunAnew = false;
  #startTime: string | undefined;

  constructor(context: KubeletContext, pod: Pod) {
    this.#context = context;
    this.#pod = pod;
    this.#starter = new ContainerStarter(context, {
      instances: this.#instances,
      startFailures: this.#startFailures,
      starting: this.#starting,
    });
    this.#killer = new PodKiller(context);
    for (const [name, run] of runsBefore(pod, context.clock.nowMs)) {
      this.#instances.add(name, run);
      this.#lostSandbox = true;
    }
    this.#coroutine = new Coroutine(this.#live());
  }

  get pod(): Pod {
    return this.#pod;
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
    for (const prober of this.#probers) prober.stop();
    this.clock.cancel(this.#timer);
    this.clock.cancel(this.#deadline);
    this.clock.cancel(this.#usageCheck);
    for (const [, instance] of this.#instances.running()) instance.container?.signal('KILL');
    this.#sandbox?.remove(this.#context.dataPlane);
  }

  /** The node's network is cut: containers go on, nothing is heard of them. */
  disconnect(): void {
    this.#disconnected = true;
  }

  /** The kubelet has stopped: nobody looks after the containers, they run on by themselves. */
  pause(): void {
    this.#paused = true;
    for (const prober of this.#probers) prober.stop();
  }

  reconnect(): void {
    this.#disconnected = false;
    if (this.#paused) {
      this.#paused = false;
      const hadProbers = this.#probers.length > 0;
      this.#probers.length = 0;
      if (hadProbers && !this.#gone) this.#startProbers();
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
    return { newest: this.#instances.newest(container), previous: this.#instances.previous(container) };
  }

  runningContainer(name: string): Container | undefined {
    const newest = this.#instances.newest(name);
    return newest && !newest.exited ? newest.container : undefined;
  }

  /** What it has written to its node's own disk: layers, logs, emptyDir volumes. */
  localStorageBytes(): number {
    return localUsage(this.#pod, this.#volumes, (name) => this.runningContainer(name));
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
    if (!(yield* this.#mountVolumes())) return this.#mustTerminate() ? 'terminate' : 'done';
    if (!this.#sandbox) {
      yield sleep(this.clock, latency.sandboxMs);
      if (this.#mustTerminate()) return 'terminate';
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
    const plan = this.#plan();
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
        this.#instances.newestExited(name)?.exited?.finishedAtMs,
      ]),
    );
    for (const { container, message, graceSeconds } of plan.kill) {
      changed = true;
      yield* this.#killer.killContainer(this.#pod, this.#sandbox, container, this.#instances, {
        graceSeconds,
        message,
      });
      yield sleep(this.clock, latency.afterKillMs);
    }
    let nextMs = resyncMs;
    let failed = false;
    for (const container of ephemeralContainersOf(this.#pod)) {
      if (this.#instances.newest(container.name)) continue;
      if (this.#mustTerminate()) return 'terminate';
      changed = true;
      yield* this.#starter.start(this.#pod, container, this.#sandbox, this.#volumes, (instance) =>
        this.#watch(container, instance),
      );
    }
    for (const container of plan.start) {
      if (this.#mustTerminate()) return 'terminate';
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
      const outcome = yield* this.#starter.start(this.#pod, container, this.#sandbox, this.#volumes, (instance) =>
        this.#watch(container, instance),
      );
      if (outcome === 'hook-failed') {
        const options = { graceSeconds: graceSecondsOf(this.#pod), message: 'FailedPostStartHook' };
        yield* this.#killer.killContainer(this.#pod, this.#sandbox, container, this.#instances, options);
        this.#starting.delete(container.name);
      }
      if (this.#mustTerminate()) return 'terminate';
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
    const showsObjects = [...this.#volumes].some(
      ([name, { refresh }]) => refresh !== undefined && !name.startsWith('kube-api-access-'),
    );
    return !showsObjects && containersOf(this.#pod).every(({ name }) => this.#statuses.get(name)?.ready === true);
  }

  #mustTerminate(): boolean {
    return this.#gone || this.#ending !== undefined || this.#pod.metadata.deletionTimestamp !== undefined;
  }

  /** Resources that were changed are changed in place; what is in use already is not taken away, and tried again later. */
  #resize(): void {
    for (const spec of [...initContainersOf(this.#pod), ...containersOf(this.#pod)]) {
      const newest = this.#instances.newest(spec.name);
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
      const newest = this.#instances.newest(container.name);
      return newest?.container && newest.exited && newest.seen && restartsAll(container, newest.exited.exitCode);
    });
  }

  /** In the same sandbox, with the same volumes: the others are killed at once, and the init containers run again. */
  *#beginAnew(): Routine<void> {
    const running = new Set([...this.#instances.running()].map(([, { id }]) => id));
    yield* this.#killAll(0);
    this.#begunAnew = true;
    this.#instances.leaveBehind(({ id, exited }) =>
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

  // -- what to do -------------------------------------------------------------------------------------------------------

  #plan(): {
    readonly killPod: boolean;
    readonly kill: readonly {
      readonly container: ContainerSpec;
      readonly message: string;
      readonly graceSeconds: number;
    }[];
    readonly start: readonly ContainerSpec[];
  } {
    const kill: { container: ContainerSpec; message: string; graceSeconds: number }[] = [];
    const start: ContainerSpec[] = [];
    const inits = initContainersOf(this.#pod);
    const regular = containersOf(this.#pod);
    // Runs of a sandbox that is lost do not count.
    const isHere = ({ name }: ContainerSpec) => this.#instances.newest(name)?.container !== undefined;
    const initialised = regular.some(isHere);
    const failing = (
      container: ContainerSpec,
      id: string,
    ): { readonly what: string; readonly probe: Probe | undefined } | undefined => {
      if (this.#liveness.get(id) === 'Failure') return { what: 'liveness', probe: container.livenessProbe };
      if (this.#startup.get(id) === 'Failure') return { what: 'startup', probe: container.startupProbe };
      return undefined;
    };
    let initDone = initialised || inits.length === 0;
    const furthest = inits.findLastIndex(isHere);
    const goOn = (index: number) => {
      const next = inits[index];
      if (next) start.push(next);
      else initDone = true;
    };
    for (const [index, container] of inits.entries()) {
      const newest = this.#instances.newest(container.name);
      if (index > furthest || !isSidecar(container) || !newest) continue;
      if (newest.exited && newest.seen) start.push(container);
      else {
        const trouble = failing(container, newest.id);
        if (!trouble) continue;
        kill.push({
          container,
          message: `Init container ${container.name} failed ${trouble.what} probe`,
          graceSeconds: trouble.probe?.terminationGracePeriodSeconds ?? graceSecondsOf(this.#pod),
        });
        start.push(container);
      }
    }
    if (!initDone) {
      const container = inits[furthest];
      const newest = container && this.#instances.newest(container.name);
      if (!container || !newest) goOn(0);
      else if (isSidecar(container)) {
        if (!(newest.exited && newest.seen) && this.#isStarted(container) && !this.#starting.has(container.name))
          goOn(furthest + 1);
      } else if (newest.exited && newest.seen) {
        if (newest.exited.exitCode === 0) goOn(furthest + 1);
        else if (restarts(this.#pod, container, newest.exited.exitCode)) start.push(container);
        else return { killPod: true, kill: [], start: [] };
      }
      if (!initDone) return { killPod: false, kill, start };
    }
    let kept = 0;
    for (const container of regular) {
      const newest = this.#instances.newest(container.name);
      if (!newest) start.push(container);
      else if (newest.exited && newest.seen) {
        const isAnew = this.#begunAnew && !newest.container;
        if (isAnew || restarts(this.#pod, container, newest.exited.exitCode)) start.push(container);
      } else {
        const trouble = failing(container, newest.id);
        const changed =
          newest.container !== undefined && container.image !== undefined && newest.image !== container.image;
        const resized = newest.container !== undefined && needsRestart(container, newest.resources);
        if (!trouble && !changed && !resized) {
          kept++;
          continue;
        }
        const again = (container.restartPolicy ?? this.#pod.spec?.restartPolicy ?? 'Always') !== 'Never';
        const why = trouble
          ? `Container ${container.name} failed ${trouble.what} probe`
          : `Container ${container.name} definition changed`;
        kill.push({
          container,
          message:
            !trouble && !changed
              ? `Container ${container.name} resize requires restart`
              : again
                ? `${why}, will be restarted`
                : why,
          graceSeconds: trouble?.probe?.terminationGracePeriodSeconds ?? graceSecondsOf(this.#pod),
        });
        if (again) start.push(container);
      }
    }
    const nothingLeft = kept === 0 && !start.some((container) => regular.includes(container));
    return nothingLeft ? { killPod: true, kill: [], start: [] } : { killPod: false, kill, start };
  }

  // -- volumes ----------------------------------------------------------------------------------------------------------

  /** Tries at 0, 0.5, 1.5, 3.5, 7.5 … s until all are there; false when the pod must end before that. */
  *#mountVolumes(): Routine<boolean> {
    const wanted = this.#pod.spec?.volumes ?? [];
    const isFirst = this.#probers.length === 0 && this.#sandbox === undefined;
    if (!isFirst) {
      for (const volume of this.#volumes.values()) volume.refresh?.();
      return true;
    }
    if (this.#mountAttempts === 0) yield this.#interruptible(latency.volumesMs - 100);
    let attachDeadlineMs = this.clock.nowMs + waitForVolumesMs;
    for (;;) {
      if (this.#mustTerminate()) return false;
      let failed = false;
      let attaching = false;
      for (const volume of wanted) {
        if (this.#volumes.has(volume.name)) continue;
        const mounted = setUpVolume(volume, {
          pod: this.#pod,
          client: this.#context.client,
          dataPlane: this.#context.dataPlane,
          node: this.#context.node,
          random: this.#context.random,
          downward: this.#context.downward(this.#pod, this.#sandbox?.address ?? ''),
        });
        if (mounted.ok) {
          this.#volumes.set(volume.name, mounted.value);
          continue;
        }
        const { kind, message } = mounted.error;
        if (kind === 'attach') {
          attaching = true;
          if (this.clock.nowMs < attachDeadlineMs) continue;
          attachDeadlineMs = this.clock.nowMs + waitForVolumesMs;
        } else failed = true;
        this.#context.say(
          this.#pod,
          'Warning',
          'FailedMount',
          kind !== 'setup' ? message : `MountVolume.SetUp failed for volume "${volume.name}" : ${message}`,
        );
      }
      if (!failed && !attaching) break;
      yield this.#interruptible(failed ? Math.min(500 * 2 ** this.#mountAttempts++, 122_000) : attachPollMs);
    }
    yield this.#interruptible(100);
    if (this.#mustTerminate()) return false;
    this.#startProbers();
    return true;
  }

  /** A pause that ends early when the pod is to end. */
  #interruptible(milliseconds: number): Pause<void> {
    return (resume) => {
      const timer = this.clock.after(milliseconds, () => resume());
      this.#wake = () => {
        if (!this.#mustTerminate()) return;
        this.#wake = undefined;
        this.clock.cancel(timer);
        this.clock.after(0, resume);
      };
      return () => this.clock.cancel(timer);
    };
  }

  // -- the end ----------------------------------------------------------------------------------------------------------

  *#killAll(graceSeconds: number): Routine<void> {
    if (this.#sandbox) yield* this.#killer.killPod(this.#pod, this.#sandbox, this.#instances, graceSeconds);
    for (const [, instance] of this.#instances.all()) if (instance.exited) instance.seen = true;
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
      yield this.#interruptible(latency.finalPhaseMs);
      yield* this.#killAll(graceSecondsOf(this.#pod));
    }
    if (!this.#gone) yield sleep(this.clock, latency.afterLastExitMs);
    for (const prober of this.#probers) prober.stop();
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
      if (this.#mustTerminate() || this.isFinished()) return;
      const message = overLimit(this.#pod, this.#volumes, (name) => this.runningContainer(name));
      if (message !== undefined) {
        this.#context.say(this.#pod, 'Warning', 'Evicted', message);
        this.end({ reason: 'Evicted', message, graceSeconds: 1, conditions: [] });
      } else this.#usageCheck = this.clock.after(60_000, check);
    };
    this.#usageCheck = this.clock.after(latency.firstUsageMs, check);
  }

  // -- status -----------------------------------------------------------------------------------------------------------

  /** Builds the status from what has been seen, sends it, and asks unready containers again. Returns the phase as computed. */
  #publish(options: { readonly trigger?: boolean } = {}): Phase {
    const pod = this.#pod;
    this.#shown = this.#statuses;
    this.#statuses = containerStatuses({
      pod,
      instances: this.#instances,
      startFailures: this.#startFailures,
      starting: this.#starting,
      isStarted: (container) => this.#isStarted(container),
      isReady: (container, instance) => !container.readinessProbe || this.#readiness.get(instance.id) === 'Success',
      timestamp: (atMs) => this.clock.timestamp(atMs),
      lost: this.#allStopped && hasInitialised(pod, this.#instances),
    });
    const regularEverCreated = containersOf(pod).some(({ name }) => this.#instances.newest(name));
    const terminal = this.#phase === 'Succeeded' || this.#phase === 'Failed';
    const computed: Phase = terminal
      ? this.#phase
      : this.#ending
        ? 'Failed'
        : podPhase({ pod, statuses: this.#statuses, allStopped: this.#allStopped, regularEverCreated });
    const isFinal = computed === 'Succeeded' || computed === 'Failed';
    // The API hears of a final phase only when nothing of the pod can run any more.
    if (!isFinal || this.#allStopped) this.#phase = computed;
    else if (
      this.#phase === 'Pending' &&
      regularEverCreated &&
      !this.#ending &&
      containersOf(pod).some(({ name }) => this.#statuses.get(name)?.state?.running)
    )
      this.#phase = 'Running';
    const runs = [...this.#statuses.values()].some(({ state }) => state?.running ?? state?.terminated);
    const sandboxReady = this.#sandbox?.ready ?? false;
    const conditions = podConditions({
      pod,
      statuses: this.#statuses,
      phase: isFinal && pod.metadata.deletionTimestamp !== undefined && !regularEverCreated ? 'Pending' : computed,
      sandboxReady,
      now: this.clock.timestamp(),
      regularEverCreated,
    });
    const isSandboxSeen = sandboxReady && this.clock.nowMs - (this.#sandbox?.madeMs ?? 0) >= sandboxSeenAfterMs;
    const address = runs || isSandboxSeen ? this.#sandbox?.address : undefined;
    const hostAddress = this.#context.dataPlane.nodeAddress(this.#context.node);
    const inOrder = (containers: readonly ContainerSpec[]) => containers.map(({ name }) => this.#statuses.get(name));
    const ending =
      this.#ending && this.#endingShown ? { reason: this.#ending.reason, message: this.#ending.message } : {};
    const written = this.#disconnected
      ? undefined
      : writePodStatus(this.#context.client, pod, {
          phase: this.#phase,
          conditions: [...(this.#ending && this.#endingShown ? this.#ending.conditions : []), ...conditions],
          ...ending,
          ...(this.#startTime === undefined ? {} : { startTime: this.#startTime }),
          hostIP: hostAddress,
          hostIPs: [{ ip: hostAddress }],
          ...(address !== undefined ? { podIP: address, podIPs: [{ ip: address }] } : {}),
          ...(initContainersOf(pod).length > 0 ? { initContainerStatuses: inOrder(initContainersOf(pod)) } : {}),
          containerStatuses: inOrder(containersOf(pod)),
          ...(ephemeralContainersOf(pod).length > 0
            ? { ephemeralContainerStatuses: inOrder(ephemeralContainersOf(pod)) }
            : {}),
          ...(pod.metadata.generation === undefined ? {} : { observedGeneration: pod.metadata.generation }),
        });
    if (written) this.#pod = written;
    if (options.trigger !== false) this.#askUnready();
    return computed;
  }

  /** A pod of which no container could even be made shows its address all the same. */
  #showAddress(): void {
    const all = [...initContainersOf(this.#pod), ...containersOf(this.#pod)];
    const isAnyMade = all.some(({ name }) => this.#instances.newest(name));
    if (this.#sandbox?.ready && !this.#allStopped && !isAnyMade) this.#publish({ trigger: false });
  }

  /**
   * A run of which the startup probe has said nothing yet keeps what the API shows of the run before, if that was running:
   * so after a kill by liveness `started` stays true until the probe's next tick, and after an end of its own it is false.
   */
  #isStarted(container: ContainerSpec): boolean {
    if (!container.startupProbe) return true;
    const result = this.#startup.get(this.#instances.newest(container.name)?.id ?? '');
    if (result !== undefined) return result === 'Success';
    const shown = this.#shown.get(container.name);
    return shown?.state?.running !== undefined && (shown.started ?? false);
  }

  #askUnready(): void {
    for (const prober of this.#probers) {
      if (prober.kind !== 'readiness') continue;
      const status = this.#statuses.get(prober.container.name);
      if (status?.state?.running && status.started && !status.ready) prober.trigger();
    }
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

  // -- probes -----------------------------------------------------------------------------------------------------------

  #startProbers(): void {
    const all = [...initContainersOf(this.#pod).filter(isSidecar), ...containersOf(this.#pod)];
    for (const container of all) {
      // At a common tick liveness and readiness look before the startup probe has its answer.
      for (const [kind, probe] of [
        ['liveness', container.livenessProbe],
        ['readiness', container.readinessProbe],
        ['startup', container.startupProbe],
      ] as const) {
        if (probe) this.#probers.push(new ProbeWorker(this, container, kind, probe));
      }
    }
    for (const prober of this.#probers) prober.start();
  }

  status(container: string): ContainerStatus | undefined {
    return this.#statuses.get(container);
  }

  isFinished(): boolean {
    return this.#phase === 'Succeeded' || this.#phase === 'Failed';
  }

  isDeleting(): boolean {
    return this.#pod.metadata.deletionTimestamp !== undefined;
  }

  willRestart(container: ContainerSpec): boolean {
    return (container.restartPolicy ?? this.#pod.spec?.restartPolicy ?? 'Always') !== 'Never';
  }

  *run(container: ContainerSpec, probe: Probe): Routine<ProbeOutcome> {
    const newest = this.#instances.newest(container.name);
    if (!newest?.container || !this.#sandbox) return { result: 'error', output: 'container not found' };
    return yield* runProbe(probe, {
      clock: this.clock,
      spec: container,
      container: newest.container,
      network: this.#sandbox.network,
      execId: () => this.#context.newId(),
    });
  }

  tell(container: ContainerSpec, kind: ProbeKind, outcome: ProbeOutcome): void {
    const word = { startup: 'Startup', liveness: 'Liveness', readiness: 'Readiness' }[kind];
    const failed = outcome.result === 'failure' || outcome.result === 'error';
    this.#context.trace.record({
      kind: 'probe',
      object: this.#context.nameOf(this.#pod),
      container: container.name,
      probe: kind,
      result: failed ? 'failure' : 'success',
      output: outcome.output,
    });
    if (outcome.result === 'failure')
      this.#say(container, 'Warning', 'Unhealthy', `${word} probe failed: ${outcome.output}`);
    else if (outcome.result === 'error')
      this.#say(
        container,
        'Warning',
        'Unhealthy',
        `${word} probe errored and resulted in unknown state: ${outcome.output}`,
      );
    else if (outcome.result === 'warning')
      this.#say(container, 'Warning', 'ProbeWarning', `${word} probe warning: ${outcome.output}`);
  }

  publish(kind: ProbeKind, containerId: string, result: ProbeResult): void {
    const id = containerId.replace('containerd://', '');
    if (kind === 'liveness') {
      const before = this.#liveness.get(id);
      this.#liveness.set(id, result);
      if (result === 'Failure' && before !== 'Failure') this.poke();
      return;
    }
    const results = kind === 'readiness' ? this.#readiness : this.#startup;
    const before = results.get(id);
    results.set(id, result);
    if (before === result) return;
    if (kind === 'readiness' && before === undefined && result === 'Failure') return; // how every run begins
    this.#publish({ trigger: false });
    this.poke();
  }
}

/** Without init containers at once; else when one of the regular containers was there, or the last init container has succeeded. */
function hasInitialised(pod: Pod, instances: Instances): boolean {
  const inits = initContainersOf(pod);
  const last = inits.at(-1);
  if (!last || containersOf(pod).some(({ name }) => instances.newest(name))) return true;
  const newest = instances.newest(last.name);
  return newest !== undefined && (isSidecar(last) ? !newest.exited : newest.exited?.exitCode === 0);
}

function gatesDiffer(pod: Pod, old: Pod): boolean {
  const gates = pod.spec?.readinessGates ?? [];
  return gates.some(
    ({ conditionType }) =>
      pod.status?.conditions?.find(({ type }) => type === conditionType)?.status !==
      old.status?.conditions?.find(({ type }) => type === conditionType)?.status,
  );
}
