/**
 * Names of resources in requests, limits, quotas and limit ranges: `cpu`, `requests.memory`, `hugepages-2Mi`,
 * `example.com/gpu`, `count/deployments.apps`. Which are standard, which must be whole numbers, and what is said of the rest.
 */
import { type FieldError, invalid } from './field-error.ts';
import type { FieldPath } from './field-path.ts';
import { labelKey } from './names.ts';

const containerResources = ['cpu', 'memory', 'ephemeral-storage'];
const countedObjects = [
  'pods',
  'services',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
];
const quotaResources = new Set([
  ...containerResources,
  ...containerResources.map((name) => `requests.${name}`),
  ...containerResources.map((name) => `limits.${name}`),
  'requests.storage',
  ...countedObjects,
]);
const standardResources = new Set([...quotaResources, 'storage']);

export function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-');
}

function isQuotaHugePages(name: string): boolean {
  return isHugePages(name) || name.startsWith('requests.hugepages-');
}

/** Without a domain of its own, or with Kubernetes'. */
function isNativeResource(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

/** `example.com/gpu`: somebody's own, counted in whole numbers and never overcommitted. */
function isExtendedResource(name: string): boolean {
  return !isNativeResource(name) && !name.startsWith('requests.') && labelKey(`requests.${name}`).length === 0;
}

export function isOvercommitAllowed(name: string): boolean {
  return isNativeResource(name) && !isHugePages(name);
}

export function isStandardQuotaResource(name: string): boolean {
  return quotaResources.has(name) || isQuotaHugePages(name);
}

/** Resources of which there are no fractions. */
export function isIntegerResource(name: string): boolean {
  return countedObjects.includes(name) || isExtendedResource(name);
}

export function validateResourceName(name: string, field: FieldPath): FieldError[] {
  const errors = labelKey(name).map((detail) => invalid(field, name, detail));
  if (errors.length > 0 || name.includes('/') || standardResources.has(name) || isQuotaHugePages(name)) return errors;
  return [invalid(field, name, 'must be a standard resource type or fully qualified')];
}

export function validateContainerResourceName(name: string, field: FieldPath): FieldError[] {
  const errors = validateResourceName(name, field);
  if (!name.includes('/')) {
    if (!containerResources.includes(name) && !isHugePages(name)) {
      errors.push(invalid(field, name, 'must be a standard resource for containers'));
    }
  } else if (!isNativeResource(name) && !isExtendedResource(name)) {
    errors.push(invalid(field, name, "doesn't follow extended resource name standard"));
  }
  return errors;
}

export function validateQuotaResourceName(name: string, field: FieldPath): FieldError[] {
  const errors = validateResourceName(name, field);
  if (!name.includes('/') && !isStandardQuotaResource(name)) {
    errors.push(invalid(field, name, 'must be a standard resource for quota'));
  }
  return errors;
}
