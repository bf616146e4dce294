/** A pod on its way into the store, as the plugins that care about pods see it. */
import type { IPod } from 'kubernetes-models/v1/Pod';
import type { Decoded } from '#api/meta/kind-definition.ts';
import type { AdmissionRequest } from './plugin.ts';

export type PodDraft = Decoded<IPod>;
export type PodSpecDraft = NonNullable<PodDraft['spec']>;
export type ContainerDraft = NonNullable<PodSpecDraft['containers']>[number];

/** The pod that is being created; undefined for everything else, subresources too. */
export function newPod({ operation, definition, subresource, object }: AdmissionRequest): PodDraft | undefined {
  if (operation !== 'CREATE' || definition.kind !== 'Pod' || definition.group !== '' || subresource) return undefined;
  return object as PodDraft;
}

/** Containers and init containers with their place in the spec, which is where their names appear in messages. */
export function containersOf(spec: PodSpecDraft): { containers: ContainerDraft[]; initContainers: ContainerDraft[] } {
  return { containers: spec.containers ?? [], initContainers: (spec.initContainers ?? []) as ContainerDraft[] };
}

/** How a refusal names the pod: without a name while the server has still to make one. */
export function nameInMessage({ name, object }: AdmissionRequest): string {
  return name !== '' ? name : (object.metadata?.generateName ?? '');
}
