/** Lease: being filled in. */
import type { ILease } from 'kubernetes-models/coordination.k8s.io/v1/Lease';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type Lease = Stored<ILease>;

export const leaseKind: KindDefinition<ILease> = {
  kind: 'Lease',
  group: 'coordination.k8s.io',
  version: 'v1',
  plural: 'leases',
  singular: 'lease',
  shortNames: [],
  namespaced: true,
  subresources: [],
};
