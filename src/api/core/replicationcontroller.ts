/** ReplicationController: what a ReplicaSet was before. Its selector is a plain map; without one it takes the labels. */
import type { IReplicationController } from 'kubernetes-models/v1/ReplicationController';
import { validateTemplateLabels } from '../apps/pod-selector.ts';
import { validateReplicaCounters } from '../apps/status-counters.ts';
import { nonNegative } from '../meta/field-checks.ts';
import { type FieldError, required } from '../meta/field-error.ts';
import { type FieldPath, path } from '../meta/field-path.ts';
import { firstGeneration, raiseGeneration } from '../meta/generation.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { nameIsDns1123Subdomain } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';
import {
  defaultPodTemplate,
  dropDisabledTemplateFields,
  validateAlwaysRunning,
  validatePodTemplate,
} from './pod/pod-template.ts';
import { hostNameWarnings, podSpecWarnings } from './pod/warnings.ts';

export type ReplicationController = Stored<IReplicationController>;
type Draft = Decoded<IReplicationController>;
type SpecDraft = NonNullable<Draft['spec']>;

export const replicationControllerKind: KindDefinition<IReplicationController> = {
  kind: 'ReplicationController',
  group: '',
  version: 'v1',
  plural: 'replicationcontrollers',
  singular: 'replicationcontroller',
  shortNames: ['rc'],
  namespaced: true,
  categories: ['all'],
  subresources: ['status', 'scale'],

  defaults(draft) {
    draft.spec ??= {};
    defaultLabels(draft, draft.spec);
    draft.spec.replicas ??= 1;
    if (draft.spec.template) defaultPodTemplate(draft.spec.template);
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

function defaultLabels(draft: Draft, spec: SpecDraft): void {
  const labels = spec.template?.metadata?.labels;
  if (!labels) return;
  draft.metadata ??= {};
  if (isEmpty(spec.selector)) spec.selector = { ...labels };
  if (isEmpty(draft.metadata.labels)) draft.metadata.labels = { ...labels };
}

function validateSpec(spec: SpecDraft, field: FieldPath): FieldError[] {
  const { selector, template, replicas } = spec;
  const selectorPath = field.child('selector');
  const templatePath = field.child('template');
  const errors = [
    ...nonNegative(spec.minReadySeconds, field.child('minReadySeconds')),
    ...(isEmpty(selector) ? [required(selectorPath)] : []),
    ...nonNegative(replicas, field.child('replicas')),
  ];
  if (!template) return [...errors, required(templatePath)];
  return [
    ...errors,
    ...(isEmpty(selector) ? [] : validateTemplateLabels({ matchLabels: selector }, template, templatePath)),
    ...validatePodTemplate(template, templatePath),
    ...validateAlwaysRunning(template, 'ReplicationController', templatePath),
  ];
}

function isEmpty(labels: Readonly<Record<string, string | undefined>> | undefined): boolean {
  return Object.keys(labels ?? {}).length === 0;
}
