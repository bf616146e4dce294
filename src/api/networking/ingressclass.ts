/** IngressClass: which controller serves the Ingresses of this class, and where its settings are. */
import type { IIngressClass } from 'kubernetes-models/networking.k8s.io/v1/IngressClass';
import { type FieldError, forbidden, invalid, notSupported, required, tooLong } from '../meta/field-error.ts';
import { type FieldPath, path } from '../meta/field-path.ts';
import { firstGeneration, raiseGenerationWithSpec } from '../meta/generation.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { byteLength, dns1123Label, dns1123Subdomain, nameIsDns1123Subdomain, pathSegmentName } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { validateImmutableField, validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';

export type IngressClass = Stored<IIngressClass>;

export const ingressClassKind: KindDefinition<IIngressClass> = {
  kind: 'IngressClass',
  group: 'networking.k8s.io',
  version: 'v1',
  plural: 'ingressclasses',
  singular: 'ingressclass',
  shortNames: [],
  namespaced: false,
  subresources: [],
  defaults(draft) {
    const parameters = draft.spec?.parameters;
    if (parameters) parameters.scope ??= 'Cluster';
  },
  prepareForCreate: firstGeneration,
  prepareForUpdate: raiseGenerationWithSpec,
  validate,
  validateUpdate: (draft, old) => [
    ...validateObjectMetaUpdate(draft.metadata, old.metadata),
    ...validateImmutableField(draft.spec?.controller ?? '', old.spec?.controller ?? '', path('spec', 'controller')),
    ...validate(draft),
  ],
};

const controllerLimitBytes = 250;

function validate(draft: Decoded<IIngressClass>): FieldError[] {
  const errors = validateObjectMeta(draft.metadata, { namespaced: false, name: nameIsDns1123Subdomain });
  const { controller = '', parameters } = draft.spec ?? {};
  const field = path('spec', 'controller');
  if (byteLength(controller) > controllerLimitBytes) errors.push(tooLong(field, controllerLimitBytes));
  errors.push(...validateDomainPrefixedPath(controller, field));
  if (parameters) errors.push(...validateParameters(parameters, path('spec', 'parameters')));
  return errors;
}

function validateDomainPrefixedPath(value: string, field: FieldPath): FieldError[] {
  if (value === '') return [required(field)];
  const [host = '', ...rest] = value.split('/');
  const tail = rest.join('/');
  if (rest.length === 0 || host === '' || tail === '') {
    return [invalid(field, value, 'must be a domain-prefixed path (such as "acme.io/foo")')];
  }
  const errors = dns1123Subdomain(host).map((detail) => invalid(field, host, detail));
  if (!/^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(tail)) {
    const detail = "Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')";
    errors.push(invalid(field, tail, detail));
  }
  return errors;
}

type Parameters = NonNullable<NonNullable<Decoded<IIngressClass>['spec']>['parameters']>;

function validateParameters(parameters: Parameters, field: FieldPath): FieldError[] {
  const errors = validateTypedLocalObjectReference(parameters, field);
  const { scope, namespace } = parameters;
  if (scope === undefined) return [...errors, required(field.child('scope'))];
  if (scope !== 'Cluster' && scope !== 'Namespace') {
    errors.push(notSupported(field.child('scope'), scope, ['Cluster', 'Namespace']));
  } else if (scope === 'Cluster' && namespace !== undefined) {
    errors.push(forbidden(field.child('namespace'), "`parameters.scope` is set to 'Cluster'"));
  } else if (scope === 'Namespace') {
    if (namespace === undefined) {
      errors.push(required(field.child('namespace'), "`parameters.scope` is set to 'Namespace'"));
    } else {
      errors.push(...dns1123Label(namespace).map((detail) => invalid(field.child('namespace'), namespace, detail)));
    }
  }
  return errors;
}

interface TypedLocalObjectReference {
  readonly apiGroup?: string | undefined;
  readonly kind?: string | undefined;
  readonly name?: string | undefined;
}

/** A reference to some object of any kind in the same namespace; used by Ingress backends as well. */
export function validateTypedLocalObjectReference(
  reference: TypedLocalObjectReference,
  field: FieldPath,
): FieldError[] {
  const { apiGroup, kind = '', name = '' } = reference;
  const errors: FieldError[] = [];
  if (apiGroup !== undefined) {
    errors.push(...dns1123Subdomain(apiGroup).map((detail) => invalid(field.child('apiGroup'), apiGroup, detail)));
  }
  for (const [member, value] of [
    ['kind', kind],
    ['name', name],
  ] as const) {
    const place = field.child(member);
    if (value === '') errors.push(required(place));
    else errors.push(...pathSegmentName(value).map((detail) => invalid(place, value, detail)));
  }
  return errors;
}
