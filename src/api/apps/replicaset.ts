/** ReplicaSet: being filled in. */
import type { IReplicaSet } from 'kubernetes-models/apps/v1/ReplicaSet';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type ReplicaSet = Stored<IReplicaSet>;

export const replicaSetKind: KindDefinition<IReplicaSet> = {
  kind: 'ReplicaSet',
  group: 'apps',
  version: 'v1',
  plural: 'replicasets',
  singular: 'replicaset',
  shortNames: ['rs'],
  namespaced: true,
  categories: ['all'],
  subresources: ['status', 'scale'],
};
