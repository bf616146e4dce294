/** ClusterRole: what may be done to resources of all namespaces, of none, or to URLs. Can be summed up from others by label. */
import type { IClusterRole } from 'kubernetes-models/rbac.authorization.k8s.io/v1/ClusterRole';
import { type FieldError, invalid, required } from '../meta/field-error.ts';
import { path } from '../meta/field-path.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { isUsableSelector, validateLabelSelector } from '../meta/label-selector.ts';
import { nameIsPathSegment } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';
import { validatePolicyRule } from './policy-rule.ts';

export type ClusterRole = Stored<IClusterRole>;

export const clusterRoleKind: KindDefinition<IClusterRole> = {
  kind: 'ClusterRole',
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  plural: 'clusterroles',
  singular: 'clusterrole',
  shortNames: [],
  namespaced: false,
  subresources: [],
  validate,
  validateUpdate: (draft, old) => [...validate(draft), ...validateObjectMetaUpdate(draft.metadata, old.metadata)],
};

function validate(draft: Decoded<IClusterRole>): FieldError[] {
  return [
    ...validateObjectMeta(draft.metadata, { namespaced: false, name: nameIsPathSegment }),
    ...(draft.rules ?? []).flatMap((rule, index) => validatePolicyRule(rule, false, path('rules').index(index))),
    ...validateAggregation(draft.aggregationRule),
  ];
}

function validateAggregation(aggregation: Decoded<IClusterRole>['aggregationRule']): FieldError[] {
  if (!aggregation) return [];
  const field = path('aggregationRule', 'clusterRoleSelectors');
  const selectors = aggregation.clusterRoleSelectors ?? [];
  if (selectors.length === 0) {
    return [required(field, 'at least one clusterRoleSelector required if aggregationRule is non-nil')];
  }
  return selectors.flatMap((selector, index) => {
    const errors = validateLabelSelector(selector, field.index(index));
    if (!isUsableSelector(selector)) errors.push(invalid(field.index(index), null, 'invalid label selector.'));
    return errors;
  });
}
