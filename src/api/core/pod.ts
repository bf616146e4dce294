/** Pod: being filled in. */
import type { IPod } from 'kubernetes-models/v1/Pod';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type Pod = Stored<IPod>;

export const podKind: KindDefinition<IPod> = {
  kind: 'Pod',
  group: '',
  version: 'v1',
  plural: 'pods',
  singular: 'pod',
  shortNames: ['po'],
  namespaced: true,
  categories: ['all'],
  subresources: ['status', 'binding', 'eviction', 'resize', 'ephemeralcontainers'],
};
