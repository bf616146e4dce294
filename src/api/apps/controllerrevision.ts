/** ControllerRevision: what a StatefulSet or DaemonSet looked like once, kept for going back. Its data never changes. */
import type { IControllerRevision } from 'kubernetes-models/apps/v1/ControllerRevision';
import { nonNegative } from '../meta/field-checks.ts';
import { type FieldError, required } from '../meta/field-error.ts';
import { path } from '../meta/field-path.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { nameIsDns1123Subdomain } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { validateImmutableField, validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';

export type ControllerRevision = Stored<IControllerRevision>;
type Draft = Decoded<IControllerRevision>;

export const controllerRevisionKind: KindDefinition<IControllerRevision> = {
  kind: 'ControllerRevision',
  group: 'apps',
  version: 'v1',
  plural: 'controllerrevisions',
  singular: 'controllerrevision',
  shortNames: [],
  namespaced: true,
  subresources: [],

  validate,
  validateUpdate: (draft, old) => [
    ...validateObjectMetaUpdate(draft.metadata, old.metadata),
    ...validate(draft),
    ...validateImmutableField(draft.data, old.data, path('data')),
  ],
};

function validate(draft: Draft): FieldError[] {
  return [
    ...validateObjectMeta(draft.metadata, { namespaced: true, name: nameIsDns1123Subdomain }),
    ...(draft.data === undefined ? [required(path('data'), 'data is mandatory')] : []),
    ...nonNegative(draft.revision, path('revision')),
  ];
}
