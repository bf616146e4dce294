/**
 * Service: a name and an address in front of the pods that a selector finds.
 *
 * The server settles families and addresses before it validates the rest, so what is wrong with those is said alone; see
 * `validateClusterIps`. The address and the node ports that are left open are chosen by the API server's allocator.
 */
import type { IService } from 'kubernetes-models/v1/Service';
import { duplicate, type FieldError, forbidden, invalid, notSupported, required } from '../meta/field-error.ts';
import { type FieldPath, path } from '../meta/field-path.ts';
import { cidr, ipAddress, parseIp } from '../meta/ip.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { dns1123Label, dns1123Subdomain, labelKey, nameIsDns1123Label, portName, portNumber } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { isSame, validateLabels, validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';
import { serviceWarnings } from './service-warnings.ts';

export type Service = Stored<IService>;
type Draft = Decoded<IService>;
type Spec = NonNullable<Draft['spec']>;
type Port = NonNullable<NonNullable<Spec['ports']>[number]>;

export const serviceKind: KindDefinition<IService> = {
  kind: 'Service',
  group: '',
  version: 'v1',
  plural: 'services',
  singular: 'service',
  shortNames: ['svc'],
  namespaced: true,
  categories: ['all'],
  subresources: ['status'],
  defaults,
  prepareForCreate(draft) {
    draft.status = { loadBalancer: {} };
    settleFamilies(draft.spec ?? {});
  },
  prepareForUpdate(draft, old) {
    draft.status = old.status;
    carryOver(draft.spec ?? {}, old.spec ?? {});
    settleFamilies(draft.spec ?? {});
  },
  prepareForStatusUpdate(draft, old) {
    draft.spec = old.spec;
  },
  validate(draft) {
    const spec = draft.spec ?? {};
    const early = validateEarly(spec);
    if (early.length > 0) return early;
    return [
      ...validateObjectMeta(draft.metadata, { namespaced: true, name: nameIsDns1123Label }),
      ...validateSpec(spec),
    ];
  },
  validateUpdate,
  validateStatusUpdate: (draft, old) => validateObjectMetaUpdate(draft.metadata, old.metadata),
  warnings: serviceWarnings,
};

function isExternal(type: string | undefined): boolean {
  return type === 'NodePort' || type === 'LoadBalancer';
}

function isHeadless({ clusterIP, clusterIPs = [] }: Spec): boolean {
  return clusterIP === 'None' || clusterIPs[0] === 'None';
}

function defaults(draft: Draft): void {
  draft.spec ??= {};
  const { spec } = draft;
  spec.sessionAffinity ||= 'None';
  if (spec.sessionAffinity === 'None') delete spec.sessionAffinityConfig;
  if (spec.sessionAffinity === 'ClientIP') {
    spec.sessionAffinityConfig ??= {};
    spec.sessionAffinityConfig.clientIP ??= {};
    spec.sessionAffinityConfig.clientIP.timeoutSeconds ??= 10800;
  }
  spec.type ||= 'ClusterIP';
  for (const port of spec.ports ?? []) {
    if (!port) continue;
    port.protocol ||= 'TCP';
    if (port.targetPort === undefined || port.targetPort === 0 || port.targetPort === '') port.targetPort = port.port;
  }
  if (isReachedFromOutside(spec) && !spec.externalTrafficPolicy) spec.externalTrafficPolicy = 'Cluster';
  if (['ClusterIP', 'NodePort', 'LoadBalancer'].includes(spec.type)) spec.internalTrafficPolicy ??= 'Cluster';
  if (spec.type === 'LoadBalancer') spec.allocateLoadBalancerNodePorts ??= true;
}

const trafficPolicies = ['Cluster', 'Local'];

/** What readyz' cluster is, as most are: one family, IPv4. */
function settleFamilies(spec: Spec): void {
  if (spec.type === 'ExternalName') {
    if (trafficPolicies.includes(spec.internalTrafficPolicy ?? '')) delete spec.internalTrafficPolicy;
    return;
  }
  if (spec.clusterIP && (spec.clusterIPs ?? []).length === 0) spec.clusterIPs = [spec.clusterIP];
  const hasSelector = Object.keys(spec.selector ?? {}).length > 0;
  const isUnspecified = spec.ipFamilyPolicy === undefined && (spec.ipFamilies ?? []).length === 0;
  if (isHeadless(spec) && !hasSelector) {
    spec.ipFamilyPolicy ??= 'RequireDualStack';
    if ((spec.ipFamilies ?? []).length === 0) {
      spec.ipFamilies = spec.ipFamilyPolicy === 'SingleStack' ? ['IPv4'] : ['IPv4', 'IPv6'];
    } else if (spec.ipFamilies?.length === 1 && spec.ipFamilyPolicy !== 'SingleStack') {
      spec.ipFamilies = [...spec.ipFamilies, spec.ipFamilies[0] === 'IPv4' ? 'IPv6' : 'IPv4'];
    }
    return;
  }
  if (isUnspecified || spec.ipFamilyPolicy === undefined) spec.ipFamilyPolicy = 'SingleStack';
  if ((spec.ipFamilies ?? []).length === 0) spec.ipFamilies = ['IPv4'];
}

/**
 * On an update, what the new text leaves out of the addresses stays as it was; what the old type needed and the new one
 * does not is dropped, unless the text gave it anew.
 */
function carryOver(spec: Spec, old: Spec): void {
  if (needsClusterIp(old) && needsClusterIp(spec)) {
    if (!spec.clusterIP && old.clusterIP && isUnsetOrSame(spec.clusterIPs, old.clusterIPs)) {
      spec.clusterIP = old.clusterIP;
      spec.clusterIPs = old.clusterIPs;
    } else if (spec.clusterIP && spec.clusterIP !== old.clusterIP && isSame(spec.clusterIPs, old.clusterIPs)) {
      spec.clusterIPs = [spec.clusterIP];
    }
    if ((spec.ipFamilies ?? []).length === 0 && old.ipFamilies) spec.ipFamilies = old.ipFamilies;
    if (spec.ipFamilyPolicy === undefined && old.ipFamilyPolicy) spec.ipFamilyPolicy = old.ipFamilyPolicy;
  }
  const dropWhereSame = (names: readonly (keyof Spec)[], needs: (spec: Spec) => boolean) => {
    if (!needs(old) || needs(spec)) return;
    for (const name of names) if (isSame(spec[name], old[name])) delete spec[name];
  };
  dropWhereSame(['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy'], needsClusterIp);
  dropWhereSame(['healthCheckNodePort'], needsHealthCheck);
  dropWhereSame(['allocateLoadBalancerNodePorts', 'loadBalancerClass'], ({ type }) => type === 'LoadBalancer');
  dropWhereSame(['externalTrafficPolicy'], isReachedFromOutside);
  const nodePorts = (ports: Spec['ports']) => (ports ?? []).map((port) => port?.nodePort);
  if (isExternal(old.type) && !isExternal(spec.type) && isSame(nodePorts(spec.ports), nodePorts(old.ports))) {
    for (const port of spec.ports ?? []) delete port?.nodePort;
  }
}

function isUnsetOrSame(list: readonly string[] | undefined, old: readonly string[] | undefined): boolean {
  return (list ?? []).length === 0 || isSame(list, old);
}

function needsClusterIp({ type }: Spec): boolean {
  return type !== 'ExternalName';
}

function needsHealthCheck({ type, externalTrafficPolicy }: Spec): boolean {
  return type === 'LoadBalancer' && externalTrafficPolicy === 'Local';
}

function isReachedFromOutside({ type, externalIPs = [] }: Spec): boolean {
  return isExternal(type) || (type === 'ClusterIP' && externalIPs.length > 0);
}

/** What is asked before an address is chosen; whoever fails here hears nothing of the rest. */
function validateEarly(spec: Spec): FieldError[] {
  const errors = validateClusterIps(spec);
  return errors.length > 0 ? errors : validateFamiliesOfCluster(spec);
}

/** Cluster addresses, families and policy, each for itself and against one another. */
function validateClusterIps(spec: Spec): FieldError[] {
  if (spec.type === 'ExternalName') return [];
  const { clusterIP = '', clusterIPs = [], ipFamilies = [], ipFamilyPolicy } = spec;
  const field = path('spec', 'clusterIPs');
  const errors: FieldError[] = [];
  if (clusterIP !== '') {
    if (clusterIPs.length === 0) errors.push(required(field));
    else if (clusterIPs[0] !== clusterIP) errors.push(invalid(field, clusterIPs, 'first value must match `clusterIP`'));
  } else if (clusterIPs.length > 0) {
    errors.push(invalid(field, clusterIPs, 'must be empty when `clusterIP` is not specified'));
  }
  const seen = new Set<string>();
  for (const [index, family] of ipFamilies.entries()) {
    const place = path('spec', 'ipFamilies').index(index);
    if (family !== 'IPv4' && family !== 'IPv6') errors.push(notSupported(place, family, ['IPv4', 'IPv6']));
    if (seen.has(family)) errors.push(duplicate(place, family));
    seen.add(family);
  }
  const policies = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
  if (ipFamilyPolicy !== undefined && !policies.includes(ipFamilyPolicy)) {
    errors.push(notSupported('spec.ipFamilyPolicy', ipFamilyPolicy, policies));
  }
  let areIps = true;
  for (const [index, address] of clusterIPs.entries()) {
    if (index === 0 && address === 'None') {
      if (clusterIPs.length > 1) {
        areIps = false;
        errors.push(invalid(field, clusterIPs, "'None' must be the first and only value"));
      }
      continue;
    }
    const details = ipAddress(address);
    if (details.length > 0) areIps = false;
    errors.push(...details.map((detail) => invalid(field.index(index), address, detail)));
  }
  if (clusterIPs.length > 2) errors.push(invalid(field, clusterIPs, 'may only hold up to 2 values'));
  if (!areIps) return errors;
  const families = clusterIPs.map((address) => parseIp(address)?.family);
  if (clusterIPs.length > 1 && new Set(families).size !== families.length) {
    errors.push(invalid(field, clusterIPs, 'may specify no more than one IP for each IP family'));
  }
  if (errors.length > 0 || isHeadless(spec)) return errors;
  for (const [index, address] of clusterIPs.entries()) {
    const expected = ipFamilies[index];
    // An address of the wrong family may be the one that was just chosen; then the family is the mistake, said next.
    if (expected !== 'IPv4' || families[index] === expected) continue;
    const detail = `expected an ${expected} value as indicated by \`ipFamilies[${index}]\``;
    errors.push(invalid(field.index(index), address, detail));
  }
  return errors;
}

/** The cluster speaks IPv4 alone; only a headless Service without selector may ask for what it likes. */
function validateFamiliesOfCluster(spec: Spec): FieldError[] {
  if (spec.type === 'ExternalName') return [];
  if (isHeadless(spec) && Object.keys(spec.selector ?? {}).length === 0) return [];
  const errors: FieldError[] = [];
  for (const [index, family] of (spec.ipFamilies ?? []).entries()) {
    if (family === 'IPv6') {
      errors.push(invalid(path('spec', 'ipFamilies').index(index), family, 'not configured on this cluster'));
    }
  }
  if (spec.ipFamilyPolicy === 'RequireDualStack') {
    const detail = 'this cluster is not configured for dual-stack services';
    errors.push(invalid('spec.ipFamilyPolicy', spec.ipFamilyPolicy, detail));
  }
  return errors;
}

function validateSpec(spec: Spec): FieldError[] {
  const field = path('spec');
  const { type = '', ports = [] } = spec;
  const errors: FieldError[] = [];
  if (ports.length === 0 && !isHeadless(spec) && type !== 'ExternalName') errors.push(required(field.child('ports')));
  errors.push(...validateByType(spec));

  const names = new Set<string>();
  for (const [index, port] of ports.entries()) {
    errors.push(
      ...validatePort(port ?? {}, field.child('ports').index(index), { nameRequired: ports.length > 1, names }),
    );
  }
  errors.push(...validateLabels(spec.selector, field.child('selector')));
  errors.push(...validateSessionAffinity(spec));
  errors.push(...validateClusterIps(spec));
  for (const [index, address] of (spec.externalIPs ?? []).entries()) {
    errors.push(...validateExternalIp(address, field.child('externalIPs').index(index)));
  }
  const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
  if (type === '') errors.push(required(field.child('type')));
  else if (!types.includes(type)) errors.push(notSupported(field.child('type'), type, types));
  errors.push(...validatePortsTogether(spec));
  errors.push(...validateLoadBalancer(spec));
  errors.push(...validateTraffic(spec));
  return errors;
}

function validateByType(spec: Spec): FieldError[] {
  const field = path('spec');
  const errors: FieldError[] = [];
  if (isExternal(spec.type)) {
    if (spec.type === 'LoadBalancer') {
      for (const [index, port] of (spec.ports ?? []).entries()) {
        if (port?.port !== 10250) continue;
        const detail = 'may not expose port 10250 externally since it is used by kubelet';
        errors.push(invalid(field.child('ports').index(index), port.port, detail));
      }
    }
    if (isHeadless(spec)) {
      const detail = `may not be set to 'None' for ${spec.type} services`;
      errors.push(invalid(field.child('clusterIPs').index(0), 'None', detail));
    }
  } else if (spec.type === 'ExternalName') {
    const unset = 'may not be set for ExternalName services';
    if ((spec.clusterIPs ?? []).length > 0 || spec.clusterIP) errors.push(forbidden(field.child('clusterIPs'), unset));
    if ((spec.ipFamilies ?? []).length > 0) errors.push(forbidden(field.child('ipFamilies'), unset));
    if (spec.ipFamilyPolicy !== undefined) errors.push(forbidden(field.child('ipFamilyPolicy'), unset));
    const name = (spec.externalName ?? '').replace(/\.$/, '');
    const place = field.child('externalName');
    if (name === '') errors.push(required(place));
    else errors.push(...dns1123Subdomain(name).map((detail) => invalid(place, name, detail)));
  }
  return errors;
}

const protocols = ['SCTP', 'TCP', 'UDP'];

function validatePort(
  port: Port,
  field: FieldPath,
  { nameRequired, names }: { readonly nameRequired: boolean; readonly names: Set<string> },
): FieldError[] {
  const { name = '', port: number = 0, protocol = '', targetPort, appProtocol } = port;
  const errors: FieldError[] = [];
  if (name === '') {
    if (nameRequired) errors.push(required(field.child('name')));
  } else {
    errors.push(...dns1123Label(name).map((detail) => invalid(field.child('name'), name, detail)));
    if (names.has(name)) errors.push(duplicate(field.child('name'), name));
    names.add(name);
  }
  errors.push(...portNumber(number).map((detail) => invalid(field.child('port'), number, detail)));
  if (protocol === '') errors.push(required(field.child('protocol')));
  else if (!protocols.includes(protocol)) errors.push(notSupported(field.child('protocol'), protocol, protocols));
  const target = targetPort ?? 0;
  const details = typeof target === 'number' ? portNumber(target) : portName(target);
  errors.push(...details.map((detail) => invalid(field.child('targetPort'), target, detail)));
  if (appProtocol !== undefined) {
    errors.push(...labelKey(appProtocol).map((detail) => invalid(field.child('appProtocol'), appProtocol, detail)));
  }
  return errors;
}

function validateSessionAffinity(spec: Spec): FieldError[] {
  const { sessionAffinity = '', sessionAffinityConfig: config } = spec;
  const field = path('spec');
  const place = field.child('sessionAffinityConfig');
  if (sessionAffinity === '') return [required(field.child('sessionAffinity'))];
  if (sessionAffinity === 'None') {
    return config ? [forbidden(place, 'must not be set when session affinity is None')] : [];
  }
  if (sessionAffinity !== 'ClientIP') {
    return [notSupported(field.child('sessionAffinity'), sessionAffinity, ['ClientIP', 'None'])];
  }
  const seconds = config?.clientIP?.timeoutSeconds;
  if (seconds === undefined) return [required(place, 'when session affinity type is ClientIP')];
  if (seconds > 0 && seconds <= 86400) return [];
  const at = place.child('clientIP', 'timeoutSeconds');
  return [invalid(at, seconds, 'must be greater than 0 and less than 86400')];
}

function validateExternalIp(address: string, field: FieldPath): FieldError[] {
  const errors = ipAddress(address).map((detail) => invalid(field, address, detail));
  const parsed = parseIp(address);
  if (errors.length > 0 || !parsed) return errors;
  const { bytes, family } = parsed;
  const [first = 0, second = 0] = bytes;
  const refuse = (detail: string) => errors.push(invalid(field, address, detail));
  const isV4 = family === 'IPv4';
  if (bytes.every((byte) => byte === 0)) refuse(`may not be unspecified (${address})`);
  const isLoopback = isV4 ? first === 127 : bytes.slice(0, 15).every((byte) => byte === 0) && bytes[15] === 1;
  if (isLoopback) refuse('may not be in the loopback range (127.0.0.0/8, ::1/128)');
  const isLinkLocal = isV4 ? first === 169 && second === 254 : first === 0xfe && (second & 0xc0) === 0x80;
  if (isLinkLocal) refuse('may not be in the link-local range (169.254.0.0/16, fe80::/10)');
  const isLinkLocalMulticast = isV4
    ? first === 224 && second === 0 && bytes[2] === 0
    : first === 0xff && (second & 0x0f) === 0x02;
  if (isLinkLocalMulticast) refuse('may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)');
  return errors;
}

/** What one port may not say, and what no two may both say. */
function validatePortsTogether({ type, ports = [] }: Spec): FieldError[] {
  const field = path('spec', 'ports');
  const errors: FieldError[] = [];
  if (type === 'ClusterIP') {
    for (const [index, port] of ports.entries()) {
      if (!port?.nodePort) continue;
      errors.push(forbidden(field.index(index).child('nodePort'), "may not be used when `type` is 'ClusterIP'"));
    }
  }
  const nodePorts = new Set<string>();
  for (const [index, port] of ports.entries()) {
    if (!port?.nodePort) continue;
    const key = `${port.protocol} ${port.nodePort}`;
    if (nodePorts.has(key)) errors.push(duplicate(field.index(index).child('nodePort'), port.nodePort));
    nodePorts.add(key);
  }
  const pairs = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const { protocol = '', port: number = 0 } = port ?? {};
    const key = `${protocol} ${number}`;
    if (pairs.has(key)) {
      // The server prints the struct it compares by: all but protocol and port blanked.
      const shown = { Name: '', Protocol: protocol, AppProtocol: null, Port: number, TargetPort: 0, NodePort: 0 };
      errors.push(duplicate(field.index(index), shown));
    }
    pairs.add(key);
  }
  return errors;
}

const onlyForLoadBalancer = "may only be used when `type` is 'LoadBalancer'";

function validateLoadBalancer(spec: Spec): FieldError[] {
  const field = path('spec');
  const isLoadBalancer = spec.type === 'LoadBalancer';
  const { loadBalancerSourceRanges: ranges = [] } = spec;
  const errors: FieldError[] = [];
  if (ranges.length > 0) {
    const place = field.child('LoadBalancerSourceRanges');
    if (!isLoadBalancer) errors.push(forbidden(place, onlyForLoadBalancer));
    for (const [index, range] of ranges.entries()) {
      const trimmed = range.trim();
      errors.push(...cidr(trimmed).map((detail) => invalid(place.index(index), trimmed, detail)));
    }
  }
  if (spec.allocateLoadBalancerNodePorts !== undefined && !isLoadBalancer) {
    errors.push(forbidden(field.child('allocateLoadBalancerNodePorts'), onlyForLoadBalancer));
  }
  return [...errors, ...validateLoadBalancerClass(spec)];
}

function validateLoadBalancerClass({ type, loadBalancerClass }: Spec): FieldError[] {
  if (loadBalancerClass === undefined) return [];
  const place = path('spec', 'loadBalancerClass');
  if (type !== 'LoadBalancer') return [forbidden(place, onlyForLoadBalancer)];
  return labelKey(loadBalancerClass).map((detail) => invalid(place, loadBalancerClass, detail));
}

function validateTraffic(spec: Spec): FieldError[] {
  const field = path('spec');
  const {
    type,
    externalTrafficPolicy = '',
    internalTrafficPolicy,
    healthCheckNodePort = 0,
    trafficDistribution,
  } = spec;
  const errors: FieldError[] = [];
  const external = field.child('externalTrafficPolicy');
  if (isReachedFromOutside(spec)) {
    if (externalTrafficPolicy === '') errors.push(required(external));
    else if (!trafficPolicies.includes(externalTrafficPolicy)) {
      errors.push(notSupported(external, externalTrafficPolicy, trafficPolicies));
    }
  } else if (externalTrafficPolicy !== '') {
    errors.push(invalid(external, externalTrafficPolicy, 'may only be set for externally-accessible services'));
  }
  if (needsHealthCheck(spec)) {
    const place = field.child('healthCheckNodePort');
    if (healthCheckNodePort === 0) errors.push(required(place));
    else errors.push(...portNumber(healthCheckNodePort).map((detail) => invalid(place, healthCheckNodePort, detail)));
  } else if (healthCheckNodePort !== 0) {
    const detail = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    errors.push(invalid(field.child('healthCheckNodePort'), healthCheckNodePort, detail));
  }
  const internal = field.child('internalTrafficPolicy');
  if (internalTrafficPolicy === undefined) {
    if (type === 'ClusterIP' || isExternal(type)) errors.push(required(internal));
  } else if (!trafficPolicies.includes(internalTrafficPolicy)) {
    errors.push(notSupported(internal, internalTrafficPolicy, trafficPolicies));
  }
  const distributions = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];
  if (trafficDistribution !== undefined && !distributions.includes(trafficDistribution)) {
    errors.push(notSupported(field.child('trafficDistribution'), trafficDistribution, distributions));
  }
  return errors;
}

function validateUpdate(draft: Draft, old: Draft): FieldError[] {
  const spec = draft.spec ?? {};
  const before = old.spec ?? {};
  const early = validateEarly(spec);
  if (early.length > 0) return early;
  const errors = validateObjectMetaUpdate(draft.metadata, old.metadata);
  errors.push(...validateAddressChange(spec, before));
  if (spec.type === 'LoadBalancer' && before.type === 'LoadBalancer') {
    if (spec.loadBalancerClass !== before.loadBalancerClass) {
      const detail = 'may not change once set';
      errors.push(invalid('spec.loadBalancerClass', spec.loadBalancerClass ?? null, detail));
    }
  }
  // The class is looked at here and once more with the rest, so its complaint counts twice.
  errors.push(...validateLoadBalancerClass(spec));
  if (needsHealthCheck(spec) && needsHealthCheck(before) && spec.healthCheckNodePort !== before.healthCheckNodePort) {
    errors.push(forbidden('spec.healthCheckNodePort', 'field is immutable'));
  }
  return [...errors, ...validateSpec(spec)];
}

/** The first address and the first family stand as long as the Service is none of type ExternalName. */
function validateAddressChange(spec: Spec, before: Spec): FieldError[] {
  if (spec.type === 'ExternalName' || before.type === 'ExternalName') return [];
  const errors: FieldError[] = [];
  const [was] = before.clusterIPs ?? [];
  const [is] = spec.clusterIPs ?? [];
  const field = path('spec', 'clusterIPs');
  if (was !== undefined && was !== is) {
    errors.push(
      is === undefined
        ? invalid(field.index(0), spec.clusterIPs ?? null, 'primary clusterIP can not be unset')
        : invalid(field.index(0), spec.clusterIPs, 'may not change once set'),
    );
  }
  const families = [before.ipFamilies?.[0], spec.ipFamilies?.[0]];
  if (families[0] !== undefined && families[1] !== undefined && !isSame(families[0], families[1])) {
    errors.push(invalid(path('spec', 'ipFamilies').index(0), spec.ipFamilies, 'may not change once set'));
  }
  return errors;
}
