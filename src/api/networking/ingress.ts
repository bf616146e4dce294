/**
 * Ingress: which host and path of the outside goes to which Service. That the Service, the TLS secret or the class exist is
 * not asked here: those are found out when somebody calls.
 */
import type { IIngress } from 'kubernetes-models/networking.k8s.io/v1/Ingress';
import { type FieldError, invalid, notSupported, required } from '../meta/field-error.ts';
import { type FieldPath, path } from '../meta/field-path.ts';
import { firstGeneration, raiseGenerationWithSpec } from '../meta/generation.ts';
import { parseIp } from '../meta/ip.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import {
  dns1123Label,
  dns1123Subdomain,
  nameIsDns1123Subdomain,
  portName,
  portNumber,
  wildcardDns1123Subdomain,
} from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';
import { validateTypedLocalObjectReference } from './ingressclass.ts';

export type Ingress = Stored<IIngress>;
type Spec = NonNullable<Decoded<IIngress>['spec']>;
type Backend = NonNullable<Spec['defaultBackend']>;
type Rule = NonNullable<NonNullable<Spec['rules']>[number]>;
type HttpPath = NonNullable<NonNullable<NonNullable<Rule['http']>['paths']>[number]>;

const classAnnotation = 'kubernetes.io/ingress.class';

export const ingressKind: KindDefinition<IIngress> = {
  kind: 'Ingress',
  group: 'networking.k8s.io',
  version: 'v1',
  plural: 'ingresses',
  singular: 'ingress',
  shortNames: ['ing'],
  namespaced: true,
  subresources: ['status'],
  prepareForCreate(draft) {
    draft.status = { loadBalancer: {} };
    firstGeneration(draft);
  },
  prepareForUpdate(draft, old) {
    draft.status = old.status;
    raiseGenerationWithSpec(draft, old);
  },
  prepareForStatusUpdate(draft, old) {
    draft.spec = old.spec;
  },
  validate(draft) {
    const errors = validate(draft);
    const annotated = draft.metadata?.annotations?.[classAnnotation];
    const named = draft.spec?.ingressClassName;
    if (annotated !== undefined && named !== undefined && annotated !== named) {
      const detail = 'must match `ingressClassName` when both are specified';
      errors.push(invalid(path('annotations', classAnnotation), annotated, detail));
    }
    return errors;
  },
  validateUpdate: (draft, old) => [...validateObjectMetaUpdate(draft.metadata, old.metadata), ...validate(draft)],
};

function validate(draft: Decoded<IIngress>): FieldError[] {
  return [
    ...validateObjectMeta(draft.metadata, { namespaced: true, name: nameIsDns1123Subdomain }),
    ...validateSpec(draft.spec ?? {}, path('spec')),
  ];
}

function validateSpec(spec: Spec, field: FieldPath): FieldError[] {
  const { defaultBackend, rules, tls, ingressClassName } = spec;
  const errors: FieldError[] = [];
  if ((rules ?? []).length === 0 && defaultBackend === undefined) {
    errors.push(invalid(field, rules ?? null, 'either `defaultBackend` or `rules` must be specified'));
  }
  if (defaultBackend) errors.push(...validateBackend(defaultBackend, field.child('defaultBackend')));
  for (const [index, rule] of (rules ?? []).entries()) {
    errors.push(...validateRule(rule ?? {}, field.child('rules').index(index)));
  }
  for (const [index, entry] of (tls ?? []).entries()) {
    const place = field.child('tls').index(index);
    for (const [at, host] of (entry?.hosts ?? []).entries()) {
      errors.push(...validateHost(host, place.child('hosts').index(at)));
    }
    const secretName = entry?.secretName ?? '';
    if (secretName !== '') {
      errors.push(
        ...dns1123Subdomain(secretName).map((detail) => invalid(place.child('secretName'), secretName, detail)),
      );
    }
  }
  if (ingressClassName !== undefined) {
    const place = field.child('ingressClassName');
    errors.push(...dns1123Subdomain(ingressClassName).map((detail) => invalid(place, ingressClassName, detail)));
  }
  return errors;
}

function validateHost(host: string, field: FieldPath): FieldError[] {
  const check = host.includes('*') ? wildcardDns1123Subdomain : dns1123Subdomain;
  return check(host).map((detail) => invalid(field, host, detail));
}

function validateRule({ host = '', http }: Rule, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (host !== '') {
    if (parseIp(host)) errors.push(invalid(field.child('host'), host, 'must be a DNS name, not an IP address'));
    errors.push(...validateHost(host, field.child('host')));
  }
  if (http === undefined) return errors;
  const place = field.child('http', 'paths');
  if ((http.paths ?? []).length === 0) errors.push(required(place));
  for (const [index, entry] of (http.paths ?? []).entries()) {
    errors.push(...validateHttpPath(entry ?? {}, place.index(index)));
  }
  return errors;
}

const pathTypes = ['Exact', 'ImplementationSpecific', 'Prefix'];
const forbiddenSequences = ['//', '/./', '/../', '%2f', '%2F'];
const forbiddenEndings = ['/..', '/.'];

function validateHttpPath({ path: text = '', pathType, backend }: HttpPath, field: FieldPath): FieldError[] {
  if (pathType === undefined) return [required(field.child('pathType'), 'pathType must be specified')];
  const errors: FieldError[] = [];
  const refuse = (detail: string) => errors.push(invalid(field.child('path'), text, detail));
  if (!pathTypes.includes(pathType)) {
    errors.push(notSupported(field.child('pathType'), pathType, pathTypes));
  } else if (pathType === 'ImplementationSpecific') {
    if (text !== '' && !text.startsWith('/')) refuse('must be an absolute path');
  } else {
    if (!text.startsWith('/')) refuse('must be an absolute path');
    for (const sequence of forbiddenSequences) if (text.includes(sequence)) refuse(`must not contain '${sequence}'`);
    for (const ending of forbiddenEndings) if (text.endsWith(ending)) refuse(`cannot end with '${ending}'`);
  }
  return [...errors, ...validateBackend(backend ?? {}, field.child('backend'))];
}

function validateBackend({ service, resource }: Backend, field: FieldPath): FieldError[] {
  if (service && resource) return [invalid(field, '', 'cannot set both resource and service backends')];
  if (resource) return validateTypedLocalObjectReference(resource, field.child('resource'));
  if (!service) return [invalid(field, '', 'resource or service backend is required')];
  const errors: FieldError[] = [];
  const name = service.name ?? '';
  if (name === '') errors.push(required(field.child('service', 'name')));
  else errors.push(...dns1123Label(name).map((detail) => invalid(field.child('service', 'name'), name, detail)));
  const port = { name: service.port?.name ?? '', number: service.port?.number ?? 0 };
  const place = field.child('service', 'port');
  if (port.name !== '' && port.number !== 0) {
    errors.push(invalid(field, '', 'cannot set both port name & port number'));
  } else if (port.name !== '') {
    errors.push(...portName(port.name).map((detail) => invalid(place.child('name'), port.name, detail)));
  } else if (port.number !== 0) {
    errors.push(...portNumber(port.number).map((detail) => invalid(place.child('number'), port.number, detail)));
  } else {
    errors.push(required(field, 'port name or number is required'));
  }
  return errors;
}
