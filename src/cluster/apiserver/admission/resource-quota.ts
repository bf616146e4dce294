/**
 * ResourceQuota: what is created (and claims and services that grow) is charged to the quotas of the namespace, or
 * refused when one has not enough left. The quota controller counts again from what is there, so a charge for something
 * that was then not stored does not last.
 */
import type { ResourceQuota } from '#api/core/resourcequota.ts';
import { compareQuantities, formatQuantity, quantityUnits, subtractQuantities } from '#api/meta/quantity.ts';
import type { Status } from '#api/meta/status.ts';
import { qualifiedResource } from '#api/scheme.ts';
import { addUsage, countedResources, inScope, type Quota, quotaUsage, type Usage } from '../quota-usage.ts';
import { forbidden } from '../status-errors.ts';
import type { AdmissionPluginFactory, AdmissionRequest } from './plugin.ts';
import { type ContainerDraft, containersOf, nameInMessage, newPod, type PodSpecDraft } from './pod-draft.ts';

/** A quota that limits one of these makes every container name it. */
const demanded = ['cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'];

export const resourceQuota: AdmissionPluginFactory = ({ list, get, clock, charge }) => ({
  name: 'ResourceQuota',
  validate(request): Status | undefined {
    const { definition, namespace, operation, subresource, object, old, name } = request;
    if (namespace === undefined || subresource || operation === 'DELETE') return undefined;
    if (operation === 'UPDATE' && definition.kind !== 'PersistentVolumeClaim' && definition.kind !== 'Service')
      return undefined;
    const quotas = list('ResourceQuota', { namespace }).filter((quota) => quota.status?.hard !== undefined);
    if (quotas.length === 0) return undefined;
    const refuse = (why: string) => forbidden(qualifiedResource(definition), nameInMessage(request), why);

    const usage = quotaUsage(definition, object, clock.nowMs);
    const delta = old ? growth(usage, quotaUsage(definition, old, clock.nowMs)) : usage;
    const charges: { readonly quota: ResourceQuota; readonly used: Usage }[] = [];
    for (const quota of [...quotas].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))) {
      if (!inScope(quota as Quota, definition, object)) continue;
      const hard = (quota.status?.hard ?? {}) as Usage;
      const used = (quota.status?.used ?? {}) as Usage;
      const limited = countedResources(quota as Quota, Object.keys(hard)).filter((resource) =>
        counts(request, resource),
      );
      if (limited.length === 0) continue;
      const missing = missingResources(request, limited);
      if (missing !== '') return refuse(`failed quota: ${quota.metadata.name}: must specify ${missing}`);
      const unknown = limited.filter((resource) => used[resource] === undefined).sort();
      if (unknown.length > 0) {
        return refuse(`status unknown for quota: ${quota.metadata.name}, resources: ${unknown.join(',')}`);
      }
      const requested = pick(
        delta,
        limited.filter((resource) => isPositive(delta[resource])),
      );
      const total = addUsage(pick(used, Object.keys(requested)), requested);
      const exceeded = Object.keys(total).filter((resource) => compareQuantities(total[resource], hard[resource]) > 0);
      if (exceeded.length > 0) {
        return refuse(
          `exceeded quota: ${quota.metadata.name}, requested: ${text(requested, exceeded)}, used: ${text(used, exceeded)}, limited: ${text(hard, exceeded)}`,
        );
      }
      if (Object.keys(requested).length > 0) charges.push({ quota, used: { ...used, ...total } });
    }
    const stored = operation === 'CREATE' && get(definition.kind, namespace, name) !== undefined;
    if (!request.dryRun && !stored) for (const { quota, used } of charges) charge(quota, used);
    return undefined;
  },
});

/** Whether this kind of object could use the resource at all. */
function counts({ definition }: AdmissionRequest, resource: string): boolean {
  if (resource === `count/${qualifiedResource(definition)}`) return true;
  switch (definition.kind) {
    case 'Pod':
      return (
        resource === 'pods' ||
        ((demanded.includes(resource) || /^(requests|limits)\.|^(ephemeral-storage|hugepages-)/.test(resource)) &&
          resource !== 'requests.storage' &&
          !resource.includes('storageclass.storage.k8s.io'))
      );
    case 'Service':
      return resource === 'services' || resource.startsWith('services.');
    case 'PersistentVolumeClaim':
      return (
        resource === 'persistentvolumeclaims' ||
        resource === 'requests.storage' ||
        resource.includes('storageclass.storage.k8s.io/')
      );
    default:
      return definition.group === '' && resource === definition.plural;
  }
}

/** `limits.cpu for: c1,c2; requests.memory for: c1`. */
function missingResources(request: AdmissionRequest, limited: readonly string[]): string {
  const spec = newPod(request)?.spec;
  if (!spec) return '';
  const needed = limited.filter((resource) => demanded.includes(resource)).sort();
  const { containers, initContainers } = containersOf(spec);
  return needed
    .flatMap((resource) => {
      if (podLevel(spec, resource)) return [];
      const names = [...containers, ...initContainers].filter((container) => !specifies(container, resource));
      const sorted = [...new Set(names.map(({ name }) => name ?? ''))].sort();
      return sorted.length > 0 ? [`${resource} for: ${sorted.join(',')}`] : [];
    })
    .join('; ');
}

function specifies({ resources }: Pick<ContainerDraft, 'resources'>, resource: string): boolean {
  const [which, name] = resource.includes('.') ? resource.split('.') : ['requests', resource];
  const amounts = which === 'limits' ? resources?.limits : resources?.requests;
  return amounts?.[name as string] !== undefined;
}

function podLevel(spec: PodSpecDraft, resource: string): boolean {
  return spec.resources !== undefined && specifies({ resources: spec.resources }, resource);
}

function growth(usage: Usage, before: Usage): Usage {
  const entries = Object.entries(usage).map(([name, amount]) => [
    name,
    formatQuantity(subtractQuantities(amount, before[name])),
  ]);
  return Object.fromEntries(entries) as Usage;
}

function isPositive(amount: string | undefined): boolean {
  return amount !== undefined && quantityUnits(amount) > 0;
}

function pick(usage: Usage, names: readonly string[]): Usage {
  return Object.fromEntries(names.map((name) => [name, usage[name] ?? '0']));
}

function text(usage: Usage, names: readonly string[]): string {
  return [...names]
    .sort()
    .map((name) => `${name}=${usage[name] ?? '0'}`)
    .join(',');
}
