/** ConfigMap: being filled in. */
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type ConfigMap = Stored<IConfigMap>;

export const configMapKind: KindDefinition<IConfigMap> = {
  kind: 'ConfigMap',
  group: '',
  version: 'v1',
  plural: 'configmaps',
  singular: 'configmap',
  shortNames: ['cm'],
  namespaced: true,
  subresources: [],
};
