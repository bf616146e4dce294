/** The template of Deployments and ReplicaSets: pods that run for ever, many alike. */
import type { PodTemplateDraft } from '../core/pod/model.ts';
import { validateAlwaysRunning, validatePodTemplate } from '../core/pod/pod-template.ts';
import { type FieldError, invalid } from '../meta/field-error.ts';
import type { FieldPath } from '../meta/field-path.ts';
import type { LabelSelector } from '../meta/label-selector.ts';
import { isEmptySelector, validateTemplateLabels } from './pod-selector.ts';

/** `spec` is the path of the workload's spec. */
export function validateReplicatedTemplate(
  template: PodTemplateDraft,
  selector: LabelSelector | undefined,
  replicas: number | undefined,
  spec: FieldPath,
): FieldError[] {
  const field = spec.child('template');
  const isEmpty = selector !== undefined && isEmptySelector(selector);
  return [
    ...(isEmpty ? [] : validateTemplateLabels(selector, template, field)),
    ...validatePodTemplate(template, field),
    ...((replicas ?? 0) > 1 ? validateReadOnlyDisks(template, field) : []),
    ...validateAlwaysRunning(template, 'ReplicaSet', field),
  ];
}

/** A disk of Google's cloud can be on many machines only when nobody writes to it. */
export function validateReadOnlyDisks(template: PodTemplateDraft, field: FieldPath): FieldError[] {
  return (template.spec?.volumes ?? []).flatMap(({ gcePersistentDisk }, index) => {
    if (!gcePersistentDisk || gcePersistentDisk.readOnly) return [];
    const place = field.child('spec', 'volumes').index(index).child('gcePersistentDisk', 'readOnly');
    const detail =
      'must be true for replicated pods > 1; GCE PD can only be mounted on multiple machines if it is read-only';
    return [invalid(place, false, detail)];
  });
}
