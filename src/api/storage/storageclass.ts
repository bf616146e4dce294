/** StorageClass: being filled in. */
import type { IStorageClass } from 'kubernetes-models/storage.k8s.io/v1/StorageClass';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type StorageClass = Stored<IStorageClass>;

export const storageClassKind: KindDefinition<IStorageClass> = {
  kind: 'StorageClass',
  group: 'storage.k8s.io',
  version: 'v1',
  plural: 'storageclasses',
  singular: 'storageclass',
  shortNames: ['sc'],
  namespaced: false,
  subresources: [],
};
