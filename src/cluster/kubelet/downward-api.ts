/** The downward API: fields of the pod and resources of a container as text, for variables and for files. */
import { type QuantityLike, quantityMillis } from '#api/meta/quantity.ts';
import { type ContainerSpec, containersOf, initContainersOf, type Pod } from './pod-types.ts';

export interface DownwardFacts {
  readonly pod: Pod;
  readonly container?: ContainerSpec;
  readonly podIp: string;
  readonly hostIp: string;
  readonly allocatable: { readonly cpuMillis: number; readonly memoryBytes: number };
}

export function fieldOf(path: string, { pod, podIp, hostIp }: DownwardFacts): string | undefined {
  const { metadata, spec } = pod;
  const subscript = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path);
  if (subscript?.[1]) {
    const map = (subscript[1] === 'labels' ? metadata.labels : metadata.annotations) ?? {};
    return Object.hasOwn(map, subscript[2] ?? '') ? map[subscript[2] ?? ''] : '';
  }
  switch (path) {
    case 'metadata.name':
      return metadata.name;
    case 'metadata.namespace':
      return metadata.namespace;
    case 'metadata.uid':
      return metadata.uid;
    case 'metadata.labels':
      return keyValues(metadata.labels);
    case 'metadata.annotations':
      return keyValues(metadata.annotations);
    case 'spec.nodeName':
      return spec?.nodeName;
    case 'spec.serviceAccountName':
      return spec?.serviceAccountName;
    case 'status.podIP':
    case 'status.podIPs':
      return podIp;
    case 'status.hostIP':
    case 'status.hostIPs':
      return hostIp;
    default:
      return undefined;
  }
}

/** `app="web"`, sorted, a line each. */
function keyValues(map: Readonly<Record<string, string>> | undefined): string {
  return Object.entries(map ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join('\n');
}

export interface ResourceField {
  readonly resource: string;
  readonly containerName?: string;
  readonly divisor?: unknown;
}

/** In units of the divisor, rounded up: 500m cpu with divisor 1 is 1. A limit that is not set is what the node can give. */
export function resourceFieldOf({ resource, containerName, divisor }: ResourceField, facts: DownwardFacts): string {
  const { pod, allocatable } = facts;
  const container =
    containerName === undefined
      ? facts.container
      : [...containersOf(pod), ...initContainersOf(pod)].find(({ name }) => name === containerName);
  const [kind = '', name = ''] = resource.split('.');
  const resources = container?.resources as
    | { readonly limits?: Record<string, unknown>; readonly requests?: Record<string, unknown> }
    | undefined;
  const given = kind === 'limits' ? resources?.limits?.[name] : resources?.requests?.[name];
  const fallback =
    kind === 'limits'
      ? name === 'cpu'
        ? allocatable.cpuMillis / 1000
        : name === 'memory'
          ? allocatable.memoryBytes
          : 0
      : 0;
  const value = given === undefined ? fallback : units(given);
  const unit = divisor === undefined || String(divisor) === '0' ? 1 : units(divisor);
  return String(Math.ceil(value / unit - 1e-9));
}

function units(quantity: unknown): number {
  return quantityMillis(quantity as QuantityLike) / 1000;
}
