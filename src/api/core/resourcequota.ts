/**
 * ResourceQuota: how much a namespace may use, of what, and (by scopes) by which pods or claims.
 * What counts against it is decided by the ResourceQuota admission plugin and the resourcequota controller.
 */
import type { IResourceQuota } from 'kubernetes-models/v1/ResourceQuota';
import { type FieldError, invalid, required } from '../meta/field-error.ts';
import { type FieldPath, path } from '../meta/field-path.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { nameIsDns1123Subdomain } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { isSame, validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';
import { compareQuantities, formatQuantity, quantityMillis } from '../meta/quantity.ts';
import { isIntegerResource, isStandardQuotaResource, validateQuotaResourceName } from '../meta/resource-name.ts';

export type ResourceQuota = Stored<IResourceQuota>;
type Spec = NonNullable<Decoded<IResourceQuota>['spec']>;

export const resourceQuotaKind: KindDefinition<IResourceQuota> = {
  kind: 'ResourceQuota',
  group: '',
  version: 'v1',
  plural: 'resourcequotas',
  singular: 'resourcequota',
  shortNames: ['quota'],
  namespaced: true,
  subresources: ['status'],
  prepareForCreate(draft) {
    draft.status = {};
  },
  prepareForUpdate(draft, old) {
    draft.status = old.status;
  },
  prepareForStatusUpdate(draft, old) {
    draft.spec = old.spec;
  },
  validate: (draft) => [
    ...validateObjectMeta(draft.metadata, { namespaced: true, name: nameIsDns1123Subdomain }),
    ...validateSpec(draft.spec ?? {}, path('spec')),
  ],
  validateUpdate(draft, old) {
    const errors = [
      ...validateObjectMetaUpdate(draft.metadata, old.metadata),
      ...validateSpec(draft.spec ?? {}, path('spec')),
    ];
    const scopes = draft.spec?.scopes;
    const sorted = (list: readonly string[] | undefined) => [...new Set(list ?? [])].sort();
    if (!isSame(sorted(scopes), sorted(old.spec?.scopes))) {
      errors.push(invalid('spec.scopes', scopes ?? null, 'field is immutable'));
    }
    return errors;
  },
  validateStatusUpdate: (draft, old) => validateObjectMetaUpdate(draft.metadata, old.metadata),
};

function validateSpec(spec: Spec, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  for (const [name, amount = 0] of Object.entries(spec.hard ?? {})) {
    const place = field.child('hard').key(name);
    errors.push(...validateQuotaResourceName(name, place));
    if (compareQuantities(amount, 0) < 0) {
      errors.push(invalid(place, formatQuantity(amount), 'must be greater than or equal to 0'));
    }
    if (isIntegerResource(name) && quantityMillis(amount) % 1000 !== 0) {
      errors.push(invalid(place, formatQuantity(amount), 'must be an integer'));
    }
  }
  return [...errors, ...validateScopes(spec, field.child('scopes')), ...validateScopeSelector(spec, field)];
}

const podScopes = ['Terminating', 'NotTerminating', 'NotBestEffort', 'PriorityClass', 'CrossNamespacePodAffinity'];
const knownScopes = [...podScopes, 'BestEffort', 'VolumeAttributesClass'];
const computeResources = ['cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'];
const conflicts = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
] as const;

/** BestEffort pods have no requests, so only their number can be limited. */
function isScopeFor(scope: string, resource: string): boolean {
  if (scope === 'BestEffort') return resource === 'pods';
  if (podScopes.includes(scope)) return resource === 'pods' || computeResources.includes(resource);
  if (scope === 'VolumeAttributesClass') return ['persistentvolumeclaims', 'requests.storage'].includes(resource);
  return true;
}

function unfitResources(spec: Spec, scope: string): string[] {
  const limited = Object.keys(spec.hard ?? {}).sort();
  return limited.filter((name) => isStandardQuotaResource(name) && !isScopeFor(scope, name));
}

function validateScopes(spec: Spec, field: FieldPath): FieldError[] {
  const scopes = spec.scopes ?? [];
  const errors: FieldError[] = [];
  // Each prints all scopes, so each is written once.
  const unknown = invalid(field, scopes, 'unsupported scope');
  const unfit = invalid(field, scopes, 'unsupported scope applied to resource');
  for (const scope of scopes) {
    if (!knownScopes.includes(scope)) errors.push(unknown);
    errors.push(...unfitResources(spec, scope).map(() => unfit));
  }
  for (const pair of conflicts) {
    if (pair.every((scope) => scopes.includes(scope))) errors.push(invalid(field, scopes, 'conflicting scopes'));
  }
  return errors;
}

const existsOnly =
  "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, " +
  'ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity';

function validateScopeSelector(spec: Spec, parent: FieldPath): FieldError[] {
  const expressions = spec.scopeSelector?.matchExpressions ?? [];
  const field = parent.child('scopeSelector', 'matchExpressions');
  const errors: FieldError[] = [];
  // The server prints its own struct: capital names, nothing left out.
  const shown = {
    MatchExpressions: expressions.map((expression) => ({
      ScopeName: expression?.scopeName ?? '',
      Operator: expression?.operator ?? '',
      Values: expression?.values ?? null,
    })),
  };
  const unfit = invalid(field, shown, 'unsupported scope applied to resource');
  const scopes = new Set<string>();
  for (const expression of expressions) {
    const { scopeName = '', operator = '', values = [] } = expression ?? {};
    scopes.add(scopeName);
    if (!knownScopes.includes(scopeName))
      errors.push(invalid(field.child('scopeName'), scopeName, 'unsupported scope'));
    errors.push(...unfitResources(spec, scopeName).map(() => unfit));
    const takesExists = ['Terminating', 'NotTerminating', 'BestEffort', 'NotBestEffort', 'CrossNamespacePodAffinity'];
    if (takesExists.includes(scopeName) && operator !== 'Exists') {
      errors.push(invalid(field.child('operator'), operator, existsOnly));
    }
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length === 0) {
        const detail = "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector";
        errors.push(required(field.child('values'), detail));
      }
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (values.length > 0) {
        const detail = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector";
        errors.push(invalid(field.child('values'), values, detail));
      }
    } else {
      errors.push(invalid(field.child('operator'), operator, 'not a valid selector operator'));
    }
  }
  for (const pair of conflicts) {
    if (pair.every((scope) => scopes.has(scope)))
      errors.push(invalid(field, spec.scopes ?? null, 'conflicting scopes'));
  }
  return errors;
}
