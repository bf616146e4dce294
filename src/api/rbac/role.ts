/** Role: what may be done to which resources of one namespace. */
import type { IRole } from 'kubernetes-models/rbac.authorization.k8s.io/v1/Role';
import type { FieldError } from '../meta/field-error.ts';
import { path } from '../meta/field-path.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { nameIsPathSegment } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';
import { validatePolicyRule } from './policy-rule.ts';

export type Role = Stored<IRole>;

export const roleKind: KindDefinition<IRole> = {
  kind: 'Role',
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  plural: 'roles',
  singular: 'role',
  shortNames: [],
  namespaced: true,
  subresources: [],
  validate,
  validateUpdate: (draft, old) => [...validate(draft), ...validateObjectMetaUpdate(draft.metadata, old.metadata)],
};

function validate(draft: Decoded<IRole>): FieldError[] {
  return [
    ...validateObjectMeta(draft.metadata, { namespaced: true, name: nameIsPathSegment }),
    ...(draft.rules ?? []).flatMap((rule, index) => validatePolicyRule(rule, true, path('rules').index(index))),
  ];
}
