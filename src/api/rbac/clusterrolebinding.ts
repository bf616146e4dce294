/** ClusterRoleBinding: gives a ClusterRole to users, groups and service accounts everywhere. */
import type { IClusterRoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1/ClusterRoleBinding';
import type { FieldError } from '../meta/field-error.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { nameIsPathSegment } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';
import { defaultBinding, validateBinding, validateRoleRefUpdate } from './binding.ts';

export type ClusterRoleBinding = Stored<IClusterRoleBinding>;

export const clusterRoleBindingKind: KindDefinition<IClusterRoleBinding> = {
  kind: 'ClusterRoleBinding',
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  plural: 'clusterrolebindings',
  singular: 'clusterrolebinding',
  shortNames: [],
  namespaced: false,
  subresources: [],
  defaults: defaultBinding,
  validate,
  validateUpdate: (draft, old) => [
    ...validate(draft),
    ...validateObjectMetaUpdate(draft.metadata, old.metadata),
    ...validateRoleRefUpdate(draft, old),
  ],
};

function validate(draft: Decoded<IClusterRoleBinding>): FieldError[] {
  return [
    ...validateObjectMeta(draft.metadata, { namespaced: false, name: nameIsPathSegment }),
    ...validateBinding(draft, false),
  ];
}
