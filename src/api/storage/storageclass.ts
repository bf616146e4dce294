/** StorageClass: who makes volumes for claims of this class, with which settings, when, and what becomes of them. */
import type { IStorageClass } from 'kubernetes-models/storage.k8s.io/v1/StorageClass';
import { duplicate, type FieldError, invalid, notSupported, required, tooLong } from '../meta/field-error.ts';
import { type FieldPath, path } from '../meta/field-path.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { byteLength, labelKey, nameIsDns1123Subdomain } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { isSame, validateImmutableField, validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';

export type StorageClass = Stored<IStorageClass>;
type Term = NonNullable<NonNullable<Decoded<IStorageClass>['allowedTopologies']>[number]>;

export const storageClassKind: KindDefinition<IStorageClass> = {
  kind: 'StorageClass',
  group: 'storage.k8s.io',
  version: 'v1',
  plural: 'storageclasses',
  singular: 'storageclass',
  shortNames: ['sc'],
  namespaced: false,
  subresources: [],
  defaults(draft) {
    draft.reclaimPolicy ??= 'Delete';
    draft.volumeBindingMode ??= 'Immediate';
  },
  validate,
  validateUpdate: (draft, old) => [
    ...validate(draft),
    ...validateObjectMetaUpdate(draft.metadata, old.metadata),
    ...(isSame(draft.parameters ?? {}, old.parameters ?? {})
      ? []
      : [invalid('parameters', draft.parameters ? sortedKeys(draft.parameters) : null, 'field is immutable')]),
    ...validateImmutableField(draft.provisioner ?? '', old.provisioner ?? '', path('provisioner')),
    ...validateImmutableField(draft.reclaimPolicy, old.reclaimPolicy, path('reclaimPolicy')),
    ...validateImmutableField(draft.volumeBindingMode, old.volumeBindingMode, path('volumeBindingMode')),
  ],
};

const parametersLimit = 512;
const parametersLimitBytes = 256 * 1024;

function validate(draft: Decoded<IStorageClass>): FieldError[] {
  const errors = validateObjectMeta(draft.metadata, { namespaced: false, name: nameIsDns1123Subdomain });
  const { provisioner = '', reclaimPolicy = '', volumeBindingMode } = draft;
  const printed = provisioner.toLowerCase();
  if (provisioner === '') errors.push(required('provisioner'));
  else errors.push(...labelKey(printed).map((detail) => invalid('provisioner', printed, detail)));
  errors.push(...validateParameters(draft.parameters ?? {}));
  const policies = ['Delete', 'Retain'];
  if (reclaimPolicy !== '' && !policies.includes(reclaimPolicy)) {
    errors.push(notSupported('reclaimPolicy', reclaimPolicy, policies));
  }
  const modes = ['Immediate', 'WaitForFirstConsumer'];
  if (volumeBindingMode === undefined) errors.push(required('volumeBindingMode'));
  else if (!modes.includes(volumeBindingMode)) errors.push(notSupported('volumeBindingMode', volumeBindingMode, modes));
  return [...errors, ...validateAllowedTopologies(draft.allowedTopologies ?? [])];
}

function sortedKeys<Value>(map: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function validateParameters(parameters: Readonly<Record<string, string | undefined>>): FieldError[] {
  const errors: FieldError[] = [];
  const entries = Object.entries(parameters);
  if (entries.length > parametersLimit) errors.push(tooLong('parameters', parametersLimit));
  let sizeBytes = 0;
  for (const [key, value = ''] of entries) {
    if (key === '') errors.push(invalid('parameters', key, 'field can not be empty.'));
    sizeBytes += byteLength(key) + byteLength(value);
  }
  if (sizeBytes > parametersLimitBytes) errors.push(tooLong('parameters', parametersLimitBytes));
  return errors;
}

/** What a term asks for: each key with its set of values. The same term twice is refused. */
function validateAllowedTopologies(terms: readonly (Term | undefined)[]): FieldError[] {
  const errors: FieldError[] = [];
  // The server's list of terms seen begins with one empty term for each term there is, so an empty one is a duplicate.
  const seen = new Array<string>(terms.length).fill('{}');
  for (const [index, term] of terms.entries()) {
    const field = path('allowedTopologies').index(index);
    const meaning: Record<string, string[]> = {};
    for (const [expressionIndex, expression] of (term?.matchLabelExpressions ?? []).entries()) {
      const place = field.child('matchLabelExpressions').index(expressionIndex);
      const { key = '', values = [] } = expression ?? {};
      errors.push(...validateValues(values, place.child('values')));
      errors.push(...labelKey(key).map((detail) => invalid(place.child('key'), key, detail)));
      if (Object.hasOwn(meaning, key)) errors.push(duplicate(place.child('key'), key));
      meaning[key] = [...new Set(values)].sort();
    }
    const fingerprint = JSON.stringify(
      Object.fromEntries(Object.entries(meaning).sort(([a], [b]) => (a < b ? -1 : 1))),
    );
    for (const other of seen) {
      if (other === fingerprint) errors.push(duplicate(field.child('matchLabelExpressions'), ''));
    }
    seen.push(fingerprint);
  }
  return errors;
}

function validateValues(values: readonly string[], field: FieldPath): FieldError[] {
  if (values.length === 0) return [required(field)];
  const seen = new Set<string>();
  const errors: FieldError[] = [];
  for (const [index, value] of values.entries()) {
    if (seen.has(value)) errors.push(duplicate(field.index(index), value));
    seen.add(value);
  }
  return errors;
}
