/** Ingress: being filled in. */
import type { IIngress } from 'kubernetes-models/networking.k8s.io/v1/Ingress';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type Ingress = Stored<IIngress>;

export const ingressKind: KindDefinition<IIngress> = {
  kind: 'Ingress',
  group: 'networking.k8s.io',
  version: 'v1',
  plural: 'ingresses',
  singular: 'ingress',
  shortNames: ['ing'],
  namespaced: true,
  subresources: ['status'],
};
