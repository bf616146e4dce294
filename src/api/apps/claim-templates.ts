/** Storage that each pod of a StatefulSet gets for itself: templates of claims, which the pods' mounts may name like volumes. */
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import {
  setPersistentVolumeClaimSpecDefaults,
  validatePersistentVolumeClaimSpec,
} from '../core/persistentvolumeclaim.ts';
import { validatePodTemplate, validateTemplateMeta } from '../core/pod/pod-template.ts';
import type { FieldError } from '../meta/field-error.ts';
import type { FieldPath } from '../meta/field-path.ts';
import type { Decoded } from '../meta/kind-definition.ts';
import { isEmptySelector, validateTemplateLabels } from './pod-selector.ts';

type SpecDraft = NonNullable<Decoded<IStatefulSet>['spec']>;
type ClaimTemplate = NonNullable<SpecDraft['volumeClaimTemplates']>[number];

export function defaultClaimTemplate(claim: ClaimTemplate): void {
  claim.apiVersion = 'v1';
  claim.kind = 'PersistentVolumeClaim';
  claim.spec ??= {};
  setPersistentVolumeClaimSpecDefaults(claim.spec);
  claim.status ??= {};
  claim.status.phase ??= 'Pending';
}

export function validateClaimTemplates(claims: readonly ClaimTemplate[], field: FieldPath): FieldError[] {
  return claims.flatMap(({ spec = {} }, index) =>
    validatePersistentVolumeClaimSpec(spec, field.index(index).child('spec')),
  );
}

/**
 * The template is checked with the claims among its volumes, in place of any volume of the same name, and without the
 * host's names: the pods get their own. Its labels and annotations are refused twice.
 */
export function validateTemplateWithClaims(spec: SpecDraft, field: FieldPath): FieldError[] {
  const { selector, template = {}, volumeClaimTemplates = [] } = spec;
  const claimNames = new Set(volumeClaimTemplates.map(({ metadata }) => metadata?.name ?? ''));
  const own = template.spec?.volumes ?? [];
  const volumes = [
    ...[...claimNames].map((name) => ({ name, persistentVolumeClaim: { claimName: name } })),
    ...own.filter(({ name = '' }) => !claimNames.has(name)),
  ];
  const complete = { ...template, spec: { ...template.spec, volumes, subdomain: '', hostname: '' } };
  const isEmpty = selector !== undefined && isEmptySelector(selector);
  return [
    ...(isEmpty ? [] : validateTemplateLabels(selector, template, field)),
    ...validatePodTemplate(complete, field),
    ...validateTemplateMeta(complete, field),
  ];
}
