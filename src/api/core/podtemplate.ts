/** PodTemplate: a template that stands by itself. No controller reads it. */
import type { IPodTemplate } from 'kubernetes-models/v1/PodTemplate';
import { path } from '../meta/field-path.ts';
import { firstGeneration, raiseGeneration } from '../meta/generation.ts';
import type { KindDefinition } from '../meta/kind-definition.ts';
import { nameIsDns1123Subdomain } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';
import { defaultPodTemplate, dropDisabledTemplateFields, validatePodTemplate } from './pod/pod-template.ts';
import { podSpecWarnings } from './pod/warnings.ts';

export type PodTemplate = Stored<IPodTemplate>;

export const podTemplateKind: KindDefinition<IPodTemplate> = {
  kind: 'PodTemplate',
  group: '',
  version: 'v1',
  plural: 'podtemplates',
  singular: 'podtemplate',
  shortNames: [],
  namespaced: true,
  subresources: [],

  defaults(draft) {
    draft.template ??= {};
    defaultPodTemplate(draft.template);
  },
  prepareForCreate(draft) {
    firstGeneration(draft);
    dropDisabledTemplateFields(draft.template);
  },
  prepareForUpdate(draft, old) {
    dropDisabledTemplateFields(draft.template);
    raiseGeneration(draft, old, [[draft.template, old.template]]);
  },
  validate: (draft) => [
    ...validateObjectMeta(draft.metadata, { namespaced: true, name: nameIsDns1123Subdomain }),
    ...validatePodTemplate(draft.template ?? {}, path('template')),
  ],
  validateUpdate: (draft, old) => [
    ...validateObjectMetaUpdate(draft.metadata, old.metadata),
    ...validatePodTemplate(draft.template ?? {}, path('template')),
  ],
  warnings: (draft) => podSpecWarnings(draft.template?.spec, path('template', 'spec')),
};
