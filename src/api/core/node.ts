/** Node: a machine of the cluster, its capacity, and the taints that keep pods away. */
import type { INode } from 'kubernetes-models/v1/Node';
import { duplicate, type FieldError, invalid, notSupported, required } from '../meta/field-error.ts';
import { path } from '../meta/field-path.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { labelKey, labelValue, nameIsDns1123Subdomain } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';

export type Node = Stored<INode>;
type Draft = Decoded<INode>;

export const nodeKind: KindDefinition<INode> = {
  kind: 'Node',
  group: '',
  version: 'v1',
  plural: 'nodes',
  singular: 'node',
  shortNames: ['no'],
  namespaced: false,
  subresources: ['status'],
  defaults(draft) {
    draft.spec ??= {};
    if (draft.status?.capacity) draft.status.allocatable ??= { ...draft.status.capacity };
  },
  // A kubelet registers its node with its status at once, so that is kept, unlike other kinds'.
  prepareForCreate() {},
  prepareForUpdate(draft, old) {
    draft.status = old.status;
  },
  prepareForStatusUpdate(draft, old) {
    draft.spec = old.spec;
  },
  validate,
  validateUpdate(draft, old) {
    const errors = [...validateObjectMetaUpdate(draft.metadata, old.metadata), ...validateTaints(draft)];
    const before = old.spec?.podCIDR ?? '';
    if (before !== '' && (draft.spec?.podCIDR ?? '') !== before) {
      const detail = 'node updates may not change podCIDR except from "" to valid';
      errors.push({ type: 'FieldValueForbidden', field: 'spec.podCIDRs', message: `Forbidden: ${detail}` });
    }
    return errors;
  },
  validateStatusUpdate: (draft, old) => validateObjectMetaUpdate(draft.metadata, old.metadata),
};

function validate(draft: Draft): FieldError[] {
  return [
    ...validateObjectMeta(draft.metadata, { namespaced: false, name: nameIsDns1123Subdomain }),
    ...validateTaints(draft),
  ];
}

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

function validateTaints(draft: Draft): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  for (const [index, taint] of (draft.spec?.taints ?? []).entries()) {
    const field = path('spec', 'taints').index(index);
    const { key = '', value = '', effect = '' } = taint ?? {};
    errors.push(...labelKey(key).map((detail) => invalid(field.child('key'), key, detail)));
    errors.push(...labelValue(value).map((detail) => invalid(field.child('value'), value, detail)));
    if (effect === '') errors.push(required(field.child('effect')));
    else if (!effects.includes(effect)) errors.push(notSupported(field.child('effect'), effect, effects));
    const pair = `${key} ${effect}`;
    if (seen.has(pair)) errors.push(duplicate(field, { Key: key, Value: value, Effect: effect, TimeAdded: null }));
    seen.add(pair);
  }
  return errors;
}
