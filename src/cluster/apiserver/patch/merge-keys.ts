/**
 * How lists merge in a strategic merge patch: by the field that tells their items apart, or, where the items are plain
 * values, as sets. A list that is not named here is replaced. Kubernetes writes these into its Go types; no published
 * npm package carries them, so they stand here.
 */
export interface MergeRule {
  /** Absent: items are plain values and the list is a set. */
  readonly key?: string;
}

/** The field that tells items apart, where one name means the same everywhere. */
const byField: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  env: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  imagePullSecrets: 'name',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
  resourceClaims: 'name',
  schedulingGates: 'name',
  podIPs: 'ip',
  hostIPs: 'ip',
  conditions: 'type',
  ownerReferences: 'uid',
  secrets: 'name',
  taints: 'key',
  addresses: 'type',
};

/** Where a name means different things: the end of the path, the longest first. */
const byPath: readonly (readonly [path: string, rule: MergeRule | undefined])[] = [
  ['containers.ports', { key: 'containerPort' }],
  ['initContainers.ports', { key: 'containerPort' }],
  ['ephemeralContainers.ports', { key: 'containerPort' }],
  ['Service.spec.ports', { key: 'port' }],
  ['metadata.finalizers', {}],
  ['spec.podCIDRs', {}],
  ['Pod.spec.resourceClaims', { key: 'name' }],
  ['resources.claims', undefined],
  ['Job.status.conditions', { key: 'type' }],
  ['EndpointSlice.endpoints.addresses', undefined],
  ['EndpointSlice.endpoints.conditions', undefined],
  ['Endpoints.subsets.addresses', undefined],
  ['NetworkPolicy.status.conditions', undefined],
];

/** `mergeRule(['Deployment', 'spec', 'template', 'spec'], 'containers')` is `{ key: 'name' }`. */
export function mergeRule(path: readonly string[], field: string): MergeRule | undefined {
  const place = `.${[...path, field].join('.')}`;
  for (const [end, rule] of byPath) if (place.endsWith(`.${end}`)) return rule;
  return Object.hasOwn(byField, field) ? { key: byField[field] as string } : undefined;
}
