/**
 * Annotations that once were settings of a pod, or still are: profiles of seccomp and AppArmor, the mark of a static pod,
 * the cost of deleting it. AppArmor's is turned into the field that replaced it.
 */
import { descendingPath } from '../../meta/field-checks.ts';
import { type FieldError, forbidden, invalid } from '../../meta/field-error.ts';
import { type FieldPath, path } from '../../meta/field-path.ts';
import { isSame } from '../../meta/object-meta.ts';
import type { ContainerDraft, PodDraft, PodSpecDraft } from './model.ts';
import { containersWithPath } from './os.ts';

type Annotations = Readonly<Record<string, string | undefined>> | undefined;
type AppArmorProfile = NonNullable<NonNullable<ContainerDraft['securityContext']>['appArmorProfile']>;
type SeccompProfile = NonNullable<NonNullable<ContainerDraft['securityContext']>['seccompProfile']>;

const seccompOfPod = 'seccomp.security.alpha.kubernetes.io/pod';
const seccompOfContainer = 'container.seccomp.security.alpha.kubernetes.io/';
const appArmorOfContainer = 'container.apparmor.security.beta.kubernetes.io/';
const mirror = 'kubernetes.io/config.mirror';
const deletionCost = 'controller.kubernetes.io/pod-deletion-cost';
const local = 'localhost/';

/** Of pods and of templates. */
export function validatePodAnnotations(annotations: Annotations, spec: PodSpecDraft, field: FieldPath): FieldError[] {
  if (annotations === undefined) return [];
  const errors: FieldError[] = [];
  const entries = Object.entries(annotations).map(([key, value = '']) => [key, value] as const);
  for (const [key, value] of entries) {
    if (key === mirror && !spec.nodeName) {
      const detail = 'must set spec.nodeName if mirror pod annotation is set';
      errors.push(invalid(field.key(key), value, detail));
    }
    if (key === deletionCost && !isDeletionCost(value)) {
      errors.push(invalid(field.key(key), value, 'must be a 32bit integer'));
    }
  }
  for (const [key, value] of entries) {
    if (key !== seccompOfPod && !key.startsWith(seccompOfContainer)) continue;
    const place = field.child(key);
    if (value.startsWith(local)) errors.push(...descendingPath(value.slice(local.length), place));
    else if (!['runtime/default', 'docker/default', 'unconfined'].includes(value)) {
      errors.push(invalid(place, value, 'must be a valid seccomp profile'));
    }
  }
  const containers = new Set(containersWithPath(spec, path('spec')).map(([{ name = '' }]) => name));
  for (const [key, value] of entries) {
    if (!key.startsWith(appArmorOfContainer)) continue;
    const container = key.slice(appArmorOfContainer.length);
    if (!containers.has(container)) errors.push(invalid(field.key(key), container, 'container not found'));
    if (!['', 'runtime/default', 'unconfined'].includes(value) && !value.startsWith(local)) {
      errors.push(invalid(field.key(key), value, `invalid AppArmor profile name: ${JSON.stringify(value)}`));
    }
  }
  return errors;
}

/** `-5`, `0`, `100`: no plus sign, no zero before other digits. */
function isDeletionCost(value: string): boolean {
  return /^(0|-?[0-9]+)$/.test(value) && !/^0./.test(value) && Math.abs(Number(value) + 0.5) <= 2 ** 31 - 0.5;
}

/** What was set cannot be taken away, and nothing be added. */
export function validatePodAnnotationsUpdate(pod: PodDraft, old: PodDraft, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const before = old.metadata?.annotations ?? {};
  const after = pod.metadata?.annotations ?? {};
  for (const key of Object.keys(before)) {
    if (Object.hasOwn(after, key) && after[key] === before[key]) continue;
    if (key.startsWith(appArmorOfContainer)) {
      errors.push(forbidden(field.key(key), 'may not remove or update AppArmor annotations'));
    }
    if (key === mirror) errors.push(forbidden(field.key(key), 'may not remove or update mirror pod annotation'));
  }
  for (const key of Object.keys(after)) {
    if (Object.hasOwn(before, key)) continue;
    if (key.startsWith(appArmorOfContainer)) {
      errors.push(forbidden(field.key(key), 'may not add AppArmor annotations'));
    }
    if (key === mirror) errors.push(forbidden(field.key(key), 'may not add mirror pod annotation'));
  }
  return [...errors, ...validatePodAnnotations(after, pod.spec ?? {}, field)];
}

/** On create: an annotation and the field that replaced it do not contradict each other. */
export function validateAnnotationsMatchFields({ metadata, spec = {} }: PodDraft, field: FieldPath): FieldError[] {
  const annotations = metadata?.annotations;
  const errors: FieldError[] = [];
  if (!annotations) return errors;
  const ofPod = spec.securityContext;
  const containers = containersWithPath(spec, field);
  if (ofPod?.seccompProfile) {
    const place = field.child('securityContext', 'seccompProfile');
    errors.push(...contradiction('seccomp', annotations[seccompOfPod], ofPod.seccompProfile, place));
  }
  for (const [{ name = '', securityContext }, place] of containers) {
    if (!securityContext?.seccompProfile) continue;
    const annotation = annotations[`${seccompOfContainer}${name}`];
    const profilePath = place.child('securityContext', 'seccompProfile');
    errors.push(...contradiction('seccomp', annotation, securityContext.seccompProfile, profilePath));
  }
  if (spec.os?.name === 'windows') return errors;
  for (const [{ name = '', securityContext }, place] of containers) {
    const profile = securityContext?.appArmorProfile ?? ofPod?.appArmorProfile;
    if (!profile) continue;
    const annotation = annotations[`${appArmorOfContainer}${name}`];
    errors.push(...contradiction('apparmor', annotation, profile, place.child('securityContext', 'appArmorProfile')));
  }
  return errors;
}

function contradiction(
  what: 'seccomp' | 'apparmor',
  annotation: string | undefined,
  { type, localhostProfile }: SeccompProfile | AppArmorProfile,
  field: FieldPath,
): FieldError[] {
  if (annotation === undefined) return [];
  const typeError = forbidden(field.child('type'), `${what} type in annotation and field must match`);
  if (type === 'Unconfined') return annotation === 'unconfined' ? [] : [typeError];
  if (type === 'RuntimeDefault') {
    const isDefault = annotation === 'runtime/default' || (what === 'seccomp' && annotation === 'docker/default');
    return isDefault ? [] : [typeError];
  }
  if (type !== 'Localhost') return [];
  if (!annotation.startsWith(local)) return [typeError];
  if (annotation.slice(local.length) === localhostProfile) return [];
  return [forbidden(field.child('localhostProfile'), `${what} profile in annotation and field must match`)];
}

/** On create: a container whose AppArmor profile is only in the annotation gets it as a field. */
export function appArmorFromAnnotations({ metadata, spec = {} }: PodDraft): void {
  if (!metadata?.annotations || spec.os?.name === 'windows') return;
  for (const [container] of containersWithPath(spec, path('spec'))) {
    const annotation = metadata.annotations[`${appArmorOfContainer}${container.name ?? ''}`];
    if (annotation === undefined || container.securityContext?.appArmorProfile) continue;
    const profile = appArmorProfile(annotation);
    if (!profile || isSame(profile, spec.securityContext?.appArmorProfile)) continue;
    container.securityContext = { ...container.securityContext, appArmorProfile: profile };
  }
}

function appArmorProfile(annotation: string): AppArmorProfile | undefined {
  if (annotation === 'unconfined') return { type: 'Unconfined' };
  if (annotation === 'runtime/default') return { type: 'RuntimeDefault' };
  if (!annotation.startsWith(local)) return undefined;
  const localhostProfile = annotation.slice(local.length);
  return localhostProfile === '' || localhostProfile.trim() !== localhostProfile
    ? undefined
    : { type: 'Localhost', localhostProfile };
}
