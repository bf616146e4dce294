/**
 * Namespace. Its name is repeated as a label, so that selectors can find it; the finalizer `kubernetes` keeps it until the
 * namespace controller has emptied it.
 */
import type { INamespace } from 'kubernetes-models/v1/Namespace';
import { type FieldError, invalid } from '../meta/field-error.ts';
import { path } from '../meta/field-path.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { labelKey, nameIsDns1123Label } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';

export type Namespace = Stored<INamespace>;

export const namespaceKind: KindDefinition<INamespace> = {
  kind: 'Namespace',
  group: '',
  version: 'v1',
  plural: 'namespaces',
  singular: 'namespace',
  shortNames: ['ns'],
  namespaced: false,
  subresources: ['status', 'finalize'],
  defaults: labelWithName,
  prepareForCreate(draft) {
    const { name = '' } = draft.metadata ?? {};
    if (nameIsDns1123Label(name, false).length === 0) labelWithName(draft); // once more: a generated name is new
    draft.status = { phase: 'Active' };
    const finalizers = draft.spec?.finalizers ?? [];
    if (!finalizers.includes('kubernetes')) draft.spec = { ...draft.spec, finalizers: [...finalizers, 'kubernetes'] };
  },
  prepareForUpdate(draft, old) {
    draft.spec = { ...draft.spec, finalizers: old.spec?.finalizers };
    draft.status = old.status;
  },
  prepareForStatusUpdate(draft, old) {
    draft.spec = old.spec;
  },
  validate,
  validateUpdate: (draft, old) => [...validate(draft), ...validateObjectMetaUpdate(draft.metadata, old.metadata)],
  validateStatusUpdate: (draft, old) => validateObjectMetaUpdate(draft.metadata, old.metadata),
};

const nameLabel = 'kubernetes.io/metadata.name';
const standardFinalizers = ['kubernetes', 'orphan', 'foregroundDeletion'];

function validate(draft: Decoded<INamespace>): FieldError[] {
  const errors = validateObjectMeta(draft.metadata, { namespaced: false, name: nameIsDns1123Label });
  const field = path('spec', 'finalizers');
  for (const finalizer of draft.spec?.finalizers ?? []) {
    errors.push(...labelKey(finalizer).map((detail) => invalid(field, finalizer, detail)));
    if (!finalizer.includes('/') && !standardFinalizers.includes(finalizer)) {
      errors.push(invalid(field, finalizer, 'name is neither a standard finalizer name nor is it fully qualified'));
    }
  }
  return errors;
}

/** So that selectors can name a namespace. */
function labelWithName(draft: Decoded<INamespace>): void {
  const { metadata } = draft;
  if (!metadata?.name || metadata.labels?.[nameLabel] === metadata.name) return;
  metadata.labels = { ...metadata.labels, [nameLabel]: metadata.name };
}
