/** ResourceQuota: being filled in. */
import type { IResourceQuota } from 'kubernetes-models/v1/ResourceQuota';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type ResourceQuota = Stored<IResourceQuota>;

export const resourceQuotaKind: KindDefinition<IResourceQuota> = {
  kind: 'ResourceQuota',
  group: '',
  version: 'v1',
  plural: 'resourcequotas',
  singular: 'resourcequota',
  shortNames: ['quota'],
  namespaced: true,
  subresources: ['status'],
};
