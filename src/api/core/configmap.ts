/**
 * ConfigMap: settings by key, as text (`data`) or bytes (`binaryData`), at most 1 MiB together.
 */
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { type FieldError, forbidden, invalid, tooLong } from '../meta/field-error.ts';
import { path } from '../meta/field-path.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { byteLength, configMapKey, nameIsDns1123Subdomain } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { isSame, validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';

export type ConfigMap = Stored<IConfigMap>;

/** Of a ConfigMap's values, and of a Secret's. */
export const dataLimitBytes = 1024 * 1024;
export const immutableDetail = 'field is immutable when `immutable` is set';

export const configMapKind: KindDefinition<IConfigMap> = {
  kind: 'ConfigMap',
  group: '',
  version: 'v1',
  plural: 'configmaps',
  singular: 'configmap',
  shortNames: ['cm'],
  namespaced: true,
  subresources: [],
  validate,
  validateUpdate(draft, old) {
    const errors = validateObjectMetaUpdate(draft.metadata, old.metadata);
    if (old.immutable) {
      if (!draft.immutable) errors.push(forbidden('immutable', immutableDetail));
      if (!isSame(draft.data ?? {}, old.data ?? {})) errors.push(forbidden('data', immutableDetail));
      if (!isSame(draft.binaryData ?? {}, old.binaryData ?? {})) errors.push(forbidden('binaryData', immutableDetail));
    }
    return [...errors, ...validate(draft)];
  },
};

function validate(draft: Decoded<IConfigMap>): FieldError[] {
  const errors = validateObjectMeta(draft.metadata, { namespaced: true, name: nameIsDns1123Subdomain });
  const binaryData = draft.binaryData ?? {};
  let sizeBytes = 0;
  for (const [key, value = ''] of Object.entries(draft.data ?? {})) {
    const field = path('data').key(key);
    errors.push(...configMapKey(key).map((detail) => invalid(field, key, detail)));
    if (Object.hasOwn(binaryData, key)) errors.push(invalid(field, key, 'duplicate of key present in binaryData'));
    sizeBytes += byteLength(value);
  }
  for (const [key, value = ''] of Object.entries(binaryData)) {
    errors.push(...configMapKey(key).map((detail) => invalid(path('binaryData').key(key), key, detail)));
    sizeBytes += Buffer.from(value, 'base64').length;
  }
  // The server gives this one a path without a name, which it prints as [].
  if (sizeBytes > dataLimitBytes) errors.push(tooLong('[]', dataLimitBytes));
  return errors;
}
