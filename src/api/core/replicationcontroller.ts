/** ReplicationController: being filled in. */
import type { IReplicationController } from 'kubernetes-models/v1/ReplicationController';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type ReplicationController = Stored<IReplicationController>;

export const replicationControllerKind: KindDefinition<IReplicationController> = {
  kind: 'ReplicationController',
  group: '',
  version: 'v1',
  plural: 'replicationcontrollers',
  singular: 'replicationcontroller',
  shortNames: ['rc'],
  namespaced: true,
  categories: ['all'],
  subresources: ['status', 'scale'],
};
