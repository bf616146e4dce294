/** DaemonSet: being filled in. */
import type { IDaemonSet } from 'kubernetes-models/apps/v1/DaemonSet';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type DaemonSet = Stored<IDaemonSet>;

export const daemonSetKind: KindDefinition<IDaemonSet> = {
  kind: 'DaemonSet',
  group: 'apps',
  version: 'v1',
  plural: 'daemonsets',
  singular: 'daemonset',
  shortNames: ['ds'],
  namespaced: true,
  categories: ['all'],
  subresources: ['status'],
};
