/**
 * Small checks of single fields that many kinds make, each already turned into field errors.
 * `nonNegative(spec.replicas, path.child('replicas'))`; an absent field has nothing wrong with it.
 */
import { type FieldError, invalid } from './field-error.ts';
import type { FieldPath } from './field-path.ts';
import { dns1123Label } from './names.ts';
import { compareQuantities, formatQuantity, type QuantityLike } from './quantity.ts';

/** One `Invalid value` for each complaint of a string check. */
export function invalidEach(field: FieldPath, value: unknown, details: readonly string[]): FieldError[] {
  return details.map((detail) => invalid(field, value, detail));
}

export function nonNegative(value: number | undefined, field: FieldPath): FieldError[] {
  return (value ?? 0) < 0 ? [invalid(field, value, 'must be greater than or equal to 0')] : [];
}

export function nonNegativeQuantity(value: QuantityLike, field: FieldPath): FieldError[] {
  return compareQuantities(value, '0') < 0
    ? [invalid(field, formatQuantity(value), 'must be greater than or equal to 0')]
    : [];
}

/** User and group ids. */
export function systemId(value: number | undefined, field: FieldPath): FieldError[] {
  if (value === undefined || (value >= 0 && value <= 2147483647)) return [];
  return [invalid(field, value, 'must be between 0 and 2147483647, inclusive')];
}

/** `0644` is read as octal long before; here it is 420. */
export function fileMode(value: number | undefined, field: FieldPath): FieldError[] {
  if (value === undefined || (value >= 0 && value <= 0o777)) return [];
  return [invalid(field, value, 'must be a number between 0 and 0777 (octal), both inclusive')];
}

export function validateDns1123Label(value: string, field: FieldPath): FieldError[] {
  return invalidEach(field, value, dns1123Label(value));
}

/** A path inside a volume: neither absolute nor climbing out of it. */
export function descendingPath(value: string, field: FieldPath): FieldError[] {
  const errors = value.startsWith('/') ? [invalid(field, value, 'must be a relative path')] : [];
  return [...errors, ...noBacksteps(value, field)];
}

/** As `descendingPath`, and not one of the names that the kubelet keeps for itself (`..data`). */
export function nonReservedPath(value: string, field: FieldPath): FieldError[] {
  const errors = descendingPath(value, field);
  if (value.startsWith('..') && !value.startsWith('../'))
    errors.push(invalid(field, value, "must not start with '..'"));
  return errors;
}

export function noBacksteps(value: string, field: FieldPath): FieldError[] {
  return value.split('/').includes('..') ? [invalid(field, value, "must not contain '..'")] : [];
}
