/** Namespace: being filled in. */
import type { INamespace } from 'kubernetes-models/v1/Namespace';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type Namespace = Stored<INamespace>;

export const namespaceKind: KindDefinition<INamespace> = {
  kind: 'Namespace',
  group: '',
  version: 'v1',
  plural: 'namespaces',
  singular: 'namespace',
  shortNames: ['ns'],
  namespaced: false,
  subresources: ['status', 'finalize'],
};
