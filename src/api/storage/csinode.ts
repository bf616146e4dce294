/** CSINode: being filled in. */
import type { ICSINode } from 'kubernetes-models/storage.k8s.io/v1/CSINode';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type CSINode = Stored<ICSINode>;

export const csiNodeKind: KindDefinition<ICSINode> = {
  kind: 'CSINode',
  group: 'storage.k8s.io',
  version: 'v1',
  plural: 'csinodes',
  singular: 'csinode',
  shortNames: [],
  namespaced: false,
  subresources: [],
};
