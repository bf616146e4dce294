/** How many nodes may use a volume and how. ReadWriteOnce is one *node*, ReadWriteOncePod one pod. */
import { type FieldError, forbidden, notSupported } from '../meta/field-error.ts';
import type { FieldPath } from '../meta/field-path.ts';

const accessModes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

export function validateAccessModes(modes: readonly string[], field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  for (const mode of modes) if (!accessModes.includes(mode)) errors.push(notSupported(field, mode, accessModes));
  const known = modes.filter((mode) => accessModes.includes(mode));
  if (known.includes('ReadWriteOncePod') && known.some((mode) => mode !== 'ReadWriteOncePod')) {
    errors.push(forbidden(field, 'may not use ReadWriteOncePod with other access modes'));
  }
  return errors;
}
