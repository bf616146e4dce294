/**
 * Changes of a running pod that have an address of their own: `resize` (cpu and memory of its containers) and
 * `ephemeralcontainers` (a container to look around with). Everything else in the draft is taken from the pod as it is.
 */
import { type FieldError, forbidden, invalid } from '../../meta/field-error.ts';
import { type FieldPath, path } from '../../meta/field-path.ts';
import { goQuote } from '../../meta/go-value.ts';
import { isSame } from '../../meta/object-meta.ts';
import { defaultPod, defaultPodSpec } from './defaults.ts';
import type { ContainerDraft, PodDraft } from './model.ts';
import { qosClassOf } from './qos.ts';

const field = path('spec');

export function prepareForEphemeralContainers(pod: PodDraft, old: PodDraft): void {
  pod.spec ??= {};
  defaultPodSpec(pod.spec);
  pod.spec = { ...old.spec, ephemeralContainers: pod.spec.ephemeralContainers };
  pod.status = old.status;
}

/** Only resources and resize policies are taken over; where containers came or went, all is left for the check to refuse. */
export function prepareForResize(pod: PodDraft, old: PodDraft): void {
  pod.spec ??= {};
  defaultPod(pod.spec);
  defaultPodSpec(pod.spec);
  const { spec } = pod;
  const before = old.spec ?? {};
  if (lists.some((list) => (spec[list] ?? []).length !== (before[list] ?? []).length)) return;
  const taken = Object.fromEntries(lists.map((list) => [list, resized(spec[list], before[list])]));
  pod.spec = { ...before, ...taken };
  pod.status = old.status;
}

const lists = ['containers', 'initContainers'] as const;

function resized(containers: ContainerDraft[] | undefined, before: ContainerDraft[] | undefined) {
  if (!containers || containers.some(({ name }, index) => before?.[index]?.name !== name)) return containers;
  return containers.map(({ resources, resizePolicy }, index) => ({ ...before?.[index], resources, resizePolicy }));
}

export function validateEphemeralContainersUpdate(pod: PodDraft, old: PodDraft): FieldError[] {
  const known = new Map((pod.spec?.ephemeralContainers ?? []).map((container) => [container.name, container]));
  const place = field.child('ephemeralContainers');
  return (old.spec?.ephemeralContainers ?? []).flatMap((container) => {
    const now = known.get(container.name);
    const name = goQuote(container.name ?? '');
    if (!now) return [forbidden(place, `existing ephemeral containers ${name} may not be removed\n`)];
    if (isSame(now, container)) return [];
    return [forbidden(place, `existing ephemeral containers ${name} may not be changed\n`)];
  });
}

export function validateResize(pod: PodDraft, old: PodDraft): FieldError[] {
  const { spec = {} } = pod;
  const { spec: before = {} } = old;
  if (before.os?.name === 'windows') return [forbidden('', 'windows pods cannot be resized')];
  const errors: FieldError[] = [];
  if ((old.status?.qosClass ?? qosClassOf(before)) !== qosClassOf(spec)) {
    const detail = 'Pod QOS Class may not change as a result of resizing';
    errors.push(invalid(field, pod.status?.qosClass ?? '', detail));
  }
  for (const list of lists) {
    const sameOrder = (spec[list] ?? []).every(({ name }, index) => before[list]?.[index]?.name === name);
    if (!sameOrder || (spec[list] ?? []).length !== (before[list] ?? []).length) {
      const detail = `${list === 'containers' ? 'containers' : 'initContainers'} may not be added or removed on resize`;
      return [...errors, forbidden(field.child(list), detail)];
    }
  }
  for (const list of ['initContainers', 'containers'] as const) {
    for (const [index, container] of (spec[list] ?? []).entries()) {
      if (list === 'initContainers' && container.restartPolicy !== 'Always') continue;
      const place = field.child(list).index(index).child('resources');
      errors.push(...validateNothingRemoved(container, before[list]?.[index], place));
    }
  }
  for (const [index, container] of (spec.containers ?? []).entries()) {
    const then = before.containers?.[index];
    if (isSame(withAmountsOf(container, then), then)) continue;
    errors.push(forbidden(field, 'only cpu and memory resources are mutable'));
  }
  for (const [index, container] of (spec.initContainers ?? []).entries()) {
    const then = before.initContainers?.[index];
    if (container.restartPolicy !== 'Always') {
      if (isSame(container, then)) continue;
      errors.push(forbidden(field, 'resources for non-sidecar init containers are immutable'));
    } else if (!isSame(withAmountsOf(container, then), then)) {
      errors.push(forbidden(field, 'only cpu and memory resources for sidecar containers are mutable'));
    }
  }
  return errors;
}

function validateNothingRemoved(
  container: ContainerDraft,
  before: ContainerDraft | undefined,
  field: FieldPath,
): FieldError[] {
  return (['limits', 'requests'] as const).flatMap((which) => {
    const kept = container.resources?.[which] ?? {};
    const isKept = Object.keys(before?.resources?.[which] ?? {}).every((name) => Object.hasOwn(kept, name));
    return isKept ? [] : [forbidden(field.child(which), `resource ${which} cannot be removed`)];
  });
}

/** The container with the cpu, memory and resize policy of the old one: what differs then may not. */
function withAmountsOf(container: ContainerDraft, before: ContainerDraft | undefined): ContainerDraft {
  const resources = { ...container.resources };
  for (const which of ['limits', 'requests'] as const) {
    const amounts: Record<string, string | number | undefined> = { ...resources[which] };
    for (const name of ['cpu', 'memory']) {
      const then = before?.resources?.[which]?.[name];
      if (then === undefined) delete amounts[name];
      else amounts[name] = then;
    }
    if (Object.keys(amounts).length > 0) resources[which] = amounts;
    else delete resources[which];
  }
  return { ...container, resources, resizePolicy: before?.resizePolicy };
}
