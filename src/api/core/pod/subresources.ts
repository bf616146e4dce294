/**
 * Changes of a running pod that have an address of their own: `resize` (cpu and memory of its containers) and
 * `ephemeralcontainers` (a container to look around with). Everything else in the draft is taken from the pod as it is.
 */
import { type FieldError, forbidden, invalid } from '../../meta/field-error.ts';
import { path } from '../../meta/field-path.ts';
import { goQuote } from '../../meta/go-value.ts';
import { isSame } from '../../meta/object-meta.ts';
import { defaultPod, defaultPodSpec } from './defaults.ts';
import type { ContainerDraft, PodDraft, PodSpecDraft } from './model.ts';
import { qosClassOf } from './qos.ts';
import { isSameSpec } from './update.ts';

const field = path('spec');

export function prepareForEphemeralContainers(pod: PodDraft, old: PodDraft): void {
  pod.spec ??= {};
  defaultPodSpec(pod.spec);
  pod.spec = { ...old.spec, ephemeralContainers: pod.spec.ephemeralContainers };
  pod.status = old.status;
}

export function prepareForResize(pod: PodDraft, old: PodDraft): void {
  pod.spec ??= {};
  defaultPod(pod.spec);
  defaultPodSpec(pod.spec);
  pod.status = old.status;
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
  const { spec: oldSpec = {} } = old;
  const errors: FieldError[] = [];
  const qosClass = old.status?.qosClass ?? qosClassOf(oldSpec);
  if (qosClass !== qosClassOf(spec)) {
    errors.push(invalid(field, qosClassOf(spec), 'Pod QOS Class may not change as a result of resizing'));
  }
  for (const list of ['containers', 'initContainers'] as const) {
    const before = oldSpec[list] ?? [];
    const after = spec[list] ?? [];
    if (before.length !== after.length || before.some(({ name }, index) => after[index]?.name !== name)) {
      return [...errors, forbidden(field.child(list), `${list} may not be added or removed on resize`)];
    }
    for (const [index, container] of after.entries()) {
      const place = field.child(list).index(index).child('resources');
      for (const which of ['limits', 'requests'] as const) {
        const kept = container.resources?.[which] ?? {};
        const isKept = Object.keys(before[index]?.resources?.[which] ?? {}).every((name) => Object.hasOwn(kept, name));
        if (!isKept) errors.push(forbidden(place.child(which), `resource ${which} cannot be removed`));
      }
    }
  }
  if (!isSameSpec(withOldAmounts(spec, oldSpec), oldSpec)) {
    errors.push(forbidden(field, 'only cpu and memory resources are mutable'));
  }
  return errors;
}

/** The new spec with the cpu and memory of the old one: what differs then may not. */
function withOldAmounts(spec: PodSpecDraft, old: PodSpecDraft): PodSpecDraft {
  const restore = (containers: ContainerDraft[] | undefined, before: ContainerDraft[] | undefined) =>
    containers?.map((container, index) => {
      const resources = { ...container.resources };
      for (const which of ['limits', 'requests'] as const) {
        const amounts: Record<string, string | number | undefined> = { ...resources[which] };
        for (const name of ['cpu', 'memory']) {
          const then = before?.[index]?.resources?.[which]?.[name];
          if (then === undefined) delete amounts[name];
          else amounts[name] = then;
        }
        resources[which] = amounts;
      }
      return { ...container, resources };
    });
  return {
    ...spec,
    containers: restore(spec.containers, old.containers),
    initContainers: restore(spec.initContainers, old.initContainers),
  };
}
