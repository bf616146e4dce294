/** ClusterRoleBinding: being filled in. */
import type { IClusterRoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1/ClusterRoleBinding';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

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
};
