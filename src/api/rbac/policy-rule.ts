/**
 * The rules of roles: what they must name. A rule speaks of resources (groups and resources) or of URLs, never of both.
 */
import type { IPolicyRule } from 'kubernetes-models/rbac.authorization.k8s.io/v1/PolicyRule';
import { type FieldError, invalid, required } from '../meta/field-error.ts';
import type { FieldPath } from '../meta/field-path.ts';
import type { Decoded } from '../meta/kind-definition.ts';

export function validatePolicyRule(rule: Decoded<IPolicyRule>, namespaced: boolean, field: FieldPath): FieldError[] {
  const { verbs = [], apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  const errors: FieldError[] = [];
  if (verbs.length === 0) errors.push(required(field.child('verbs'), 'verbs must contain at least one value'));
  if (nonResourceURLs.length > 0) {
    const place = field.child('nonResourceURLs');
    if (namespaced) {
      errors.push(invalid(place, nonResourceURLs, 'namespaced rules cannot apply to non-resource URLs'));
    }
    if (apiGroups.length > 0 || resources.length > 0 || resourceNames.length > 0) {
      const detail = 'rules cannot apply to both regular resources and non-resource URLs';
      errors.push(invalid(place, nonResourceURLs, detail));
    }
    return errors;
  }
  if (apiGroups.length === 0) {
    errors.push(required(field.child('apiGroups'), 'resource rules must supply at least one api group'));
  }
  if (resources.length === 0) {
    errors.push(required(field.child('resources'), 'resource rules must supply at least one resource'));
  }
  return errors;
}
