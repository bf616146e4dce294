/**
 * PodDisruptionBudget: how many of the selected pods an eviction must leave. The counters of its status are the disruption
 * controller's. Nothing is demanded of the spec but that it does not say two things at once.
 */
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { type FieldError, invalid, notSupported } from '../meta/field-error.ts';
import { type FieldPath, path } from '../meta/field-path.ts';
import { firstGeneration, raiseGenerationWithSpec } from '../meta/generation.ts';
import { type IntOrString, percentOf } from '../meta/int-or-string.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { printedSelector, validateLabelSelector } from '../meta/label-selector.ts';
import { nameIsPathSegment, percent } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { validateObjectMeta } from '../meta/object-meta.ts';

export type PodDisruptionBudget = Stored<IPodDisruptionBudget>;

export const podDisruptionBudgetKind: KindDefinition<IPodDisruptionBudget> = {
  kind: 'PodDisruptionBudget',
  group: 'policy',
  version: 'v1',
  plural: 'poddisruptionbudgets',
  singular: 'poddisruptionbudget',
  shortNames: ['pdb'],
  namespaced: true,
  subresources: ['status'],
  prepareForCreate(draft) {
    draft.status = { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 };
    firstGeneration(draft);
  },
  prepareForUpdate(draft, old) {
    draft.status = old.status;
    raiseGenerationWithSpec(draft, old);
  },
  prepareForStatusUpdate(draft, old) {
    draft.spec = old.spec;
  },
  // Its metadata is looked at only by the general check, which comes after the kind's own has found nothing.
  validate(draft) {
    const errors = validateSpec(draft);
    if (errors.length > 0) return errors;
    return validateObjectMeta(draft.metadata, { namespaced: true, name: nameIsPathSegment, anyFinalizer: true });
  },
  validateUpdate: (draft) => validateSpec(draft),
};

function validateSpec(draft: Decoded<IPodDisruptionBudget>): FieldError[] {
  const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy } = draft.spec ?? {};
  const field = path('spec');
  const errors: FieldError[] = [];
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    const shown = {
      MinAvailable: minAvailable,
      Selector: selector ? printedSelector(selector) : null,
      MaxUnavailable: maxUnavailable,
      UnhealthyPodEvictionPolicy: unhealthyPodEvictionPolicy ?? null,
    };
    errors.push(invalid(field, shown, 'minAvailable and maxUnavailable cannot be both set'));
  }
  errors.push(...validateAmount(minAvailable, field.child('minAvailable')));
  errors.push(...validateAmount(maxUnavailable, field.child('maxUnavailable')));
  errors.push(...validateLabelSelector(selector, field.child('selector')));
  const policies = ['AlwaysAllow', 'IfHealthyBudget'];
  if (unhealthyPodEvictionPolicy !== undefined && !policies.includes(unhealthyPodEvictionPolicy)) {
    errors.push(notSupported(field.child('unhealthyPodEvictionPolicy'), unhealthyPodEvictionPolicy, policies));
  }
  return errors;
}

function validateAmount(amount: IntOrString | undefined, field: FieldPath): FieldError[] {
  if (amount === undefined) return [];
  if (typeof amount === 'number') {
    return amount < 0 ? [invalid(field, amount, 'must be greater than or equal to 0')] : [];
  }
  const errors = percent(amount).map((detail) => invalid(field, amount, detail));
  if ((percentOf(amount) ?? 0) > 100) errors.push(invalid(field, amount, 'must not be greater than 100%'));
  return errors;
}
