/** Endpoints: the older form of EndpointSlice, deprecated; kept readable for manifests that bring their own. */
import type { IEndpoints } from 'kubernetes-models/v1/Endpoints';
import { type FieldError, invalid, notSupported, required } from '../meta/field-error.ts';
import { type FieldPath, path } from '../meta/field-path.ts';
import { ipAddress } from '../meta/ip.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { dns1123Label, nameIsDns1123Subdomain, portNumber } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';

export type Endpoints = Stored<IEndpoints>;
type Draft = Decoded<IEndpoints>;
type Subset = NonNullable<NonNullable<Draft['subsets']>[number]>;

export const endpointsKind: KindDefinition<IEndpoints> = {
  kind: 'Endpoints',
  group: '',
  version: 'v1',
  plural: 'endpoints',
  singular: 'endpoints',
  shortNames: ['ep'],
  namespaced: true,
  subresources: [],
  defaults(draft) {
    for (const subset of draft.subsets ?? []) for (const port of subset?.ports ?? []) if (port) port.protocol ||= 'TCP';
  },
  validate,
  validateUpdate: (draft, old) => [...validateObjectMetaUpdate(draft.metadata, old.metadata), ...validate(draft)],
  warnings: () => ['v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice'],
};

function validate(draft: Draft): FieldError[] {
  return [
    ...validateObjectMeta(draft.metadata, { namespaced: true, name: nameIsDns1123Subdomain }),
    ...(draft.subsets ?? []).flatMap((subset, index) => validateSubset(subset ?? {}, path('subsets').index(index))),
  ];
}

function validateSubset(subset: Subset, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const { addresses = [], notReadyAddresses = [], ports = [] } = subset;
  if (addresses.length === 0 && notReadyAddresses.length === 0) {
    errors.push(required(field, 'must specify `addresses` or `notReadyAddresses`'));
  }
  for (const [member, list] of [
    ['addresses', addresses],
    ['notReadyAddresses', notReadyAddresses],
  ] as const) {
    for (const [index, address] of list.entries()) {
      const ip = address?.ip ?? '';
      errors.push(...ipAddress(ip).map((detail) => invalid(field.child(member).index(index).child('ip'), ip, detail)));
    }
  }
  for (const [index, port] of ports.entries()) {
    const place = field.child('ports').index(index);
    const { name = '', port: number = 0, protocol = '' } = port ?? {};
    if (name === '') {
      if (ports.length > 1) errors.push(required(place.child('name')));
    } else {
      errors.push(...dns1123Label(name).map((detail) => invalid(place.child('name'), name, detail)));
    }
    errors.push(...portNumber(number).map((detail) => invalid(place.child('port'), number, detail)));
    const protocols = ['SCTP', 'TCP', 'UDP'];
    if (!protocols.includes(protocol)) errors.push(notSupported(place.child('protocol'), protocol, protocols));
  }
  return errors;
}
