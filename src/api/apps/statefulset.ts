/**
 * StatefulSet: pods with a name, an order and storage of their own. Most of its spec stands still once it is made,
 * the claim templates above all: storage cannot be changed under a database by editing a line.
 */
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import { defaultPodTemplate, dropDisabledTemplateFields, validateAlwaysRunning } from '../core/pod/pod-template.ts';
import { podSpecWarnings } from '../core/pod/warnings.ts';
import { nonNegative, validateDns1123Label } from '../meta/field-checks.ts';
import { type FieldError, forbidden, invalid, notSupported } from '../meta/field-error.ts';
import { type FieldPath, path } from '../meta/field-path.ts';
import { firstGeneration, raiseGeneration } from '../meta/generation.ts';
import { goStruct, number, optional, pointer, struct, text } from '../meta/go-struct.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { nameIsDns1123Label } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { isSame, validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';
import { defaultClaimTemplate, validateClaimTemplates, validateTemplateWithClaims } from './claim-templates.ts';
import { canMatch, goSelector, validatePodSelector } from './pod-selector.ts';
import { validateCollisions, validateCounters } from './status-counters.ts';

export type StatefulSet = Stored<IStatefulSet>;
type Draft = Decoded<IStatefulSet>;
type SpecDraft = NonNullable<Draft['spec']>;

const counters = [
  'replicas',
  'readyReplicas',
  'currentReplicas',
  'updatedReplicas',
  'availableReplicas',
  'observedGeneration',
  'collisionCount',
];
const limits = [
  ['readyReplicas', 'replicas', 'status.replicas'],
  ['currentReplicas', 'replicas', 'status.replicas'],
  ['updatedReplicas', 'replicas', 'status.replicas'],
  ['availableReplicas', 'replicas', 'status.replicas'],
  ['availableReplicas', 'readyReplicas', 'status.readyReplicas'],
] as const;

export const statefulSetKind: KindDefinition<IStatefulSet> = {
  kind: 'StatefulSet',
  group: 'apps',
  version: 'v1',
  plural: 'statefulsets',
  singular: 'statefulset',
  shortNames: ['sts'],
  namespaced: true,
  categories: ['all'],
  subresources: ['status', 'scale'],

  defaults(draft) {
    draft.spec ??= {};
    const { spec } = draft;
    spec.template ??= {};
    defaultPodTemplate(spec.template);
    spec.podManagementPolicy = spec.podManagementPolicy || 'OrderedReady';
    spec.updateStrategy ??= {};
    // Who writes the type and nothing else gets no partition: the server has it so.
    if (!spec.updateStrategy.type) {
      spec.updateStrategy.type = 'RollingUpdate';
      spec.updateStrategy.rollingUpdate ??= {};
    }
    if (spec.updateStrategy.type === 'RollingUpdate' && spec.updateStrategy.rollingUpdate) {
      spec.updateStrategy.rollingUpdate.partition ??= 0;
    }
    spec.persistentVolumeClaimRetentionPolicy ??= {};
    const retention = spec.persistentVolumeClaimRetentionPolicy;
    retention.whenDeleted = retention.whenDeleted || 'Retain';
    retention.whenScaled = retention.whenScaled || 'Retain';
    spec.replicas ??= 1;
    spec.revisionHistoryLimit ??= 10;
    for (const claim of spec.volumeClaimTemplates ?? []) defaultClaimTemplate(claim);
  },
  prepareForCreate(draft) {
    draft.status = { replicas: 0, availableReplicas: 0 };
    firstGeneration(draft);
    dropDisabledFields(draft.spec);
  },
  prepareForUpdate(draft, old) {
    draft.status = old.status;
    dropDisabledFields(draft.spec);
    raiseGeneration(draft, old, [[draft.spec, old.spec]]);
  },
  prepareForStatusUpdate(draft, old) {
    draft.spec = old.spec;
  },
  validate: (draft) => [
    ...validateObjectMeta(draft.metadata, { namespaced: true, name: nameIsDns1123Label }),
    ...validateSpec(draft.spec ?? {}, path('spec'), { isNew: true }),
  ],
  validateUpdate: (draft, old) => [
    ...validateObjectMetaUpdate(draft.metadata, old.metadata),
    ...validateSpec(draft.spec ?? {}, path('spec'), { isNew: false }),
    ...validateFrozen(draft.spec ?? {}, old.spec ?? {}),
  ],
  validateStatusUpdate: (draft, old) => [
    ...validateCounters(draft.status, counters, limits),
    ...validateObjectMetaUpdate(draft.metadata, old.metadata),
    ...validateCollisions(draft.status, old.status),
  ],
  warnings: (draft) => podSpecWarnings(draft.spec?.template?.spec, path('spec', 'template', 'spec')),
};

/** That several pods may be down at a time during an update is switched off in v1.36. */
function dropDisabledFields(spec: SpecDraft | undefined): void {
  dropDisabledTemplateFields(spec?.template);
  if (spec?.updateStrategy?.rollingUpdate) delete spec.updateStrategy.rollingUpdate.maxUnavailable;
}

const changeable = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
] as const;

function validateFrozen(spec: SpecDraft, old: SpecDraft): FieldError[] {
  const frozen = (whole: SpecDraft) => {
    const rest: SpecDraft = { ...whole };
    for (const name of changeable) delete rest[name];
    return { ...rest, selector: goSelector(whole.selector) };
  };
  if (isSame(frozen(spec), frozen(old))) return [];
  const list = changeable.map((name) => `'${name}'`);
  const names = `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`;
  return [forbidden(path('spec'), `updates to statefulset spec for fields other than ${names} are forbidden`)];
}

/** Claim templates and the service's name may not change, so they are only looked at when they are new. */
function validateSpec(spec: SpecDraft, field: FieldPath, { isNew }: { isNew: boolean }): FieldError[] {
  const { podManagementPolicy = '', serviceName = '', selector, template = {}, volumeClaimTemplates = [] } = spec;
  const errors: FieldError[] = [];
  if (podManagementPolicy !== 'OrderedReady' && podManagementPolicy !== 'Parallel') {
    const detail = "must be 'OrderedReady' or 'Parallel'";
    errors.push(invalid(field.child('podManagementPolicy'), podManagementPolicy, detail));
  }
  errors.push(
    ...validateUpdateStrategy(spec.updateStrategy ?? {}, field.child('updateStrategy')),
    ...validateRetentionPolicy(spec, field.child('persistentVolumeClaimRetentionPolicy')),
    ...nonNegative(spec.replicas, field.child('replicas')),
    ...nonNegative(spec.minReadySeconds, field.child('minReadySeconds')),
    ...nonNegative(spec.ordinals?.start, field.child('ordinals', 'start')),
    ...(isNew ? validateClaimTemplates(volumeClaimTemplates, field.child('volumeClaimTemplates')) : []),
    ...(isNew && serviceName !== '' ? validateDns1123Label(serviceName, field.child('serviceName')) : []),
    ...validatePodSelector(selector, 'statefulset', field.child('selector')),
  );
  if (canMatch(selector)) {
    errors.push(...validateTemplateWithClaims(spec, field.child('template')));
  } else {
    errors.push(invalid(field.child('selector'), goSelector(selector)));
  }
  return [...errors, ...validateAlwaysRunning(template, 'StatefulSet', field.child('template'))];
}

const strategyStruct = struct({
  Type: text,
  RollingUpdate: pointer(struct({ Partition: number, MaxUnavailable: optional })),
});

function validateUpdateStrategy(strategy: NonNullable<SpecDraft['updateStrategy']>, field: FieldPath): FieldError[] {
  const { type, rollingUpdate } = strategy;
  const shown = goStruct(strategyStruct, strategy) as { RollingUpdate: unknown };
  if (type === 'OnDelete') {
    if (!rollingUpdate) return [];
    const detail = "only allowed for updateStrategy 'RollingUpdate'";
    return [invalid(field.child('rollingUpdate'), shown.RollingUpdate, detail)];
  }
  if (type !== 'RollingUpdate') return [invalid(field, shown, "must be 'RollingUpdate' or 'OnDelete'")];
  return nonNegative(rollingUpdate?.partition, field.child('rollingUpdate', 'partition'));
}

const retentionPolicies = ['Retain', 'Delete'];

function validateRetentionPolicy(spec: SpecDraft, field: FieldPath): FieldError[] {
  return (['whenDeleted', 'whenScaled'] as const).flatMap((when) => {
    const value = spec.persistentVolumeClaimRetentionPolicy?.[when] ?? '';
    return retentionPolicies.includes(value) ? [] : [notSupported(field.child(when), value, retentionPolicies)];
  });
}
