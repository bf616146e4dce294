/** ServiceAccount: being filled in. */
import type { IServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type ServiceAccount = Stored<IServiceAccount>;

export const serviceAccountKind: KindDefinition<IServiceAccount> = {
  kind: 'ServiceAccount',
  group: '',
  version: 'v1',
  plural: 'serviceaccounts',
  singular: 'serviceaccount',
  shortNames: ['sa'],
  namespaced: true,
  subresources: ['token'],
};
