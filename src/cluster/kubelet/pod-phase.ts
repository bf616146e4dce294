/**
 * Phase and conditions of a pod from the statuses of its containers: pure, first match wins, as the kubelet computes them.
 */
import {
  type ContainerSpec,
  type ContainerStatus,
  containersOf,
  initContainersOf,
  isSidecar,
  type Pod,
  type PodCondition,
} from './pod-types.ts';
import { restarts } from './restart-policy.ts';

export type Phase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

type Statuses = ReadonlyMap<string, ContainerStatus>;

export interface PhaseInput {
  readonly pod: Pod;
  readonly statuses: Statuses;
  /** All containers are known to have stopped for good: the pod is being terminated. */
  readonly allStopped: boolean;
  readonly regularEverCreated: boolean;
}

export function podPhase({ pod, statuses, allStopped, regularEverCreated }: PhaseInput): Phase {
  let pendingInit = 0;
  let initDead = 0;
  let pendingSidecar = 0;
  let running = 0;
  let waiting = 0;
  let stopped = 0;
  let stoppedDead = 0;
  let succeeded = 0;
  let unknown = 0;
  for (const container of initContainersOf(pod)) {
    const status = statuses.get(container.name);
    const last = status?.lastState?.terminated;
    if (isSidecar(container)) {
      if (status?.state?.running) {
        running++;
        if (!status.started) pendingSidecar++;
      } else if (status?.state?.terminated || (status?.state?.waiting && last)) continue;
      else if (status?.state?.waiting) {
        pendingSidecar++;
        waiting++;
      } else unknown++;
      continue;
    }
    const ended = status?.state?.terminated ?? (status?.state?.waiting ? last : undefined);
    if (!status || status.state?.running || (status.state?.waiting && !last)) pendingInit++;
    else if (ended && ended.exitCode !== 0 && !restarts(pod, container, ended.exitCode)) initDead++;
    else if (ended && ended.exitCode !== 0) pendingInit++;
  }
  for (const container of containersOf(pod)) {
    const status = statuses.get(container.name);
    const last = status?.lastState?.terminated;
    if (status?.state?.running) running++;
    else if (status?.state?.terminated) {
      stopped++;
      if (status.state.terminated.exitCode === 0) succeeded++;
      if (!restarts(pod, container, status.state.terminated.exitCode)) stoppedDead++;
    } else if (status?.state?.waiting && last) {
      stopped++;
      if (!restarts(pod, container, last.exitCode)) stoppedDead++;
    } else if (status?.state?.waiting) waiting++;
    else unknown++;
  }
  if (initDead > 0) return 'Failed';
  if (pendingInit > 0 || (pendingSidecar > 0 && !regularEverCreated))
    return allStopped && waiting === 0 && stopped > 0 ? 'Failed' : 'Pending';
  if (waiting > 0) return 'Pending';
  if (running > 0 && unknown === 0) return 'Running';
  if (running === 0 && stopped > 0 && unknown === 0) {
    if (allStopped) return stopped === succeeded ? 'Succeeded' : 'Failed';
    if (stopped !== stoppedDead) return 'Running';
    return stopped === succeeded ? 'Succeeded' : 'Failed';
  }
  return 'Pending';
}

export interface ConditionsInput {
  readonly pod: Pod;
  readonly statuses: Statuses;
  /** As computed, which may be ahead of what the API shows. */
  readonly phase: Phase;
  readonly sandboxReady: boolean;
  readonly now: string;
  readonly regularEverCreated: boolean;
}

/** In the kubelet's order: foreign ones, PodReadyToStartContainers, Initialized, Ready, ContainersReady, PodScheduled. */
export function podConditions(input: ConditionsInput): PodCondition[] {
  const { pod, now } = input;
  const before = pod.status?.conditions ?? [];
  const own = ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'];
  const foreign = before.filter(({ type }) => !own.includes(type));
  const containersReady = containersReadyCondition(input);
  const scheduled = before.find(({ type }) => type === 'PodScheduled');
  const wanted = [
    { type: 'PodReadyToStartContainers', status: input.sandboxReady ? 'True' : 'False' },
    initializedCondition(input),
    readyCondition(input, containersReady),
    { type: 'ContainersReady', ...containersReady },
    ...(scheduled
      ? [{ ...scheduled, type: 'PodScheduled', status: 'True' }]
      : [{ type: 'PodScheduled', status: 'True' }]),
  ];
  const generation = pod.metadata.generation === undefined ? {} : { observedGeneration: pod.metadata.generation };
  const dated = wanted.map((condition) => {
    const old = before.find(({ type }) => type === condition.type);
    return {
      lastProbeTime: null,
      lastTransitionTime: old && old.status === condition.status ? old.lastTransitionTime : now,
      ...generation,
      ...condition,
    };
  });
  return [...foreign, ...dated] as unknown as PodCondition[];
}

interface Verdict {
  readonly status: 'True' | 'False';
  readonly reason?: string;
  readonly message?: string;
}

function list(names: readonly string[]): string {
  return `[${names.join(' ')}]`;
}

function initializedCondition({
  pod,
  statuses,
  phase,
  regularEverCreated,
}: ConditionsInput): { readonly type: string } & Verdict {
  const type = 'Initialized';
  if (phase === 'Succeeded') return { type, status: 'True', reason: 'PodCompleted' };
  const incomplete: string[] = [];
  const unknown: string[] = [];
  for (const container of initContainersOf(pod)) {
    const status = statuses.get(container.name);
    if (!status) unknown.push(container.name);
    else if (isSidecar(container) ? !status.started : status.state?.terminated?.exitCode !== 0)
      incomplete.push(container.name);
  }
  if (incomplete.length + unknown.length === 0 || regularEverCreated) return { type, status: 'True' };
  const parts = [];
  if (unknown.length > 0) parts.push(`containers with unknown status: ${list(unknown)}`);
  if (incomplete.length > 0) parts.push(`containers with incomplete status: ${list(incomplete)}`);
  return { type, status: 'False', reason: 'ContainersNotInitialized', message: parts.join(', ') };
}

function containersReadyCondition({ pod, statuses, phase }: ConditionsInput): Verdict {
  if (phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' };
  if (phase === 'Failed') return { status: 'False', reason: 'PodFailed' };
  const all: readonly ContainerSpec[] = [...initContainersOf(pod).filter(isSidecar), ...containersOf(pod)];
  const unknown = all.filter(({ name }) => !statuses.has(name)).map(({ name }) => name);
  const unready = all.filter(({ name }) => statuses.has(name) && !statuses.get(name)?.ready).map(({ name }) => name);
  if (unknown.length + unready.length === 0) return { status: 'True' };
  const parts = [];
  if (unknown.length > 0) parts.push(`containers with unknown status: ${list(unknown)}`);
  if (unready.length > 0) parts.push(`containers with unready status: ${list(unready)}`);
  return { status: 'False', reason: 'ContainersNotReady', message: parts.join(', ') };
}

function readyCondition(
  { pod, phase }: ConditionsInput,
  containersReady: Verdict,
): { readonly type: string } & Verdict {
  const type = 'Ready';
  if (containersReady.status === 'False' || phase === 'Succeeded' || phase === 'Failed')
    return { type, ...containersReady };
  const problems: string[] = [];
  for (const { conditionType } of pod.spec?.readinessGates ?? []) {
    const gate = pod.status?.conditions?.find((condition) => condition.type === conditionType);
    if (!gate) problems.push(`corresponding condition of pod readiness gate "${conditionType}" does not exist.`);
    else if (gate.status !== 'True')
      problems.push(`the status of pod readiness gate "${conditionType}" is not "True", but ${gate.status}`);
  }
  if (problems.length > 0)
    return { type, status: 'False', reason: 'ReadinessGatesNotReady', message: problems.join(', ') };
  return { type, status: 'True' };
}
