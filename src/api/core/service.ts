/** Service: being filled in. */
import type { IService } from 'kubernetes-models/v1/Service';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type Service = Stored<IService>;

export const serviceKind: KindDefinition<IService> = {
  kind: 'Service',
  group: '',
  version: 'v1',
  plural: 'services',
  singular: 'service',
  shortNames: ['svc'],
  namespaced: true,
  categories: ['all'],
  subresources: ['status'],
};
