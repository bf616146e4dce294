/**
 * What an object costs under a ResourceQuota, and whether a quota counts it at all. Used by admission, which charges
 * what is being created, and by the resource quota controller, which counts what is there.
 */
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import { addQuantities, formatQuantity, quantityUnits } from '#api/meta/quantity.ts';
import { qualifiedResource } from '#api/scheme.ts';
import { podAmounts, type ResourcefulSpec } from './pod-resources.ts';

/** Amounts by resource: `{ pods: '1', 'requests.cpu': '500m' }`. */
export type Usage = Readonly<Record<string, string>>;

export interface Quota {
  readonly spec?: {
    readonly hard?: Usage | undefined;
    readonly scopes?: readonly string[] | undefined;
    readonly scopeSelector?: { readonly matchExpressions?: readonly ScopeRequirement[] | undefined } | undefined;
  };
}

interface ScopeRequirement {
  readonly scopeName: string;
  readonly operator: string;
  readonly values?: readonly string[] | undefined;
}

interface PodLike {
  readonly metadata?: {
    readonly deletionTimestamp?: string | undefined;
    readonly deletionGracePeriodSeconds?: number | undefined;
  };
  readonly spec?: ResourcefulSpec & {
    readonly activeDeadlineSeconds?: number | undefined;
    readonly priorityClassName?: string | undefined;
    readonly affinity?: unknown;
  };
  readonly status?: { readonly phase?: string | undefined; readonly qosClass?: string | undefined };
}

/** `nowMs` decides whether a pod past its grace period still counts. */
export function quotaUsage(definition: KindDefinition, object: object, nowMs: number): Usage {
  const own: Usage = { [`count/${qualifiedResource(definition)}`]: '1' };
  switch (definition.kind) {
    case 'Pod':
      return { ...own, ...podUsage(object as PodLike, nowMs) };
    case 'Service':
      return { ...own, ...serviceUsage(object as ServiceLike) };
    case 'PersistentVolumeClaim':
      return { ...own, ...claimUsage(object as ClaimLike) };
    default:
      return definition.group === '' && countedByPlainName.has(definition.plural)
        ? { ...own, [definition.plural]: '1' }
        : own;
  }
}

const countedByPlainName = new Set(['configmaps', 'secrets', 'replicationcontrollers', 'resourcequotas']);

function podUsage(pod: PodLike, nowMs: number): Usage {
  const { phase } = pod.status ?? {};
  if (phase === 'Succeeded' || phase === 'Failed') return {};
  const deletion = pod.metadata?.deletionTimestamp;
  if (deletion !== undefined && nowMs > Date.parse(deletion)) return {};
  const usage: Record<string, string> = { pods: '1' };
  const spec = pod.spec ?? {};
  for (const [name, amount] of Object.entries(podAmounts(spec, 'requests'))) {
    if (plainToo.has(name) || name.startsWith('hugepages-')) usage[name] = amount;
    usage[`requests.${name}`] = amount;
  }
  for (const [name, amount] of Object.entries(podAmounts(spec, 'limits'))) {
    if (plainToo.has(name)) usage[`limits.${name}`] = amount;
  }
  return usage;
}

const plainToo = new Set(['cpu', 'memory', 'ephemeral-storage']);

interface ServiceLike {
  readonly spec?: {
    readonly type?: string;
    readonly allocateLoadBalancerNodePorts?: boolean;
    readonly ports?: readonly { readonly nodePort?: number }[];
  };
}

function serviceUsage({ spec = {} }: ServiceLike): Usage {
  const ports = spec.ports ?? [];
  const chosen = ports.filter(({ nodePort }) => nodePort).length;
  switch (spec.type) {
    case 'NodePort':
      return { services: '1', 'services.nodeports': String(ports.length), 'services.loadbalancers': '0' };
    case 'LoadBalancer': {
      const nodePorts = spec.allocateLoadBalancerNodePorts === false ? chosen : ports.length;
      return { services: '1', 'services.nodeports': String(nodePorts), 'services.loadbalancers': '1' };
    }
    default:
      return { services: '1', 'services.nodeports': '0', 'services.loadbalancers': '0' };
  }
}

interface ClaimLike {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> | undefined };
  readonly spec?: {
    readonly storageClassName?: string;
    readonly resources?: { readonly requests?: { readonly storage?: string | number } };
  };
}

function claimUsage({ metadata, spec }: ClaimLike): Usage {
  const usage: Record<string, string> = { persistentvolumeclaims: '1' };
  const storageClass =
    metadata?.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec?.storageClassName ?? '';
  const prefix = `${storageClass}.storageclass.storage.k8s.io`;
  if (storageClass !== '') usage[`${prefix}/persistentvolumeclaims`] = '1';
  const storage = spec?.resources?.requests?.storage;
  if (storage !== undefined) {
    usage['requests.storage'] = formatQuantity(storage);
    if (storageClass !== '') usage[`${prefix}/requests.storage`] = formatQuantity(storage);
  }
  return usage;
}

export function addUsage(one: Usage, other: Usage): Usage {
  const sum: Record<string, string> = { ...one };
  for (const [name, amount] of Object.entries(other)) sum[name] = formatQuantity(addQuantities(sum[name], amount));
  return sum;
}

/** Whether the quota's scopes admit the object. Scopes are about pods (and, by class, claims); other kinds have none. */
export function inScope(quota: Quota, definition: KindDefinition, object: object): boolean {
  const scopes: ScopeRequirement[] = [
    ...(quota.spec?.scopes ?? []).map((scopeName) => ({ scopeName, operator: 'Exists' })),
    ...(quota.spec?.scopeSelector?.matchExpressions ?? []),
  ];
  if (scopes.length === 0) return true;
  if (definition.kind !== 'Pod') return false;
  return scopes.every((scope) => podInScope(object as PodLike, scope));
}

function podInScope(pod: PodLike, { scopeName, operator, values = [] }: ScopeRequirement): boolean {
  const spec = pod.spec ?? {};
  switch (scopeName) {
    case 'Terminating':
      return spec.activeDeadlineSeconds !== undefined;
    case 'NotTerminating':
      return spec.activeDeadlineSeconds === undefined;
    case 'BestEffort':
      return isBestEffort(spec);
    case 'NotBestEffort':
      return !isBestEffort(spec);
    case 'PriorityClass': {
      const name = spec.priorityClassName ?? '';
      if (operator === 'In') return values.includes(name);
      if (operator === 'NotIn') return !values.includes(name);
      return (name !== '') === (operator === 'Exists');
    }
    case 'CrossNamespacePodAffinity':
      return /"(namespaces|namespaceSelector)":(?!null|\[\])/.test(JSON.stringify(spec.affinity ?? null));
    default:
      return false;
  }
}

function isBestEffort(spec: ResourcefulSpec): boolean {
  const positive = (which: 'requests' | 'limits') =>
    ['cpu', 'memory'].some((name) => quantityUnits(podAmounts(spec, which, false)[name]) > 0);
  return !positive('requests') && !positive('limits');
}

/** What a quota in these scopes may count of pods: BestEffort counts only how many there are. */
export function countedResources(quota: Quota, hard: readonly string[]): string[] {
  const scopes = [
    ...(quota.spec?.scopes ?? []),
    ...(quota.spec?.scopeSelector?.matchExpressions ?? []).map(({ scopeName }) => scopeName),
  ];
  return scopes.includes('BestEffort') ? hard.filter((name) => name === 'pods' || name === 'count/pods') : [...hard];
}
