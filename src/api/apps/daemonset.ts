/**
 * DaemonSet: one pod on each node that it fits. How often its template has changed is kept in an old annotation,
 * which nobody but the server writes.
 */
import type { IDaemonSet } from 'kubernetes-models/apps/v1/DaemonSet';
import {
  defaultPodTemplate,
  dropDisabledTemplateFields,
  validateAlwaysRunning,
  validatePodTemplate,
} from '../core/pod/pod-template.ts';
import { podSpecWarnings } from '../core/pod/warnings.ts';
import { nonNegative } from '../meta/field-checks.ts';
import { type FieldError, invalid, notSupported, required } from '../meta/field-error.ts';
import { type FieldPath, path } from '../meta/field-path.ts';
import { firstGeneration, raiseGeneration } from '../meta/generation.ts';
import { goStruct, number, pointer, struct, text } from '../meta/go-struct.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { validateLabelSelector } from '../meta/label-selector.ts';
import { nameIsDns1123Subdomain } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { isSame, validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';
import { canMatch, goSelector, isEmptySelector, validateSameSelector, validateTemplateLabels } from './pod-selector.ts';
import { atMostAll, isNone, validateCountOrPercent } from './rolling-update.ts';
import { validateCollisions, validateCounters } from './status-counters.ts';

export type DaemonSet = Stored<IDaemonSet>;
type Draft = Decoded<IDaemonSet>;
type SpecDraft = NonNullable<Draft['spec']>;

const templateGeneration = 'deprecated.daemonset.template.generation';

const counters = [
  'currentNumberScheduled',
  'numberMisscheduled',
  'desiredNumberScheduled',
  'numberReady',
  'observedGeneration',
  'updatedNumberScheduled',
  'numberAvailable',
  'numberUnavailable',
  'collisionCount',
];

export const daemonSetKind: KindDefinition<IDaemonSet> = {
  kind: 'DaemonSet',
  group: 'apps',
  version: 'v1',
  plural: 'daemonsets',
  singular: 'daemonset',
  shortNames: ['ds'],
  namespaced: true,
  categories: ['all'],
  subresources: ['status'],

  defaults(draft) {
    draft.spec ??= {};
    const { spec } = draft;
    spec.template ??= {};
    defaultPodTemplate(spec.template);
    spec.updateStrategy ??= {};
    spec.updateStrategy.type = spec.updateStrategy.type || 'RollingUpdate';
    if (spec.updateStrategy.type === 'RollingUpdate') {
      spec.updateStrategy.rollingUpdate ??= {};
      spec.updateStrategy.rollingUpdate.maxUnavailable ??= 1;
      spec.updateStrategy.rollingUpdate.maxSurge ??= 0;
    }
    spec.revisionHistoryLimit ??= 10;
  },
  prepareForCreate(draft) {
    draft.status = { currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 };
    firstGeneration(draft);
    dropDisabledTemplateFields(draft.spec?.template);
    setTemplateGeneration(draft, 1);
  },
  prepareForUpdate(draft, old) {
    draft.status = old.status;
    dropDisabledTemplateFields(draft.spec?.template);
    const before = Number(old.metadata?.annotations?.[templateGeneration] ?? 0);
    setTemplateGeneration(draft, isSame(draft.spec?.template, old.spec?.template) ? before : before + 1);
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
    ...validateSameSelector(draft.spec?.selector, old.spec?.selector, path('spec', 'selector')),
    ...validateSpec(draft.spec ?? {}, path('spec')),
  ],
  validateStatusUpdate: (draft, old) => [
    ...validateObjectMetaUpdate(draft.metadata, old.metadata),
    ...validateCounters(draft.status, counters),
    ...validateCollisions(draft.status, old.status),
  ],
  warnings: (draft) => podSpecWarnings(draft.spec?.template?.spec, path('spec', 'template', 'spec')),
};

function setTemplateGeneration(draft: Draft, generation: number): void {
  draft.metadata ??= {};
  draft.metadata.annotations = { ...draft.metadata.annotations, [templateGeneration]: `${generation}` };
}

function validateSpec(spec: SpecDraft, field: FieldPath): FieldError[] {
  const { selector, template = {} } = spec;
  const place = field.child('template');
  const errors = validateLabelSelector(selector, field.child('selector'));
  if (canMatch(selector)) errors.push(...validateTemplateLabels(selector, template, place));
  if (selector && isEmptySelector(selector)) {
    const detail = 'empty selector is invalid for daemonset';
    errors.push(invalid(field.child('selector'), goSelector(selector), detail));
  }
  errors.push(
    ...validatePodTemplate(template, place),
    ...validateAlwaysRunning(template, 'DaemonSet', place),
    ...nonNegative(spec.minReadySeconds, field.child('minReadySeconds')),
    ...validateUpdateStrategy(spec.updateStrategy ?? {}, field.child('updateStrategy')),
    ...nonNegative(spec.revisionHistoryLimit, field.child('revisionHistoryLimit')),
  );
  return errors;
}

const strategyStruct = struct({
  Type: text,
  RollingUpdate: pointer(struct({ MaxUnavailable: number, MaxSurge: number })),
});

function validateUpdateStrategy(strategy: NonNullable<SpecDraft['updateStrategy']>, field: FieldPath): FieldError[] {
  const { type, rollingUpdate } = strategy;
  if (type === 'OnDelete') return [];
  if (type !== 'RollingUpdate') {
    return [notSupported(field, goStruct(strategyStruct, strategy), ['RollingUpdate', 'OnDelete'])];
  }
  if (!rollingUpdate) return [required(field.child('rollingUpdate'))];
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate;
  const unavailablePath = field.child('rollingUpdate', 'maxUnavailable');
  const surgePath = field.child('rollingUpdate', 'maxSurge');
  const errors = [
    ...validateCountOrPercent(maxUnavailable, unavailablePath),
    ...validateCountOrPercent(maxSurge, surgePath),
    ...atMostAll(maxUnavailable, unavailablePath),
    ...atMostAll(maxSurge, surgePath),
  ];
  if (!isNone(maxUnavailable) && !isNone(maxSurge)) {
    errors.push(invalid(surgePath, maxSurge, 'may not be set when maxUnavailable is non-zero'));
  }
  if (isNone(maxUnavailable) && isNone(maxSurge)) {
    errors.push(required(unavailablePath, 'cannot be 0 when maxSurge is 0'));
  }
  return errors;
}
