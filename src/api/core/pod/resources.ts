/**
 * Requests and limits of a container. `cpu`, `memory`, `ephemeral-storage` and `hugepages-2Mi` have meaning to Kubernetes;
 * any other name must have a domain (`vendor.example/gpu`) and cannot be promised twice, so its request equals its limit.
 */

import { nonNegativeQuantity, validateDns1123Label } from '../../meta/field-checks.ts';
import { duplicate, type FieldError, forbidden, invalid, notFound, required } from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import { compareQuantities, formatQuantity, parseQuantity, quantityUnits } from '../../meta/quantity.ts';
import {
  isHugePages,
  isIntegerResource,
  isOvercommitAllowed,
  validateContainerResourceName,
} from '../../meta/resource-name.ts';
import type { ResourcesDraft } from './model.ts';

export function validateResources(
  resources: ResourcesDraft | undefined,
  claimNames: ReadonlySet<string>,
  field: FieldPath,
  validateName: (name: string, field: FieldPath) => FieldError[] = validateContainerResourceName,
): FieldError[] {
  const { limits = {}, requests = {}, claims } = resources ?? {};
  const limitsPath = field.child('limits');
  const requestsPath = field.child('requests');
  const errors: FieldError[] = [];
  for (const [name, quantity = '0'] of Object.entries(limits)) {
    errors.push(...validateAmount(name, quantity, limitsPath.key(name), validateName));
    errors.push(...validatePages(name, quantity, limitsPath.key(name)));
  }
  for (const [name, quantity = '0'] of Object.entries(requests)) {
    errors.push(...validateAmount(name, quantity, requestsPath.key(name), validateName));
    const limit = Object.hasOwn(limits, name) ? limits[name] : undefined;
    if (limit !== undefined) {
      const difference = compareQuantities(quantity, limit);
      const shown = formatQuantity(quantity);
      if (difference !== 0 && !isOvercommitAllowed(name)) {
        errors.push(invalid(requestsPath, shown, `must be equal to ${name} limit of ${formatQuantity(limit)}`));
      } else if (difference > 0) {
        const detail = `must be less than or equal to ${name} limit of ${formatQuantity(limit)}`;
        errors.push(invalid(requestsPath, shown, detail));
      }
    } else if (!isOvercommitAllowed(name)) {
      errors.push(required(limitsPath, 'Limit must be set for non overcommitable resources'));
    }
    errors.push(...validatePages(name, quantity, requestsPath.key(name)));
  }
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory')) {
    errors.push(forbidden(field, 'HugePages require cpu or memory'));
  }
  return [...errors, ...validateClaims(claims, claimNames, field.child('claims'))];
}

function validateAmount(
  name: string,
  quantity: string | number,
  field: FieldPath,
  validateName: (name: string, field: FieldPath) => FieldError[],
): FieldError[] {
  const errors = [...validateName(name, field), ...nonNegativeQuantity(quantity, field)];
  if (isIntegerResource(name) && (parseQuantity(quantity)?.nano ?? 0n) % 10n ** 9n !== 0n) {
    errors.push(invalid(field, formatQuantity(quantity), 'must be an integer'));
  }
  return errors;
}

function validatePages(name: string, quantity: string | number, field: FieldPath): FieldError[] {
  if (!isHugePages(name) || isMultipleOfPage(name, quantity)) return [];
  const shown = formatQuantity(quantity);
  return [invalid(field, shown, `${shown} is not positive integer multiple of ${name}`)];
}

/** `hugepages-2Mi: 3Mi` would be a page and a half. */
function isMultipleOfPage(name: string, quantity: string | number): boolean {
  const page = parseQuantity(name.slice('hugepages-'.length));
  const amount = parseQuantity(quantity);
  if (!page || !amount || page.nano <= 0n || page.nano % 10n ** 9n !== 0n) return false;
  return quantityUnits(amount) % quantityUnits(page) === 0;
}

/** Devices that the pod declares in `resourceClaims` and a container uses, whole or one request of them. */
function validateClaims(claims: ResourcesDraft['claims'], declared: ReadonlySet<string>, field: FieldPath) {
  const seen = new Set<string>();
  return (claims ?? []).flatMap(({ name = '', request = '' }, index): FieldError[] => {
    const place = field.index(index);
    if (name === '') return [required(place)];
    const errors: FieldError[] = [];
    if (seen.has(name)) {
      // The whole claim is in use already, so each part of it is.
      errors.push(duplicate(place, name));
    } else {
      const key = request === '' ? name : `${name}/${request}`;
      if (request !== '') errors.push(...validateDns1123Label(request, place.child('request')));
      const parts = request === '' ? [...seen].filter((other) => other.startsWith(`${name}/`)) : [];
      if (seen.has(key)) errors.push(duplicate(place, key));
      else errors.push(...parts.map(() => duplicate(place, name)));
      seen.add(key);
    }
    if (!declared.has(name)) {
      const rest = declared.size === 0 ? ' which is empty' : `: ${[...declared].sort().join(', ')}`;
      errors.push(notFound(place, name, `must be one of the names in pod.spec.resourceClaims${rest}`));
    }
    return errors;
  });
}
