/** NetworkPolicy: who may talk to the selected pods, and to whom they may talk. */
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { type FieldError, forbidden, invalid, notSupported, required } from '../meta/field-error.ts';
import { type FieldPath, path } from '../meta/field-path.ts';
import { firstGeneration, raiseGenerationWithSpec } from '../meta/generation.ts';
import { cidr, containsIp, parseCidr } from '../meta/ip.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { validateLabelSelector } from '../meta/label-selector.ts';
import { nameIsDns1123Subdomain, portName, portNumber } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';

export type NetworkPolicy = Stored<INetworkPolicy>;
type Spec = NonNullable<Decoded<INetworkPolicy>['spec']>;
type Rule = NonNullable<NonNullable<Spec['ingress']>[number]>;
type Port = NonNullable<NonNullable<Rule['ports']>[number]>;
type Peer = NonNullable<NonNullable<Rule['from']>[number]>;

export const networkPolicyKind: KindDefinition<INetworkPolicy> = {
  kind: 'NetworkPolicy',
  group: 'networking.k8s.io',
  version: 'v1',
  plural: 'networkpolicies',
  singular: 'networkpolicy',
  shortNames: ['netpol'],
  namespaced: true,
  subresources: [],
  defaults(draft) {
    draft.spec ??= {};
    const { spec } = draft;
    spec.podSelector ??= {};
    for (const rule of [...(spec.ingress ?? []), ...(spec.egress ?? [])]) {
      for (const port of rule?.ports ?? []) if (port) port.protocol ??= 'TCP';
    }
    if ((spec.policyTypes ?? []).length === 0) {
      spec.policyTypes = (spec.egress ?? []).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
    }
  },
  prepareForCreate: firstGeneration,
  prepareForUpdate: raiseGenerationWithSpec,
  validate: (draft) => [
    ...validateObjectMeta(draft.metadata, { namespaced: true, name: nameIsDns1123Subdomain }),
    ...validateSpec(draft.spec ?? {}, path('spec')),
  ],
  validateUpdate: (draft, old) => [
    ...validateObjectMetaUpdate(draft.metadata, old.metadata),
    ...validateSpec(draft.spec ?? {}, path('spec')),
  ],
};

function validateSpec(spec: Spec, field: FieldPath): FieldError[] {
  const errors = validateLabelSelector(spec.podSelector, field.child('podSelector'));
  const sides = [
    ['ingress', 'from', (spec.ingress ?? []).map((rule) => ({ ports: rule?.ports, peers: rule?.from }))],
    ['egress', 'to', (spec.egress ?? []).map((rule) => ({ ports: rule?.ports, peers: rule?.to }))],
  ] as const;
  for (const [side, peersName, rules] of sides) {
    for (const [index, { ports = [], peers = [] }] of rules.entries()) {
      const place = field.child(side).index(index);
      for (const [at, port] of ports.entries()) {
        errors.push(...validatePort(port ?? {}, place.child('ports').index(at)));
      }
      for (const [at, peer] of peers.entries()) {
        errors.push(...validatePeer(peer ?? {}, place.child(peersName).index(at)));
      }
    }
  }
  const types = spec.policyTypes ?? [];
  if (types.length > 2) {
    return [...errors, invalid(field.child('policyTypes'), types, 'may not specify more than two policyTypes')];
  }
  for (const [index, type] of types.entries()) {
    if (type !== 'Ingress' && type !== 'Egress') {
      errors.push(notSupported(field.child('policyTypes').index(index), type, ['Ingress', 'Egress']));
    }
  }
  return errors;
}

function validatePort({ protocol, port, endPort }: Port, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const protocols = ['TCP', 'UDP', 'SCTP'];
  if (protocol !== undefined && !protocols.includes(protocol)) {
    errors.push(notSupported(field.child('protocol'), protocol, protocols));
  }
  const end = field.child('endPort');
  if (port === undefined) {
    if (endPort !== undefined) errors.push(invalid(end, endPort, 'may not be specified when `port` is not specified'));
  } else if (typeof port === 'number') {
    errors.push(...portNumber(port).map((detail) => invalid(field.child('port'), port, detail)));
    if (endPort !== undefined) {
      // The value printed is the port's, as the server does.
      if (endPort < port) errors.push(invalid(end, port, 'must be greater than or equal to `port`'));
      errors.push(...portNumber(endPort).map((detail) => invalid(end, endPort, detail)));
    }
  } else {
    if (endPort !== undefined) errors.push(invalid(end, endPort, 'may not be specified when `port` is non-numeric'));
    errors.push(...portName(port).map((detail) => invalid(field.child('port'), port, detail)));
  }
  return errors;
}

function validatePeer(peer: Peer, field: FieldPath): FieldError[] {
  const { podSelector, namespaceSelector, ipBlock } = peer;
  const errors = [
    ...validateLabelSelector(podSelector, field.child('podSelector')),
    ...validateLabelSelector(namespaceSelector, field.child('namespaceSelector')),
    ...(ipBlock ? validateIpBlock(ipBlock, field.child('ipBlock')) : []),
  ];
  const count = [podSelector, namespaceSelector, ipBlock].filter((part) => part !== undefined).length;
  if (count === 0) errors.push(required(field, 'must specify a peer'));
  else if (count > 1 && ipBlock) errors.push(forbidden(field, 'may not specify both ipBlock and another peer'));
  return errors;
}

function validateIpBlock(ipBlock: NonNullable<Peer['ipBlock']>, field: FieldPath): FieldError[] {
  const { cidr: text = '', except = [] } = ipBlock;
  if (text === '') return [required(field.child('cidr'))];
  const errors = cidr(text).map((detail) => invalid(field.child('cidr'), text, detail));
  const block = parseCidr(text);
  if (!block) return errors;
  for (const [index, exceptText] of except.entries()) {
    const place = field.child('except').index(index);
    errors.push(...cidr(exceptText).map((detail) => invalid(place, exceptText, detail)));
    const inner = parseCidr(exceptText);
    if (inner && (!containsIp(block, inner.address) || block.prefixLength >= inner.prefixLength)) {
      errors.push(invalid(place, exceptText, 'must be a strict subset of `cidr`'));
    }
  }
  return errors;
}
