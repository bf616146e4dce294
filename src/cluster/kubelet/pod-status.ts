/** The status of a pod as its kubelet shows it: phase, conditions, addresses and containers, from what it has seen. */
import type { Instances } from './instance.ts';
import { type Phase, podConditions, podPhase } from './pod-phase.ts';
import {
  type ContainerSpec,
  type ContainerStatus,
  containersOf,
  ephemeralContainersOf,
  initContainersOf,
  isSidecar,
  type Pod,
} from './pod-types.ts';

/** Why a pod is ended by the kubelet itself; shown as status.reason and status.message. */
export interface Ending {
  readonly reason: string;
  readonly message: string;
  readonly graceSeconds: number;
  readonly conditions: readonly Readonly<Record<string, unknown>>[];
}

export interface PodStatusInput {
  readonly pod: Pod;
  readonly statuses: ReadonlyMap<string, ContainerStatus>;
  readonly instances: Instances;
  /** As shown until now. */
  readonly phase: Phase;
  readonly ending: Ending | undefined;
  readonly endingShown: boolean;
  /** Nothing of the pod can run any more. */
  readonly allStopped: boolean;
  readonly sandboxReady: boolean;
  /** The pod's own address, once the kubelet has seen its sandbox. */
  readonly seenAddress: string | undefined;
  readonly address: string | undefined;
  readonly hostAddress: string;
  readonly startTime: string | undefined;
  readonly now: string;
}

export interface PodStatusOutcome {
  /** What the containers amount to. */
  readonly computed: Phase;
  /** What the API is told: of a final phase it hears only when nothing of the pod can run any more. */
  readonly phase: Phase;
  readonly status: Readonly<Record<string, unknown>>;
}

export function podStatus(input: PodStatusInput): PodStatusOutcome {
  const { pod, statuses, ending, instances } = input;
  const regularEverCreated = containersOf(pod).some(({ name }) => instances.newest(name));
  const computed = computedPhase(input, regularEverCreated);
  const isFinal = isFinalPhase(computed);
  const phase = shownPhase(input, computed, regularEverCreated);
  const runs = [...statuses.values()].some(({ state }) => state?.running ?? state?.terminated);
  const address = runs ? input.address : input.seenAddress;
  const conditions = podConditions({
    pod,
    statuses,
    phase: isFinal && pod.metadata.deletionTimestamp !== undefined && !regularEverCreated ? 'Pending' : computed,
    sandboxReady: input.sandboxReady,
    now: input.now,
    regularEverCreated,
  });
  const inOrder = (containers: readonly ContainerSpec[]) => containers.map(({ name }) => statuses.get(name));
  const inits = initContainersOf(pod);
  const ephemerals = ephemeralContainersOf(pod);
  const shownEnding = input.endingShown ? ending : undefined;
  const { generation } = pod.metadata;
  return {
    computed,
    phase,
    status: {
      phase,
      conditions: [...(shownEnding?.conditions ?? []), ...conditions],
      ...(shownEnding && { reason: shownEnding.reason, message: shownEnding.message }),
      ...(input.startTime !== undefined && { startTime: input.startTime }),
      hostIP: input.hostAddress,
      hostIPs: [{ ip: input.hostAddress }],
      ...(address !== undefined && { podIP: address, podIPs: [{ ip: address }] }),
      ...(inits.length > 0 && { initContainerStatuses: inOrder(inits) }),
      containerStatuses: inOrder(containersOf(pod)),
      ...(ephemerals.length > 0 && { ephemeralContainerStatuses: inOrder(ephemerals) }),
      ...(generation !== undefined && { observedGeneration: generation }),
    },
  };
}

export function isFinalPhase(phase: Phase): boolean {
  return phase === 'Succeeded' || phase === 'Failed';
}

function computedPhase(
  { pod, statuses, phase, ending, allStopped }: PodStatusInput,
  regularEverCreated: boolean,
): Phase {
  if (isFinalPhase(phase)) return phase;
  return ending ? 'Failed' : podPhase({ pod, statuses, allStopped, regularEverCreated });
}

function shownPhase(
  { pod, statuses, phase, ending, allStopped }: PodStatusInput,
  computed: Phase,
  regularEverCreated: boolean,
): Phase {
  if (!isFinalPhase(computed) || allStopped) return computed;
  const runs = containersOf(pod).some(({ name }) => statuses.get(name)?.state?.running);
  return phase === 'Pending' && regularEverCreated && !ending && runs ? 'Running' : phase;
}

/** Without init containers at once; else when one of the regular containers was there, or the last init container has succeeded. */
export function hasInitialised(pod: Pod, instances: Instances): boolean {
  const inits = initContainersOf(pod);
  const last = inits.at(-1);
  if (!last || containersOf(pod).some(({ name }) => instances.newest(name))) return true;
  const newest = instances.newest(last.name);
  return newest !== undefined && (isSidecar(last) ? !newest.exited : newest.exited?.exitCode === 0);
}
