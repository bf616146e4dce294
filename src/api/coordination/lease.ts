/** Lease: who holds something and since when. Kubelets renew one each to say that they live. */
import type { ILease } from 'kubernetes-models/coordination.k8s.io/v1/Lease';
import { type FieldError, invalid } from '../meta/field-error.ts';
import { path } from '../meta/field-path.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { nameIsDns1123Subdomain } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';

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
  validate,
  validateUpdate: (draft, old) => [...validateObjectMetaUpdate(draft.metadata, old.metadata), ...validate(draft)],
};

function validate(draft: Decoded<ILease>): FieldError[] {
  const errors = validateObjectMeta(draft.metadata, { namespaced: true, name: nameIsDns1123Subdomain });
  const { leaseDurationSeconds: duration, leaseTransitions: transitions, holderIdentity: holder } = draft.spec ?? {};
  const field = path('spec');
  if (duration !== undefined && duration <= 0) {
    errors.push(invalid(field.child('leaseDurationSeconds'), duration, 'must be greater than 0'));
  }
  if (transitions !== undefined && transitions < 0) {
    errors.push(invalid(field.child('leaseTransitions'), transitions, 'must be greater than or equal to 0'));
  }
  if (holder === '') errors.push(invalid(field.child('holderIdentity'), holder, 'must not be empty'));
  return errors;
}
