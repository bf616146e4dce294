/** How many pods may be missing or extra while a workload is replaced: a count, or a share of what is wanted. */

import { invalidEach } from '../meta/field-checks.ts';
import { type FieldError, invalid } from '../meta/field-error.ts';
import type { FieldPath } from '../meta/field-path.ts';
import { type IntOrString, percentOf } from '../meta/int-or-string.ts';
import { percent } from '../meta/names.ts';

export function validateCountOrPercent(value: IntOrString, field: FieldPath): FieldError[] {
  if (typeof value === 'string') return invalidEach(field, value, percent(value));
  return value < 0 ? [invalid(field, value, 'must be greater than or equal to 0')] : [];
}

export function atMostAll(value: IntOrString, field: FieldPath): FieldError[] {
  const share = percentOf(value);
  return share !== undefined && share > 100 ? [invalid(field, value, 'must not be greater than 100%')] : [];
}

/** `0` and `0%` are none, and so is what cannot be read. */
export function isNone(value: IntOrString): boolean {
  if (typeof value === 'number') return value === 0;
  return (percentOf(value) ?? (/^[+-]?[0-9]+$/.test(value) ? Number(value) : 0)) === 0;
}
