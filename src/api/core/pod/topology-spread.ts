/** Rules that spread pods over zones or nodes. */

import { invalidEach } from '../../meta/field-checks.ts';
import { duplicate, type FieldError, forbidden, invalid, notSupported, required } from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import { type LabelSelector, validateLabelSelector } from '../../meta/label-selector.ts';
import { labelKey } from '../../meta/names.ts';
import type { TopologySpreadConstraintDraft } from './model.ts';

const waysOut = ['DoNotSchedule', 'ScheduleAnyway'];
const inclusionPolicies = ['Honor', 'Ignore'];

export function validateTopologySpread(
  constraints: readonly TopologySpreadConstraintDraft[] | undefined,
  field: FieldPath,
): FieldError[] {
  return (constraints ?? []).flatMap((constraint, index) => {
    const place = field.index(index);
    const { maxSkew = 0, topologyKey = '', whenUnsatisfiable = '', minDomains } = constraint;
    const errors: FieldError[] = [];
    if (maxSkew <= 0) errors.push(invalid(place.child('maxSkew'), maxSkew, 'must be greater than zero'));
    if (topologyKey === '') errors.push(required(place.child('topologyKey'), 'can not be empty'));
    if (!waysOut.includes(whenUnsatisfiable)) {
      errors.push(notSupported(place.child('whenUnsatisfiable'), whenUnsatisfiable, waysOut));
    }
    const isRepeated = (constraints ?? [])
      .slice(index + 1)
      .some(
        (other) => (other.topologyKey ?? '') === topologyKey && (other.whenUnsatisfiable ?? '') === whenUnsatisfiable,
      );
    if (isRepeated) {
      const pair = place.child('{topologyKey, whenUnsatisfiable}');
      errors.push(duplicate(pair, `{${topologyKey}, ${whenUnsatisfiable}}`));
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
    errors.push(...validateMatchLabelKeys(matchLabelKeys, labelSelector, place.child('matchLabelKeys')));
    for (const [keyIndex, key] of (labelSelector ? (matchLabelKeys ?? []) : []).entries()) {
      if (!selectsBy(labelSelector, key)) continue;
      const detail = 'exists in both matchLabelKeys and labelSelector';
      errors.push(invalid(place.child('matchLabelKeys').index(keyIndex), key, detail));
    }
    errors.push(...validateLabelSelector(labelSelector, place.child('labelSelector')));
    return errors;
  });
}

/** Keys whose value is taken from the pod itself and added to the selector, so there must be one. */
export function validateMatchLabelKeys(
  keys: readonly string[] | undefined,
  selector: LabelSelector | undefined,
  field: FieldPath,
): FieldError[] {
  if (!keys || keys.length === 0) return [];
  if (!selector) return [forbidden(field, 'must not be specified when labelSelector is not set')];
  return keys.flatMap((key, index) => invalidEach(field.index(index), key, labelKey(key)));
}

function selectsBy(selector: LabelSelector | undefined, key: string): boolean {
  return (
    Object.hasOwn(selector?.matchLabels ?? {}, key) ||
    (selector?.matchExpressions ?? []).some((requirement) => requirement.key === key)
  );
}
