/** Endpoints: being filled in. */
import type { IEndpoints } from 'kubernetes-models/v1/Endpoints';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type Endpoints = Stored<IEndpoints>;

export const endpointsKind: KindDefinition<IEndpoints> = {
  kind: 'Endpoints',
  group: '',
  version: 'v1',
  plural: 'endpoints',
  singular: 'endpoints',
  shortNames: ['ep'],
  namespaced: true,
  subresources: [],
};
