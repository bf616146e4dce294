/** PersistentVolume: being filled in. */
import type { IPersistentVolume } from 'kubernetes-models/v1/PersistentVolume';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type PersistentVolume = Stored<IPersistentVolume>;

export const persistentVolumeKind: KindDefinition<IPersistentVolume> = {
  kind: 'PersistentVolume',
  group: '',
  version: 'v1',
  plural: 'persistentvolumes',
  singular: 'persistentvolume',
  shortNames: ['pv'],
  namespaced: false,
  subresources: ['status'],
};
