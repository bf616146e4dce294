/** The template of pods inside Deployments, StatefulSets, DaemonSets, Jobs and the like. */
import { type FieldError, forbidden, notSupported } from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import { validateAnnotations, validateLabels } from '../../meta/object-meta.ts';
import { validatePodAnnotations } from './annotations.ts';
import { defaultPodSpec } from './defaults.ts';
import { dropDisabledFields } from './dropped-fields.ts';
import type { PodTemplateDraft } from './model.ts';
import { validatePodSpec } from './pod-spec.ts';

/** Mutates the template; the kind has made sure that there is one. */
export function defaultPodTemplate(template: PodTemplateDraft): void {
  template.metadata ??= {};
  template.spec ??= {};
  defaultPodSpec(template.spec);
}

export function dropDisabledTemplateFields(template: PodTemplateDraft | undefined): void {
  if (template?.spec) dropDisabledFields(template.spec);
}

/** Labels and annotations are reported at `template.labels`, not under `metadata`. */
export function validateTemplateMeta({ metadata = {}, spec = {} }: PodTemplateDraft, field: FieldPath): FieldError[] {
  return [
    ...validateLabels(metadata.labels, field.child('labels')),
    ...validateAnnotations(metadata.annotations, field.child('annotations')),
    ...validatePodAnnotations(metadata.annotations, spec, field.child('annotations')),
  ];
}

export function validatePodTemplate(template: PodTemplateDraft, field: FieldPath): FieldError[] {
  const { metadata = {}, spec = {} } = template;
  const errors = [
    ...validateTemplateMeta(template, field),
    ...validatePodSpec(spec, { ownerName: metadata.name ?? '', isPod: false }, field.child('spec')),
  ];
  if ((spec.ephemeralContainers ?? []).length > 0) {
    const place = field.child('spec', 'ephemeralContainers');
    errors.push(forbidden(place, 'ephemeral containers not allowed in pod template'));
  }
  return errors;
}

/** What kinds that keep their pods running ask of a template. Their texts name an old kind here and there. */
export function validateAlwaysRunning(template: PodTemplateDraft, kindInText: string, field: FieldPath): FieldError[] {
  const { restartPolicy = '', activeDeadlineSeconds } = template.spec ?? {};
  const errors: FieldError[] = [];
  if (restartPolicy !== 'Always') {
    errors.push(notSupported(field.child('spec', 'restartPolicy'), restartPolicy, ['Always']));
  }
  if (activeDeadlineSeconds !== undefined) {
    const place = field.child('spec', 'activeDeadlineSeconds');
    errors.push(forbidden(place, `activeDeadlineSeconds in ${kindInText} is not Supported`));
  }
  return errors;
}
