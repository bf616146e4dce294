/** Secret: being filled in. */
import type { ISecret } from 'kubernetes-models/v1/Secret';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type Secret = Stored<ISecret>;

export const secretKind: KindDefinition<ISecret> = {
  kind: 'Secret',
  group: '',
  version: 'v1',
  plural: 'secrets',
  singular: 'secret',
  shortNames: [],
  namespaced: true,
  subresources: [],
};
