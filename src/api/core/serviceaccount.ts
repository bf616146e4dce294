/** ServiceAccount: the identity of a pod. Of the secrets it lists only the names are kept. */
import type { IServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import type { FieldError } from '../meta/field-error.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { nameIsDns1123Subdomain } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';

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
  prepareForCreate: keepSecretNames,
  prepareForUpdate: keepSecretNames,
  validate,
  validateUpdate: (draft, old) => [...validateObjectMetaUpdate(draft.metadata, old.metadata), ...validate(draft)],
};

function keepSecretNames(draft: Decoded<IServiceAccount>): void {
  if (!draft.secrets) return;
  draft.secrets = draft.secrets.map((secret) => (secret?.name ? { name: secret.name } : {}));
}

function validate(draft: Decoded<IServiceAccount>): FieldError[] {
  return validateObjectMeta(draft.metadata, { namespaced: true, name: nameIsDns1123Subdomain });
}
