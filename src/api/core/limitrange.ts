/** LimitRange: being filled in. */
import type { ILimitRange } from 'kubernetes-models/v1/LimitRange';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type LimitRange = Stored<ILimitRange>;

export const limitRangeKind: KindDefinition<ILimitRange> = {
  kind: 'LimitRange',
  group: '',
  version: 'v1',
  plural: 'limitranges',
  singular: 'limitrange',
  shortNames: ['limits'],
  namespaced: true,
  subresources: [],
};
