/** Annotations that once were settings of a pod and are still read. */
import { type FieldError, invalid } from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import type { PodSpecDraft } from './model.ts';

type Annotations = Readonly<Record<string, string | undefined>> | undefined;

const seccompOfPod = 'seccomp.security.alpha.kubernetes.io/pod';
const seccompOfContainer = 'container.seccomp.security.alpha.kubernetes.io/';
const appArmorOfContainer = 'container.apparmor.security.beta.kubernetes.io/';

export function validatePodAnnotations(annotations: Annotations, spec: PodSpecDraft, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const entries = Object.entries(annotations ?? {});
  for (const [key, value = ''] of entries) {
    if ((key === seccompOfPod || key.startsWith(seccompOfContainer)) && !isSeccompProfile(value)) {
      errors.push(invalid(field.child(key), value, 'must be a valid seccomp profile'));
    }
  }
  const containers = [...(spec.initContainers ?? []), ...(spec.containers ?? [])].map(({ name = '' }) => name);
  for (const [key, value = ''] of entries) {
    if (!key.startsWith(appArmorOfContainer)) continue;
    const container = key.slice(appArmorOfContainer.length);
    if (!containers.includes(container)) errors.push(invalid(field.key(key), container, 'container not found'));
    if (!/^(runtime\/default|unconfined|localhost\/.+)?$/s.test(value)) {
      errors.push(invalid(field.key(key), value, `invalid AppArmor profile name: ${JSON.stringify(value)}`));
    }
  }
  return errors;
}

function isSeccompProfile(value: string): boolean {
  if (['runtime/default', 'docker/default', 'unconfined'].includes(value)) return true;
  if (!value.startsWith('localhost/')) return false;
  const path = value.slice('localhost/'.length);
  return !path.startsWith('/') && !path.split('/').includes('..');
}
