/**
 * What a kubelet may write into a pod's status: the pod stays on its node and in its class, and a container that has ended for
 * good does not come to life again.
 */
import { invalidEach } from '../../meta/field-checks.ts';
import { type FieldError, forbidden } from '../../meta/field-error.ts';
import { type FieldPath, path } from '../../meta/field-path.ts';
import { dns1123Subdomain } from '../../meta/names.ts';
import { validateImmutableField, validateObjectMetaUpdate } from '../../meta/object-meta.ts';
import type { ContainerDraft, PodDraft, PodSpecDraft } from './model.ts';

type Statuses = NonNullable<PodDraft['status']>['containerStatuses'];

export function validatePodStatusUpdate(pod: PodDraft, old: PodDraft): FieldError[] {
  const field = path('status');
  const { status = {} } = pod;
  const before = old.status ?? {};
  const spec = old.spec ?? {};
  const { nominatedNodeName = '' } = status;
  const errors = validateObjectMetaUpdate(pod.metadata, old.metadata);
  if ((pod.spec?.nodeName ?? '') !== (spec.nodeName ?? '')) {
    errors.push(forbidden(field.child('nodeName'), 'may not be changed directly'));
  }
  if (nominatedNodeName !== '' && nominatedNodeName !== before.nominatedNodeName) {
    errors.push(
      ...invalidEach(field.child('nominatedNodeName'), nominatedNodeName, dns1123Subdomain(nominatedNodeName)),
    );
  }
  errors.push(...validateImmutableField(status.qosClass ?? '', before.qosClass ?? '', field.child('qosClass')));
  for (const list of ['containers', 'initContainers'] as const) {
    const name = list === 'containers' ? 'containerStatuses' : 'initContainerStatuses';
    const ended = (spec[list] ?? []).filter((container) => !mayStartAgain(container, spec));
    const names = new Set(ended.map((container) => container.name ?? ''));
    errors.push(...resurrected(status[name], before[name], names, spec, field.child(name)));
  }
  return errors;
}

/** By the pod's policy, by a policy or rule of its own, or by another's rule that restarts all containers. */
function mayStartAgain({ restartPolicy, restartPolicyRules = [] }: ContainerDraft, spec: PodSpecDraft): boolean {
  if (spec.restartPolicy === 'Always' || restartPolicy !== undefined || restartPolicyRules.length > 0) return true;
  return [...(spec.containers ?? []), ...(spec.initContainers ?? [])].some((other) =>
    (other.restartPolicyRules ?? []).some(({ action }) => action === 'RestartAllContainers'),
  );
}

function resurrected(
  statuses: Statuses,
  before: Statuses,
  names: ReadonlySet<string>,
  spec: PodSpecDraft,
  field: FieldPath,
): FieldError[] {
  return (before ?? []).flatMap(({ name = '', state }, index) => {
    const ended = state?.terminated;
    if (!ended || !names.has(name)) return [];
    if ((ended.exitCode ?? 0) !== 0 && spec.restartPolicy === 'OnFailure') return [];
    const now = (statuses ?? []).find((status) => status.name === name);
    if (!now || now.state?.terminated) return [];
    return [forbidden(field.index(index).child('state'), 'may not be transitioned to non-terminated state')];
  });
}
