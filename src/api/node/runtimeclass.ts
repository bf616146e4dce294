/** RuntimeClass: which handler on the node runs a pod's containers, and what that costs. */
import type { IRuntimeClass } from 'kubernetes-models/node.k8s.io/v1/RuntimeClass';
import { type FieldError, invalid, required } from '../meta/field-error.ts';
import { path } from '../meta/field-path.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { dns1123Label, nameIsDns1123Subdomain } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { validateImmutableField, validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';

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
  validate,
  validateUpdate: (draft, old) => [
    ...validateObjectMetaUpdate(draft.metadata, old.metadata),
    ...validateImmutableField(draft.handler ?? '', old.handler ?? '', path('handler')),
  ],
};

function validate(draft: Decoded<IRuntimeClass>): FieldError[] {
  const errors = validateObjectMeta(draft.metadata, { namespaced: false, name: nameIsDns1123Subdomain });
  const { handler = '' } = draft;
  if (handler === '') return [...errors, required('handler')];
  return [...errors, ...dns1123Label(handler).map((detail) => invalid('handler', handler, detail))];
}
