/**
 * Requests and limits of the pod as a whole, from which containers without their own take. They must hold
 * what the containers ask for together.
 */
import { type FieldError, forbidden, invalid, notSupported } from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import { compareQuantities, formatQuantity } from '../../meta/quantity.ts';
import { isHugePages, validateResourceName } from '../../meta/resource-name.ts';
import type { PodSpecDraft } from './model.ts';
import { containerTotals } from './resource-totals.ts';
import { validateResources } from './resources.ts';

const podLevelResources = ['cpu', 'hugepages-', 'memory'];

export function validatePodLevelResources(
  spec: PodSpecDraft,
  claimNames: ReadonlySet<string>,
  field: FieldPath,
): FieldError[] {
  const { resources } = spec;
  if (!resources) return [];
  const errors: FieldError[] = [];
  if (resources.claims !== undefined) {
    errors.push(forbidden(field.child('claims'), 'claims may not be set for Resources at pod-level'));
  }
  errors.push(...validateResources(resources, claimNames, field, validatePodResourceName));
  return [...errors, ...validateAgainstContainers(spec, field)];
}

export function isPodLevelResource(name: string): boolean {
  return name === 'cpu' || name === 'memory' || isHugePages(name);
}

function validatePodResourceName(name: string, field: FieldPath): FieldError[] {
  const errors = validateResourceName(name, field);
  if (errors.length > 0 || isPodLevelResource(name)) return errors;
  return [notSupported(field, name, podLevelResources)];
}

function validateAgainstContainers(spec: PodSpecDraft, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const requests = spec.resources?.requests ?? {};
  const limits = spec.resources?.limits ?? {};
  const containerRequests = containerTotals(spec, 'requests');
  const containerLimits = containerTotals(spec, 'limits');
  for (const [name, total] of containerRequests) {
    const own = Object.hasOwn(requests, name) ? requests[name] : undefined;
    if (own !== undefined && compareQuantities(own, total) < 0) {
      const detail = `must be greater than or equal to aggregate container requests of ${formatQuantity(total)}`;
      errors.push(invalid(field.child('requests').key(name), formatQuantity(own), detail));
    }
  }
  // Huge pages cannot be overcommitted, so their limits must hold all containers; other limits are checked one by one.
  for (const [name, total] of containerLimits) {
    const own = Object.hasOwn(limits, name) ? limits[name] : undefined;
    if (own !== undefined && isHugePages(name) && compareQuantities(own, total) < 0) {
      const detail = `must be greater than or equal to aggregate container limits of ${formatQuantity(total)}`;
      errors.push(invalid(field.child('limits').key(name), formatQuantity(own), detail));
    }
  }
  for (const [index, container] of (spec.containers ?? []).entries()) {
    for (const [name, limit = '0'] of Object.entries(container.resources?.limits ?? {})) {
      const own = Object.hasOwn(limits, name) ? limits[name] : undefined;
      if (own === undefined || compareQuantities(limit, own) <= 0) continue;
      const place = field.child('containers').index(index).key(name).child('limits');
      const detail = `must be less than or equal to pod limits of ${formatQuantity(own)}`;
      errors.push(invalid(place, formatQuantity(limit), detail));
    }
  }
  return errors;
}
