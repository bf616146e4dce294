/** Which nodes a pod wants or needs (nodeAffinity), and beside which pods it would stand (podAffinity, podAntiAffinity). */

import { invalidEach } from '../../meta/field-checks.ts';
import { type FieldError, invalid, required } from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import { validateLabelSelector } from '../../meta/label-selector.ts';
import { dns1123Label, labelKey } from '../../meta/names.ts';
import { validateNodeSelector, validateNodeSelectorTerm } from '../node-selector.ts';
import { validateLabelKeys } from './match-label-keys.ts';
import type { AffinityDraft, NodeAffinityDraft, PodAffinityTermDraft } from './model.ts';

const requiredRules = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferredRules = 'preferredDuringSchedulingIgnoredDuringExecution';

export function validateAffinity(affinity: AffinityDraft | undefined, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (affinity?.nodeAffinity) errors.push(...validateNodeAffinity(affinity.nodeAffinity, field.child('nodeAffinity')));
  for (const kind of ['podAffinity', 'podAntiAffinity'] as const) {
    const rules = affinity?.[kind];
    const place = field.child(kind);
    for (const [index, term] of (rules?.[requiredRules] ?? []).entries()) {
      errors.push(...validatePodAffinityTerm(term, place.child(requiredRules).index(index)));
    }
    for (const [index, { weight = 0, podAffinityTerm = {} }] of (rules?.[preferredRules] ?? []).entries()) {
      const preferred = place.child(preferredRules).index(index);
      errors.push(...validateWeight(weight, preferred.child('weight')));
      errors.push(...validatePodAffinityTerm(podAffinityTerm, preferred.child('podAffinityTerm')));
    }
  }
  return errors;
}

function validateWeight(weight: number, field: FieldPath): FieldError[] {
  return weight >= 1 && weight <= 100 ? [] : [invalid(field, weight, 'must be in the range 1-100')];
}

function validateNodeAffinity(affinity: NodeAffinityDraft, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const needed = affinity[requiredRules];
  if (needed) errors.push(...validateNodeSelector(needed, field.child(requiredRules), { checkValues: true }));
  for (const [index, { weight = 0, preference = {} }] of (affinity[preferredRules] ?? []).entries()) {
    const place = field.child(preferredRules).index(index);
    errors.push(...validateWeight(weight, place.child('weight')));
    errors.push(...validateNodeSelectorTerm(preference, place.child('preference'), { checkValues: false }));
  }
  return errors;
}

function validatePodAffinityTerm(term: PodAffinityTermDraft, field: FieldPath): FieldError[] {
  const { labelSelector, namespaceSelector, namespaces = [], topologyKey = '' } = term;
  const errors: FieldError[] = [
    ...validateLabelSelector(labelSelector, field.child('labelSelector')),
    ...validateLabelSelector(namespaceSelector, field.child('namespaceSelector')),
    ...namespaces.flatMap((name) => invalidEach(field.child('namespace'), name, dns1123Label(name))),
    ...validateLabelKeys(term, field),
  ];
  if (topologyKey === '') errors.push(required(field.child('topologyKey'), 'can not be empty'));
  errors.push(...invalidEach(field.child('topologyKey'), topologyKey, labelKey(topologyKey)));
  return errors;
}
