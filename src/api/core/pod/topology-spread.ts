/** Rules that spread pods over zones or nodes. */

import { duplicate, type FieldError, invalid, notSupported, required } from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import { validateLabelSelector } from '../../meta/label-selector.ts';
import { validateLabelKeys } from './match-label-keys.ts';
import type { TopologySpreadConstraintDraft } from './model.ts';

const waysOut = ['DoNotSchedule', 'ScheduleAnyway'];
const inclusionPolicies = ['Honor', 'Ignore'];

export function validateTopologySpread(
  constraints: readonly TopologySpreadConstraintDraft[] | undefined,
  field: FieldPath,
): FieldError[] {
  if (constraints === undefined) return [];
  const lastIndices = new Map(constraints.map((constraint, index) => [pairOf(constraint), index]));
  return constraints.flatMap((constraint, index) => {
    const place = field.index(index);
    const { maxSkew = 0, topologyKey = '', whenUnsatisfiable = '', minDomains } = constraint;
    const errors: FieldError[] = [];
    if (maxSkew <= 0) errors.push(invalid(place.child('maxSkew'), maxSkew, 'must be greater than zero'));
    if (topologyKey === '') errors.push(required(place.child('topologyKey'), 'can not be empty'));
    if (!waysOut.includes(whenUnsatisfiable)) {
      errors.push(notSupported(place.child('whenUnsatisfiable'), whenUnsatisfiable, waysOut));
    }
    // All of a kind but the last are called duplicates.
    if (lastIndices.get(pairOf(constraint)) !== index) {
      errors.push(duplicate(place.child('{topologyKey, whenUnsatisfiable}'), pairOf(constraint)));
    }
    if (minDomains !== undefined) {
      const domains = place.child('minDomains');
      if (minDomains <= 0) errors.push(invalid(domains, minDomains, 'must be greater than zero'));
      if (whenUnsatisfiable !== 'DoNotSchedule') {
        const detail = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`;
        errors.push(invalid(domains, minDomains, detail));
      }
    }
    for (const policy of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
      const value = constraint[policy];
      if (value !== undefined && !inclusionPolicies.includes(value)) {
        errors.push(notSupported(place.child(policy), value, inclusionPolicies));
      }
    }
    const { matchLabelKeys, labelSelector } = constraint;
    errors.push(...validateLabelKeys({ matchLabelKeys, labelSelector }, place));
    errors.push(...validateLabelSelector(labelSelector, place.child('labelSelector')));
    return errors;
  });
}

function pairOf({ topologyKey = '', whenUnsatisfiable = '' }: TopologySpreadConstraintDraft): string {
  return `{${topologyKey}, ${whenUnsatisfiable}}`;
}
