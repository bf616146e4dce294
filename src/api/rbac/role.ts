/** Role: being filled in. */
import type { IRole } from 'kubernetes-models/rbac.authorization.k8s.io/v1/Role';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

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
};
