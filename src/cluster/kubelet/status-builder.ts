/**
 * The statuses of a pod's containers from what the kubelet has seen of their runs: pure.
 */

import { parseImageReference } from '#container/image-reference.ts';
import type { Resources } from './container-resources.ts';
import type { Instance, Instances } from './instance.ts';
import {
  type ContainerSpec,
  type ContainerStatus,
  containersOf,
  ephemeralContainersOf,
  initContainersOf,
  isSidecar,
  type Pod,
} from './pod-types.ts';
import { restarts } from './restart-policy.ts';

export interface StatusInput {
  readonly pod: Pod;
  readonly instances: Instances;
  /** What the last attempt to start a container failed with, as shown while it waits. */
  readonly startFailures: ReadonlyMap<string, { readonly reason: string; readonly message: string }>;
  /** Containers whose start is not finished (a postStart hook runs): still shown as waiting. */
  readonly starting: ReadonlySet<string>;
  readonly isStarted: (container: ContainerSpec, instance: Instance) => boolean;
  readonly isReady: (container: ContainerSpec, instance: Instance) => boolean;
  readonly timestamp: (atMs: number) => string;
  /** The pod is being terminated and this container never ran: nothing more is known of it. */
  readonly lost: boolean;
}

export function containerStatuses(input: StatusInput): Map<string, ContainerStatus> {
  const statuses = new Map<string, ContainerStatus>();
  for (const container of [...initContainersOf(input.pod), ...containersOf(input.pod)])
    statuses.set(container.name, statusOf(container, input));
  for (const container of ephemeralContainersOf(input.pod)) {
    // Never ready and never started again: nothing waits for it.
    const { started: _started, ...status } = statusOf(container, input);
    statuses.set(container.name, { ...status, ready: false });
  }
  return statuses;
}

function statusOf(container: ContainerSpec, input: StatusInput): ContainerStatus {
  const { pod, instances } = input;
  const newest = instances.newest(container.name);
  const hidden = newest !== undefined && input.starting.has(container.name) && !newest.exited;
  const shown = hidden ? instances.previous(container.name) : newest;
  const previous = hidden ? undefined : instances.previous(container.name);
  const base = {
    name: container.name,
    image: shown ? fullName(shown.image) : (container.image ?? ''),
    imageID: shown ? imageId(shown.image) : '',
    restartCount: shown?.attempt ?? 0,
    ...(shown ? { containerID: `containerd://${shown.id}` } : {}),
  };
  const isInit = initContainersOf(pod).includes(container);
  const failure = input.startFailures.get(container.name);
  if (!shown) {
    if (input.lost && !ephemeralContainersOf(pod).includes(container)) {
      return {
        ...base,
        ready: false,
        started: false,
        lastState: {},
        state: {
          terminated: {
            exitCode: 137,
            reason: 'ContainerStatusUnknown',
            message: 'The container could not be located when the pod was terminated',
            startedAt: null,
            finishedAt: null,
          },
        },
      } as unknown as ContainerStatus;
    }
    const waiting =
      failure && pod.metadata.deletionTimestamp === undefined
        ? failure
        : { reason: initContainersOf(pod).length > 0 ? 'PodInitializing' : 'ContainerCreating' };
    return { ...base, ready: false, started: false, lastState: {}, state: { waiting } } as unknown as ContainerStatus;
  }
  const last = previous?.exited ? terminatedState(previous, input) : undefined;
  if (!shown.exited || !shown.seen) {
    const started = input.isStarted(container, shown);
    return {
      ...base,
      ready: isInit && !isSidecar(container) ? false : input.isReady(container, shown) && started,
      started,
      ...resourcesOf(shown),
      state: { running: { startedAt: input.timestamp(shown.container?.startedAtMs ?? 0) } },
      lastState: last ? { terminated: last } : {},
    } as unknown as ContainerStatus;
  }
  const terminated = terminatedState(shown, input);
  if (failure && !ephemeralContainersOf(pod).includes(container) && restarts(pod, container, shown.exited.exitCode)) {
    return {
      ...base,
      ready: false,
      started: false,
      state: { waiting: failure },
      lastState: { terminated },
    } as unknown as ContainerStatus;
  }
  return {
    ...base,
    ready: isInit && !isSidecar(container) && shown.exited.exitCode === 0,
    started: false,
    state: { terminated },
    lastState: last ? { terminated: last } : {},
  } as unknown as ContainerStatus;
}

/** What a running container really has: after a change of its resources, what it was changed to. */
function resourcesOf({ resources }: Instance): object {
  const parsed = JSON.parse(resources) as Resources;
  if (!parsed.limits && !parsed.requests) return {};
  return { ...(parsed.requests && { allocatedResources: parsed.requests }), resources: parsed };
}

function terminatedState(instance: Instance, { timestamp }: StatusInput) {
  const { exited } = instance;
  if (!exited) return undefined;
  return {
    exitCode: exited.exitCode,
    reason: exited.reason,
    ...(exited.message === '' ? {} : { message: exited.message }),
    startedAt: exited.startedAtMs === 0 ? '1970-01-01T00:00:00Z' : timestamp(exited.startedAtMs),
    finishedAt: timestamp(exited.finishedAtMs),
    containerID: `containerd://${instance.id}`,
  };
}

/** `docker.io/library/busybox:1.36`. */
function fullName(image: string): string {
  const parsed = parseImageReference(image);
  return parsed.ok ? parsed.value.full : image;
}

/** The digest of an image's configuration: made up from its name, the same for the same name. */
function imageId(image: string): string {
  let hex = '';
  for (let round = 0; hex.length < 64; round++) {
    let hash = 0x811c9dc5 ^ round;
    for (const character of fullName(image)) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
    hex += (hash >>> 0).toString(16).padStart(8, '0');
  }
  return `sha256:${hex}`;
}
