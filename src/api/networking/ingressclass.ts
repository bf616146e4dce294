/** IngressClass: being filled in. */
import type { IIngressClass } from 'kubernetes-models/networking.k8s.io/v1/IngressClass';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type IngressClass = Stored<IIngressClass>;

export const ingressClassKind: KindDefinition<IIngressClass> = {
  kind: 'IngressClass',
  group: 'networking.k8s.io',
  version: 'v1',
  plural: 'ingressclasses',
  singular: 'ingressclass',
  shortNames: [],
  namespaced: false,
  subresources: [],
};
