/** The parts of a Pod that the kubelet's files name again and again. */
import type { Pod } from '#api/core/pod.ts';

export type { Pod };
export type PodSpec = NonNullable<Pod['spec']>;
export type ContainerSpec = PodSpec['containers'][number];
export type Volume = NonNullable<PodSpec['volumes']>[number];
export type Probe = NonNullable<ContainerSpec['livenessProbe']>;
export type LifecycleHandler = NonNullable<NonNullable<ContainerSpec['lifecycle']>['preStop']>;
export type PodStatus = NonNullable<Pod['status']>;
export type ContainerStatus = NonNullable<PodStatus['containerStatuses']>[number];
export type PodCondition = NonNullable<PodStatus['conditions']>[number];

export function isSidecar(container: ContainerSpec): boolean {
  return container.restartPolicy === 'Always';
}

export function initContainersOf(pod: Pod): readonly ContainerSpec[] {
  return pod.spec?.initContainers ?? [];
}

export function containersOf(pod: Pod): readonly ContainerSpec[] {
  return pod.spec?.containers ?? [];
}

/** Containers that somebody added to a running pod to look into it: started once, never again. */
export function ephemeralContainersOf(pod: Pod): readonly ContainerSpec[] {
  return (pod.spec?.ephemeralContainers ?? []) as readonly ContainerSpec[];
}

/** `web_default(0c8f…)`: how messages of the kubelet name a pod. */
export function podWithUid(pod: Pod): string {
  return `${pod.metadata.name}_${pod.metadata.namespace ?? ''}(${pod.metadata.uid})`;
}

export function graceSecondsOf(pod: Pod): number {
  return pod.spec?.terminationGracePeriodSeconds ?? 30;
}
