/** RuntimeClass: being filled in. */
import type { IRuntimeClass } from 'kubernetes-models/node.k8s.io/v1/RuntimeClass';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type RuntimeClass = Stored<IRuntimeClass>;

export const runtimeClassKind: KindDefinition<IRuntimeClass> = {
  kind: 'RuntimeClass',
  group: 'node.k8s.io',
  version: 'v1',
  plural: 'runtimeclasses',
  singular: 'runtimeclass',
  shortNames: [],
  namespaced: false,
  subresources: [],
};
