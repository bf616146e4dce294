/** RoleBinding: gives a role to users, groups and service accounts within one namespace. */
import type { IRoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding';
import type { FieldError } from '../meta/field-error.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { nameIsPathSegment } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';
import { defaultBinding, validateBinding, validateRoleRefUpdate } from './binding.ts';

export type RoleBinding = Stored<IRoleBinding>;

export const roleBindingKind: KindDefinition<IRoleBinding> = {
  kind: 'RoleBinding',
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  plural: 'rolebindings',
  singular: 'rolebinding',
  shortNames: [],
  namespaced: true,
  subresources: [],
  defaults: defaultBinding,
  validate,
  validateUpdate: (draft, old) => [
    ...validate(draft),
    ...validateObjectMetaUpdate(draft.metadata, old.metadata),
    ...validateRoleRefUpdate(draft, old),
  ],
};

function validate(draft: Decoded<IRoleBinding>): FieldError[] {
  return [
    ...validateObjectMeta(draft.metadata, { namespaced: true, name: nameIsPathSegment }),
    ...validateBinding(draft, true),
  ];
}
