/** ReplicaSet: so many equal pods, no more. What it says of an empty selector names Deployments, as the server does. */
import type { IReplicaSet } from 'kubernetes-models/apps/v1/ReplicaSet';
import { defaultPodTemplate, dropDisabledTemplateFields } from '../core/pod/pod-template.ts';
import { hostNameWarnings, podSpecWarnings } from '../core/pod/warnings.ts';
import { nonNegative } from '../meta/field-checks.ts';
import { type FieldError, invalid } from '../meta/field-error.ts';
import { type FieldPath, path } from '../meta/field-path.ts';
import { firstGeneration, raiseGeneration } from '../meta/generation.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { nameIsDns1123Subdomain } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';
import { canMatch, goSelector, validatePodSelector, validateSameSelector } from './pod-selector.ts';
import { validateReplicatedTemplate } from './replicated-template.ts';
import { validateReplicaCounters } from './status-counters.ts';

export type ReplicaSet = Stored<IReplicaSet>;
type SpecDraft = NonNullable<Decoded<IReplicaSet>['spec']>;

export const replicaSetKind: KindDefinition<IReplicaSet> = {
  kind: 'ReplicaSet',
  group: 'apps',
  version: 'v1',
  plural: 'replicasets',
  singular: 'replicaset',
  shortNames: ['rs'],
  namespaced: true,
  categories: ['all'],
  subresources: ['status', 'scale'],

  defaults(draft) {
    draft.spec ??= {};
    draft.spec.template ??= {};
    defaultPodTemplate(draft.spec.template);
    draft.spec.replicas ??= 1;
  },
  prepareForCreate(draft) {
    draft.status = { replicas: 0 };
    firstGeneration(draft);
    dropDisabledTemplateFields(draft.spec?.template);
  },
  prepareForUpdate(draft, old) {
    draft.status = old.status;
    dropDisabledTemplateFields(draft.spec?.template);
    raiseGeneration(draft, old, [[draft.spec, old.spec]]);
  },
  prepareForStatusUpdate(draft, old) {
    draft.spec = old.spec;
  },
  validate: (draft) => [
    ...validateObjectMeta(draft.metadata, { namespaced: true, name: nameIsDns1123Subdomain }),
    ...validateSpec(draft.spec ?? {}, path('spec')),
  ],
  validateUpdate: (draft, old) => [
    ...validateObjectMetaUpdate(draft.metadata, old.metadata),
    ...validateSpec(draft.spec ?? {}, path('spec')),
    ...validateSameSelector(draft.spec?.selector, old.spec?.selector, path('spec', 'selector')),
  ],
  validateStatusUpdate: (draft, old) => [
    ...validateObjectMetaUpdate(draft.metadata, old.metadata),
    ...validateReplicaCounters(draft.status),
  ],
  warnings: (draft, old) => [
    ...(old ? [] : hostNameWarnings(draft.metadata?.name)),
    ...podSpecWarnings(draft.spec?.template?.spec, path('spec', 'template', 'spec')),
  ],
};

function validateSpec(spec: SpecDraft, field: FieldPath): FieldError[] {
  const { selector, template = {} } = spec;
  const errors = [
    ...nonNegative(spec.replicas, field.child('replicas')),
    ...nonNegative(spec.minReadySeconds, field.child('minReadySeconds')),
    ...validatePodSelector(selector, 'deployment', field.child('selector')),
  ];
  if (canMatch(selector)) errors.push(...validateReplicatedTemplate(template, selector, field));
  else errors.push(invalid(field.child('selector'), goSelector(selector), 'invalid label selector'));
  return errors;
}
