/** Tolerations of node taints. What is wrong with `value` is reported at `operator`, as the server does. */

import { invalidEach } from '../../meta/field-checks.ts';
import { type FieldError, invalid, notSupported } from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import { labelKey, labelValue } from '../../meta/names.ts';
import type { TolerationDraft } from './model.ts';

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

export function validateTolerations(
  tolerations: readonly TolerationDraft[] | undefined,
  field: FieldPath,
): FieldError[] {
  return (tolerations ?? []).flatMap((toleration, index) => {
    const place = field.index(index);
    const { key = '', operator = '', value = '', effect = '', tolerationSeconds } = toleration;
    const errors: FieldError[] = [];
    if (key !== '') errors.push(...invalidEach(place.child('key'), key, labelKey(key)));
    if (key === '' && operator !== 'Exists') {
      const detail = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
      errors.push(invalid(place.child('operator'), operator, detail));
    }
    if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
      const detail = "effect must be 'NoExecute' when `tolerationSeconds` is set";
      errors.push(invalid(place.child('effect'), effect, detail));
    }
    if (operator === 'Equal' || operator === '') {
      const details = labelValue(value);
      if (details.length > 0) errors.push(invalid(place.child('operator'), value, details.join(';')));
    } else if (operator === 'Exists') {
      if (value !== '') {
        errors.push(invalid(place.child('operator'), value, "value must be empty when `operator` is 'Exists'"));
      }
    } else {
      errors.push(notSupported(place.child('operator'), operator, ['Equal', 'Exists']));
    }
    if (effect !== '' && !effects.includes(effect)) {
      errors.push(notSupported(place.child('effect'), effect, effects));
    }
    return errors;
  });
}
