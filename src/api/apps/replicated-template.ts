/** The template of Deployments and ReplicaSets: pods that run for ever, many alike. */
import type { PodTemplateDraft } from '../core/pod/model.ts';
import { validateAlwaysRunning, validatePodTemplate } from '../core/pod/pod-template.ts';
import type { FieldError } from '../meta/field-error.ts';
import type { FieldPath } from '../meta/field-path.ts';
import type { LabelSelector } from '../meta/label-selector.ts';
import { isEmptySelector, validateTemplateLabels } from './pod-selector.ts';

/** `spec` is the path of the workload's spec. */
export function validateReplicatedTemplate(
  template: PodTemplateDraft,
  selector: LabelSelector | undefined,
  spec: FieldPath,
): FieldError[] {
  const field = spec.child('template');
  const isEmpty = selector !== undefined && isEmptySelector(selector);
  return [
    ...(isEmpty ? [] : validateTemplateLabels(selector, template, field)),
    ...validatePodTemplate(template, field),
    ...validateAlwaysRunning(template, 'ReplicaSet', field),
  ];
}
