/** EndpointSlice: the addresses behind a Service, each with its conditions. Written by the endpointslice controller. */
import type { IEndpointSlice } from 'kubernetes-models/discovery.k8s.io/v1/EndpointSlice';
import { duplicate, type FieldError, invalid, notSupported, required, tooMany } from '../meta/field-error.ts';
import { path } from '../meta/field-path.ts';
import { ipAddress } from '../meta/ip.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { dns1123Label, dns1123Subdomain, nameIsDns1123Subdomain } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { validateImmutableField, validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';

export type EndpointSlice = Stored<IEndpointSlice>;
type Draft = Decoded<IEndpointSlice>;

export const endpointSliceKind: KindDefinition<IEndpointSlice> = {
  kind: 'EndpointSlice',
  group: 'discovery.k8s.io',
  version: 'v1',
  plural: 'endpointslices',
  singular: 'endpointslice',
  shortNames: [],
  namespaced: true,
  subresources: [],
  defaults(draft) {
    for (const port of draft.ports ?? []) {
      if (!port) continue;
      port.name ??= '';
      port.protocol ??= 'TCP';
    }
  },
  validate,
  validateUpdate: (draft, old) => [
    ...validateObjectMetaUpdate(draft.metadata, old.metadata),
    ...validate(draft),
    ...validateImmutableField(draft.addressType ?? '', old.addressType ?? '', path('addressType')),
  ],
};

const addressTypes = ['FQDN', 'IPv4', 'IPv6'];
const endpointsLimit = 1000;
const portsLimit = 20000;

function validate(draft: Draft): FieldError[] {
  const errors = validateObjectMeta(draft.metadata, { namespaced: true, name: nameIsDns1123Subdomain });
  const { addressType = '', endpoints = [], ports = [] } = draft;
  if (addressType === '') errors.push(required('addressType'));
  else if (!addressTypes.includes(addressType)) errors.push(notSupported('addressType', addressType, addressTypes));
  if (endpoints.length > endpointsLimit) errors.push(tooMany('endpoints', endpoints.length, endpointsLimit));
  for (const [index, endpoint] of endpoints.entries()) {
    const field = path('endpoints').index(index);
    const addresses = endpoint?.addresses ?? [];
    if (addresses.length === 0) errors.push(required(field.child('addresses'), 'must contain at least 1 address'));
    for (const [at, address] of addresses.entries()) {
      const details = addressType === 'FQDN' ? dns1123Subdomain(address) : ipAddress(address);
      errors.push(...details.map((detail) => invalid(field.child('addresses').index(at), address, detail)));
    }
    const hostname = endpoint?.hostname;
    if (hostname !== undefined) {
      errors.push(...dns1123Label(hostname).map((detail) => invalid(field.child('hostname'), hostname, detail)));
    }
  }
  if (ports.length > portsLimit) errors.push(tooMany('ports', ports.length, portsLimit));
  const names = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const field = path('ports').index(index);
    const { name = '', protocol = '' } = port ?? {};
    if (name !== '') errors.push(...dns1123Label(name).map((detail) => invalid(field.child('name'), name, detail)));
    if (names.has(name)) errors.push(duplicate(field.child('name'), name));
    names.add(name);
    const protocols = ['SCTP', 'TCP', 'UDP'];
    if (!protocols.includes(protocol)) errors.push(notSupported(field.child('protocol'), protocol, protocols));
  }
  return errors;
}
