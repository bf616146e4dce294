/**
 * CustomResourceDefinition: a kind of somebody's own. Once stored, objects of it can be created (custom-kind.ts).
 */
import type { ICustomResourceDefinition } from 'kubernetes-models/apiextensions.k8s.io/v1/CustomResourceDefinition';
import { type FieldError, invalid, required } from '../meta/field-error.ts';
import { path } from '../meta/field-path.ts';
import { goQuote } from '../meta/go-value.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { nameIsDns1123Subdomain } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { isSame, validateImmutableField, validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';
import { type CrdSpec, validateCrdSpec, validateNames } from './crd-spec.ts';

export type CustomResourceDefinition = Stored<ICustomResourceDefinition>;

type Crd = Decoded<ICustomResourceDefinition>;

export const customResourceDefinitionKind: KindDefinition<ICustomResourceDefinition> = {
  kind: 'CustomResourceDefinition',
  group: 'apiextensions.k8s.io',
  version: 'v1',
  plural: 'customresourcedefinitions',
  singular: 'customresourcedefinition',
  shortNames: ['crd', 'crds'],
  namespaced: false,
  subresources: ['status'],
  defaults,
  prepareForCreate(draft) {
    draft.status = {};
    if (draft.metadata) draft.metadata.generation = 1;
    storeVersion(draft);
  },
  prepareForUpdate(draft, old) {
    draft.status = structuredClone(old.status) ?? {};
    if (draft.metadata && !isSame(draft.spec, old.spec)) {
      draft.metadata.generation = (old.metadata?.generation ?? 0) + 1;
    }
    storeVersion(draft);
  },
  validate: (draft) => [
    ...validateObjectMeta(draft.metadata, { namespaced: false, name: nameCheck(draft), anyFinalizer: true }),
    ...validateRest(draft, undefined),
  ],
  validateUpdate: (draft, old) => [
    ...validateObjectMetaUpdate(draft.metadata, old.metadata, { anyFinalizer: true }),
    ...validateRest(draft, old),
  ],
};

function defaults(draft: Crd): void {
  draft.spec ??= {};
  const { spec } = draft;
  spec.names ??= {};
  const { names } = spec;
  names.singular ||= (names.kind ?? '').toLowerCase();
  if (names.kind) names.listKind ||= `${names.kind}List`;
  spec.conversion ??= { strategy: 'None' };
  const service = spec.conversion.webhook?.clientConfig?.service;
  if (service) service.port ??= 443;
}

/** The version that is written from now on joins those that may be found in storage. */
function storeVersion(draft: Crd): void {
  const stored = (draft.spec?.versions ?? []).find(({ storage }) => storage)?.name;
  draft.status ??= {};
  const versions = draft.status.storedVersions ?? [];
  if (stored !== undefined && !versions.includes(stored)) draft.status.storedVersions = [...versions, stored];
}

function nameCheck(draft: Crd) {
  const wanted = `${draft.spec?.names?.plural ?? ''}.${draft.spec?.group ?? ''}`;
  return (name: string, isPrefix: boolean) => [
    ...nameIsDns1123Subdomain(name, isPrefix),
    ...(name === wanted ? [] : ['must be spec.names.plural+"."+spec.group']),
  ];
}

function validateRest(draft: Crd, old: Crd | undefined): FieldError[] {
  const spec = draft.spec ?? {};
  return [
    ...validateCrdSpec(spec),
    ...(old ? immutableErrors(spec, old) : []),
    ...validateNames(draft.status?.acceptedNames ?? {}, path('status', 'acceptedNames')),
    ...storedVersionErrors(draft.status?.storedVersions ?? [], spec),
    ...approvalErrors(draft, old),
    ...preserveErrors(spec, old),
  ];
}

function immutableErrors(spec: CrdSpec, old: Crd): FieldError[] {
  const field = path('spec');
  const before = old.spec ?? {};
  const isEstablished = (old.status?.conditions ?? []).some(
    ({ type, status }) => type === 'Established' && status === 'True',
  );
  const names = field.child('names');
  return [
    ...(isEstablished
      ? [
          ...validateImmutableField(spec.scope ?? '', before.scope ?? '', field.child('scope')),
          ...validateImmutableField(spec.names?.kind ?? '', before.names?.kind ?? '', names.child('kind')),
        ]
      : []),
    ...validateImmutableField(spec.group ?? '', before.group ?? '', field.child('group')),
    ...validateImmutableField(spec.names?.plural ?? '', before.names?.plural ?? '', names.child('plural')),
  ];
}

function storedVersionErrors(storedVersions: readonly string[], spec: CrdSpec): FieldError[] {
  const field = path('status', 'storedVersions');
  if (storedVersions.length === 0) return [invalid(field, null, 'must have at least one stored version')];
  const errors: FieldError[] = [];
  const left = new Map(storedVersions.map((version, index) => [version, index]));
  for (const { name = '', storage } of spec.versions ?? []) {
    if (storage && !left.has(name)) {
      errors.push(invalid(field, storedVersions, `must have the storage version ${name}`));
    }
    left.delete(name);
  }
  for (const [version, index] of left) {
    const detail = `missing from spec.versions; ${version} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${version} and removes ${version} from status.storedVersions`;
    errors.push(invalid(field.index(index), version, detail));
  }
  return errors;
}

const approvalAnnotation = 'api-approved.kubernetes.io';

/** Groups of the Kubernetes project itself need an approval. */
function approvalErrors(draft: Crd, old: Crd | undefined): FieldError[] {
  const group = draft.spec?.group ?? '';
  if (!/(^|\.)(k8s|kubernetes)\.io$/.test(group)) return [];
  const approval = draft.metadata?.annotations?.[approvalAnnotation] ?? '';
  const state = approvalState(approval);
  if (old && approvalState(old.metadata?.annotations?.[approvalAnnotation] ?? '') === state) return [];
  const field = path('metadata', 'annotations').key(approvalAnnotation);
  const link = 'see https://github.com/kubernetes/enhancements/pull/1111';
  if (state === 'missing') {
    return [required(field, `protected groups must have approval annotation ${goQuote(approvalAnnotation)}, ${link}`)];
  }
  if (state === 'invalid') {
    const detail = `protected groups must have approval annotation ${goQuote(approvalAnnotation)} with either a URL or a reason starting with "unapproved", ${link}`;
    return [invalid(field, approval, detail)];
  }
  return [];
}

function approvalState(approval: string): 'missing' | 'bypassed' | 'approved' | 'invalid' {
  if (approval === '') return 'missing';
  if (approval.startsWith('unapproved')) return 'bypassed';
  return /^[a-z][a-z0-9+.-]*:\/\/[^/\s]+/i.test(approval) ? 'approved' : 'invalid';
}

function preserveErrors(spec: CrdSpec, old: Crd | undefined): FieldError[] {
  if (!spec.preserveUnknownFields || old?.spec?.preserveUnknownFields) return [];
  const detail =
    'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead';
  return [invalid('spec.preserveUnknownFields', true, detail)];
}
