/**
 * What may change in a pod that exists: images, a deadline that comes nearer, more tolerations, fewer scheduling gates
 * (and, while gated, a narrower choice of nodes). Everything else is refused with the difference spelled out.
 */
import { type FieldError, forbidden, invalid, required } from '../../meta/field-error.ts';
import { type FieldPath, path } from '../../meta/field-path.ts';
import { raiseGeneration } from '../../meta/generation.ts';
import { goDiff } from '../../meta/go-diff.ts';
import { isSame } from '../../meta/object-meta.ts';
import { withoutEmpty } from '../../meta/without-empty.ts';
import { validateImageOfPod } from './containers.ts';
import { dropDisabledFields } from './dropped-fields.ts';
import { validateGatedPodUpdate } from './gated-update.ts';
import { goPodSpec } from './go-structs.ts';
import type { ContainerDraft, PodDraft, PodSpecDraft, TolerationDraft } from './model.ts';
import { validateTolerations } from './tolerations.ts';

const changeable =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,' +
  '`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),' +
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

export function preparePodUpdate(pod: PodDraft, old: PodDraft): void {
  pod.status = old.status;
  dropDisabledFields(pod.spec ?? {});
  raiseGeneration(pod, old, [[pod.spec, old.spec]]);
}

/** Comes after everything that a new pod is checked for. */
export function validatePodUpdate(pod: PodDraft, old: PodDraft): FieldError[] {
  const { spec = {} } = pod;
  const { spec: oldSpec = {} } = old;
  const field = path('spec');
  const errors: FieldError[] = [];
  for (const list of ['containers', 'initContainers'] as const) {
    const place = field.child(list);
    if ((spec[list] ?? []).length !== (oldSpec[list] ?? []).length) {
      return [...errors, forbidden(place, 'pod updates may not add or remove containers')];
    }
    errors.push(...validateImages(spec[list] ?? [], place));
  }
  const deadline = validateDeadline(spec.activeDeadlineSeconds, oldSpec.activeDeadlineSeconds, field);
  errors.push(...deadline.errors);
  if (deadline.stop) return errors;
  errors.push(...validateAddedTolerations(spec.tolerations, oldSpec.tolerations, field.child('tolerations')));
  errors.push(...validateRemovedGates(spec, oldSpec, field.child('schedulingGates')));
  if (isSameSpec(spec, oldSpec)) return errors;

  const kept: PodSpecDraft = {
    ...spec,
    containers: withOldImages(spec.containers, oldSpec.containers),
    initContainers: withOldImages(spec.initContainers, oldSpec.initContainers),
    activeDeadlineSeconds: oldSpec.activeDeadlineSeconds,
    schedulingGates: oldSpec.schedulingGates,
    tolerations: oldSpec.tolerations,
  };
  if ((oldSpec.terminationGracePeriodSeconds ?? 0) < 0 && kept.terminationGracePeriodSeconds === 1) {
    kept.terminationGracePeriodSeconds = oldSpec.terminationGracePeriodSeconds;
  }
  if ((oldSpec.schedulingGates ?? []).length > 0) errors.push(...validateGatedPodUpdate(kept, oldSpec, field));
  if (!isSameSpec(kept, oldSpec)) {
    errors.push(forbidden(field, `${changeable}\n${goDiff(goPodSpec(oldSpec), goPodSpec(kept))}`));
  }
  return errors;
}

function validateImages(containers: readonly ContainerDraft[], field: FieldPath): FieldError[] {
  return containers.flatMap((container, index) => {
    const place = field.index(index);
    const errors = (container.image ?? '') === '' ? [required(place.child('image'))] : [];
    return [...errors, ...validateImageOfPod(container, place)];
  });
}

function withOldImages(containers: PodSpecDraft['containers'], old: PodSpecDraft['containers']) {
  if (!containers?.length) return undefined;
  return containers.map((container, index) => ({ ...container, image: old?.[index]?.image }));
}

function validateDeadline(
  seconds: number | undefined,
  oldSeconds: number | undefined,
  spec: FieldPath,
): { errors: FieldError[]; stop: boolean } {
  const field = spec.child('activeDeadlineSeconds');
  if (seconds === undefined) {
    if (oldSeconds === undefined) return { errors: [], stop: false };
    const detail = 'must not update from a positive integer to nil value';
    return { errors: [invalid(field, null, detail)], stop: false };
  }
  if (seconds < 0 || seconds > 2147483647) {
    return { errors: [invalid(field, seconds, 'must be between 0 and 2147483647, inclusive')], stop: true };
  }
  if (oldSeconds !== undefined && oldSeconds < seconds) {
    return { errors: [invalid(field, seconds, 'must be less than or equal to previous value')], stop: true };
  }
  return { errors: [], stop: false };
}

function validateAddedTolerations(
  tolerations: readonly TolerationDraft[] | undefined,
  old: readonly TolerationDraft[] | undefined,
  field: FieldPath,
): FieldError[] {
  for (const { tolerationSeconds: _, ...kept } of old ?? []) {
    const isKept = (tolerations ?? []).some(({ tolerationSeconds: _, ...toleration }) => isSame(toleration, kept));
    if (!isKept) return [forbidden(field, 'existing toleration can not be modified except its tolerationSeconds')];
  }
  return validateTolerations(tolerations, field);
}

function validateRemovedGates(spec: PodSpecDraft, old: PodSpecDraft, field: FieldPath): FieldError[] {
  const known = new Set((old.schedulingGates ?? []).map(({ name }) => name));
  return (spec.schedulingGates ?? []).flatMap(({ name = '' }, index) => {
    if (known.has(name)) return [];
    const detail = `only deletion is allowed, but found new scheduling gate '${name}'`;
    return [forbidden(field.index(index).child('name'), detail)];
  });
}

/** Compared as the server holds them; an empty list is as good as none. */
function isSameSpec(one: PodSpecDraft, other: PodSpecDraft): boolean {
  return one === other || isSame(withoutEmpty(goPodSpec(one)), withoutEmpty(goPodSpec(other)));
}
