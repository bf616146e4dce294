/** Devices that the pod asks for (`resourceClaims`): each named, each from exactly one source. */

import { invalidEach, validateDns1123Label } from '../../meta/field-checks.ts';
import { duplicate, type FieldError, invalid, required } from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import { goStruct } from '../../meta/go-struct.ts';
import { dns1123Subdomain } from '../../meta/names.ts';
import { resourceClaimStruct } from './go-structs.ts';
import type { PodSpecDraft } from './model.ts';

export function resourceClaimNames(spec: PodSpecDraft): Set<string> {
  return new Set((spec.resourceClaims ?? []).flatMap(({ name = '' }) => (name === '' ? [] : [name])));
}

export function validateResourceClaims(spec: PodSpecDraft, field: FieldPath): FieldError[] {
  const names = new Set<string>();
  return (spec.resourceClaims ?? []).flatMap((claim, index): FieldError[] => {
    const place = field.index(index);
    const { name = '', resourceClaimName, resourceClaimTemplateName } = claim;
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(place.child('name')));
    else if (names.has(name)) errors.push(duplicate(place.child('name'), name));
    else {
      errors.push(...validateDns1123Label(name, place.child('name')));
      names.add(name);
    }
    const shown = goStruct(resourceClaimStruct, claim);
    if (resourceClaimName !== undefined && resourceClaimTemplateName !== undefined) {
      const detail = 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified';
      errors.push(invalid(place, shown, detail));
    }
    if (resourceClaimName === undefined && resourceClaimTemplateName === undefined) {
      const detail = 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`';
      errors.push(invalid(place, shown, detail));
    }
    for (const source of ['resourceClaimName', 'resourceClaimTemplateName'] as const) {
      const value = claim[source];
      if (value !== undefined) errors.push(...invalidEach(place.child(source), value, dns1123Subdomain(value)));
    }
    return errors;
  });
}
