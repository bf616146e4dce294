/** StatefulSet: being filled in. */
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type StatefulSet = Stored<IStatefulSet>;

export const statefulSetKind: KindDefinition<IStatefulSet> = {
  kind: 'StatefulSet',
  group: 'apps',
  version: 'v1',
  plural: 'statefulsets',
  singular: 'statefulset',
  shortNames: ['sts'],
  namespaced: true,
  categories: ['all'],
  subresources: ['status', 'scale'],
};
