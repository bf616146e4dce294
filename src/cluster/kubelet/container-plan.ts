/** What a sync has to do about a pod's containers, from what is known of their runs: pure, in the kubelet's order. */
import { needsRestart } from './container-resources.ts';
import type { Instances } from './instance.ts';
import {
  type ContainerSpec,
  containersOf,
  graceSecondsOf,
  initContainersOf,
  isSidecar,
  type Pod,
  type Probe,
} from './pod-types.ts';
import { policyOf, restarts } from './restart-policy.ts';

export interface ContainerPlan {
  /** Nothing of the pod is left to run. */
  readonly killPod: boolean;
  readonly kill: readonly Kill[];
  readonly start: readonly ContainerSpec[];
}

interface Kill {
  readonly container: ContainerSpec;
  readonly message: string;
  readonly graceSeconds: number;
}

export interface PlanInput {
  readonly pod: Pod;
  readonly instances: Instances;
  /** Of this run: the probe that gave it up. */
  readonly gaveUp: (containerId: string) => 'liveness' | 'startup' | undefined;
  /** Its startup probe has succeeded, or it has none. */
  readonly isStarted: (container: ContainerSpec) => boolean;
  /** Containers whose start is not finished (a postStart hook runs). */
  readonly starting: ReadonlySet<string>;
  /** All containers were restarted by a container's own rule: what ran before does not count. */
  readonly begunAnew: boolean;
}

const killPod: ContainerPlan = { killPod: true, kill: [], start: [] };

export function planContainers(input: PlanInput): ContainerPlan {
  const { pod, instances } = input;
  const regular = containersOf(pod);
  const inits = planInits(input);
  if (inits === 'failed') return killPod;
  if (!inits.done) return { killPod: false, kill: inits.kill, start: inits.start };
  const kill = [...inits.kill];
  const start = [...inits.start];
  let kept = 0;
  for (const container of regular) {
    const newest = instances.newest(container.name);
    if (!newest) start.push(container);
    else if (newest.exited && newest.seen) {
      const isAnew = input.begunAnew && !newest.container;
      if (isAnew || restarts(pod, container, newest.exited.exitCode)) start.push(container);
    } else {
      const trouble = troubleOf(input, container, newest.id);
      const isHere = newest.container !== undefined;
      const changed = isHere && container.image !== undefined && newest.image !== container.image;
      const resized = isHere && needsRestart(container, newest.resources);
      if (!trouble && !changed && !resized) {
        kept++;
        continue;
      }
      const again = policyOf(pod, container) !== 'Never';
      const why = trouble
        ? `Container ${container.name} failed ${trouble.what} probe`
        : `Container ${container.name} definition changed`;
      const message =
        !trouble && !changed
          ? `Container ${container.name} resize requires restart`
          : again
            ? `${why}, will be restarted`
            : why;
      kill.push({ container, message, graceSeconds: graceOf(pod, trouble?.probe) });
      if (again) start.push(container);
    }
  }
  const nothingLeft = kept === 0 && !start.some((container) => regular.includes(container));
  return nothingLeft ? killPod : { killPod: false, kill, start };
}

interface InitPlan {
  readonly kill: readonly Kill[];
  readonly start: readonly ContainerSpec[];
  /** The regular containers may start. */
  readonly done: boolean;
}

/** Init containers one after the other; sidecars among them are looked after for as long as the pod lives. */
function planInits(input: PlanInput): InitPlan | 'failed' {
  const { pod, instances } = input;
  const inits = initContainersOf(pod);
  // Runs of a sandbox that is lost do not count.
  const isHere = ({ name }: ContainerSpec) => instances.newest(name)?.container !== undefined;
  const furthest = inits.findLastIndex(isHere);
  const kill: Kill[] = [];
  const start: ContainerSpec[] = [];
  for (const [index, container] of inits.entries()) {
    const newest = instances.newest(container.name);
    if (index > furthest || !isSidecar(container) || !newest) continue;
    if (newest.exited && newest.seen) start.push(container);
    else {
      const trouble = troubleOf(input, container, newest.id);
      if (!trouble) continue;
      const message = `Init container ${container.name} failed ${trouble.what} probe`;
      kill.push({ container, message, graceSeconds: graceOf(pod, trouble.probe) });
      start.push(container);
    }
  }
  const goOn = (index: number): InitPlan => {
    const next = inits[index];
    return { kill, start: next ? [...start, next] : start, done: next === undefined };
  };
  if (inits.length === 0 || containersOf(pod).some(isHere)) return { kill, start, done: true };
  const container = inits[furthest];
  const newest = container && instances.newest(container.name);
  if (!container || !newest) return goOn(0);
  const waiting: InitPlan = { kill, start, done: false };
  const hasEnded = newest.exited && newest.seen;
  if (isSidecar(container)) {
    const isUp = !hasEnded && input.isStarted(container) && !input.starting.has(container.name);
    return isUp ? goOn(furthest + 1) : waiting;
  }
  if (!newest.exited || !newest.seen) return waiting;
  if (newest.exited.exitCode === 0) return goOn(furthest + 1);
  if (restarts(pod, container, newest.exited.exitCode)) return { kill, start: [...start, container], done: false };
  return 'failed';
}

function troubleOf({ gaveUp }: PlanInput, container: ContainerSpec, id: string) {
  const what = gaveUp(id);
  if (what === undefined) return undefined;
  return { what, probe: what === 'liveness' ? container.livenessProbe : container.startupProbe };
}

function graceOf(pod: Pod, probe: Probe | undefined): number {
  return probe?.terminationGracePeriodSeconds ?? graceSecondsOf(pod);
}
