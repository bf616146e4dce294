/** Deployment: so many equal pods, replaced step by step when the template changes. Its selector stays as it was made. */
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import { defaultPodTemplate, dropDisabledTemplateFields } from '../core/pod/pod-template.ts';
import { hostNameWarnings, podSpecWarnings } from '../core/pod/warnings.ts';
import { nonNegative } from '../meta/field-checks.ts';
import { type FieldError, forbidden, invalid, notSupported } from '../meta/field-error.ts';
import { type FieldPath, path } from '../meta/field-path.ts';
import { firstGeneration, raiseGeneration } from '../meta/generation.ts';
import { goStruct, number, pointer, struct, text } from '../meta/go-struct.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { nameIsDns1123Subdomain } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';
import { canMatch, goSelector, validatePodSelector, validateSameSelector } from './pod-selector.ts';
import { validateReplicatedTemplate } from './replicated-template.ts';
import { atMostAll, isNone, validateCountOrPercent } from './rolling-update.ts';
import { validateCollisions, validateCounters } from './status-counters.ts';

export type Deployment = Stored<IDeployment>;
type Draft = Decoded<IDeployment>;
type SpecDraft = NonNullable<Draft['spec']>;

const counters = [
  'observedGeneration',
  'replicas',
  'updatedReplicas',
  'readyReplicas',
  'availableReplicas',
  'unavailableReplicas',
  'terminatingReplicas',
  'collisionCount',
];
const limits = [
  ['updatedReplicas', 'replicas', 'status.replicas'],
  ['readyReplicas', 'replicas', 'status.replicas'],
  ['availableReplicas', 'replicas', 'status.replicas'],
  ['availableReplicas', 'readyReplicas', 'readyReplicas'],
] as const;

export const deploymentKind: KindDefinition<IDeployment> = {
  kind: 'Deployment',
  group: 'apps',
  version: 'v1',
  plural: 'deployments',
  singular: 'deployment',
  shortNames: ['deploy'],
  namespaced: true,
  categories: ['all'],
  subresources: ['status', 'scale'],

  defaults(draft) {
    draft.spec ??= {};
    const { spec } = draft;
    spec.template ??= {};
    defaultPodTemplate(spec.template);
    spec.replicas ??= 1;
    spec.strategy ??= {};
    spec.strategy.type = spec.strategy.type || 'RollingUpdate';
    if (spec.strategy.type === 'RollingUpdate') {
      spec.strategy.rollingUpdate ??= {};
      spec.strategy.rollingUpdate.maxUnavailable ??= '25%';
      spec.strategy.rollingUpdate.maxSurge ??= '25%';
    }
    spec.revisionHistoryLimit ??= 10;
    spec.progressDeadlineSeconds ??= 600;
  },
  prepareForCreate(draft) {
    draft.status = {};
    firstGeneration(draft);
    dropDisabledTemplateFields(draft.spec?.template);
  },
  prepareForUpdate(draft, old) {
    draft.status = old.status;
    dropDisabledTemplateFields(draft.spec?.template);
    raiseGeneration(draft, old, [
      [draft.spec, old.spec],
      [draft.metadata?.annotations ?? {}, old.metadata?.annotations ?? {}],
    ]);
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
    ...validateCounters(draft.status, counters, limits),
    ...validateCollisions(draft.status, old.status),
  ],
  warnings: (draft, old) => [
    ...(old ? [] : hostNameWarnings(draft.metadata?.name)),
    ...podSpecWarnings(draft.spec?.template?.spec, path('spec', 'template', 'spec')),
  ],
};

function validateSpec(spec: SpecDraft, field: FieldPath): FieldError[] {
  const { selector, template = {}, minReadySeconds = 0, progressDeadlineSeconds } = spec;
  const errors = [
    ...nonNegative(spec.replicas, field.child('replicas')),
    ...validatePodSelector(selector, 'deployment', field.child('selector')),
  ];
  if (canMatch(selector)) errors.push(...validateReplicatedTemplate(template, selector, field));
  else errors.push(invalid(field.child('selector'), goSelector(selector), 'invalid label selector'));
  errors.push(
    ...validateStrategy(spec.strategy ?? {}, field.child('strategy')),
    ...nonNegative(minReadySeconds, field.child('minReadySeconds')),
    ...nonNegative(spec.revisionHistoryLimit, field.child('revisionHistoryLimit')),
  );
  if (progressDeadlineSeconds !== undefined) {
    const place = field.child('progressDeadlineSeconds');
    errors.push(...nonNegative(progressDeadlineSeconds, place));
    if (progressDeadlineSeconds <= minReadySeconds) {
      errors.push(invalid(place, progressDeadlineSeconds, 'must be greater than minReadySeconds'));
    }
  }
  return errors;
}

const strategyStruct = struct({
  Type: text,
  RollingUpdate: pointer(struct({ MaxUnavailable: number, MaxSurge: number })),
});

/** The server reports a wrong type at the strategy as a whole, and prints the whole. */
function validateStrategy(strategy: NonNullable<SpecDraft['strategy']>, field: FieldPath): FieldError[] {
  const { type, rollingUpdate } = strategy;
  const place = field.child('rollingUpdate');
  if (type === 'Recreate') {
    if (!rollingUpdate) return [];
    return [forbidden(place, "may not be specified when strategy `type` is 'Recreate'")];
  }
  if (type !== 'RollingUpdate') {
    return [notSupported(field, goStruct(strategyStruct, strategy), ['Recreate', 'RollingUpdate'])];
  }
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {};
  const errors = [
    ...validateCountOrPercent(maxUnavailable, place.child('maxUnavailable')),
    ...validateCountOrPercent(maxSurge, place.child('maxSurge')),
  ];
  if (isNone(maxUnavailable) && isNone(maxSurge)) {
    errors.push(invalid(place.child('maxUnavailable'), maxUnavailable, 'may not be 0 when `maxSurge` is 0'));
  }
  return [...errors, ...atMostAll(maxUnavailable, place.child('maxUnavailable'))];
}
