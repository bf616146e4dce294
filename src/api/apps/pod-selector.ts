/** The selector of a workload: which pods it takes for its own. It must pick those that its template makes. */

import type { PodTemplateDraft } from '../core/pod/model.ts';
import { type FieldError, invalid, required } from '../meta/field-error.ts';
import type { FieldPath } from '../meta/field-path.ts';
import { goStruct, labelSelector as labelSelectorShape } from '../meta/go-struct.ts';
import {
  isUsableSelector,
  type LabelSelector,
  matchesSelector,
  validateLabelSelector,
} from '../meta/label-selector.ts';
import { isSame } from '../meta/object-meta.ts';

/** `kindInText` as the server writes it, which for a ReplicaSet is "deployment". */
export function validatePodSelector(
  selector: LabelSelector | undefined,
  kindInText: string,
  field: FieldPath,
): FieldError[] {
  if (!selector) return [required(field)];
  const errors = validateLabelSelector(selector, field);
  if (isEmptySelector(selector)) {
    const detail = `empty selector is invalid for ${kindInText}`;
    errors.push(invalid(field, goSelector(selector), detail));
  }
  return errors;
}

/** The selector can be matched with; an absent one can, and matches nothing. */
export function canMatch(selector: LabelSelector | undefined): boolean {
  return !selector || isUsableSelector(selector);
}

export function validateTemplateLabels(
  selector: LabelSelector | undefined,
  template: PodTemplateDraft,
  field: FieldPath,
): FieldError[] {
  const labels = template.metadata?.labels;
  if (matchesSelector(selector, labels)) return [];
  const detail = '`selector` does not match template `labels`';
  return [invalid(field.child('metadata', 'labels'), labels ?? null, detail)];
}

export function validateSameSelector(
  selector: LabelSelector | undefined,
  old: LabelSelector | undefined,
  field: FieldPath,
): FieldError[] {
  if (isSame(goSelector(selector), goSelector(old))) return [];
  return [invalid(field, goSelector(selector), 'field is immutable')];
}

export function isEmptySelector({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

/** As refusals print it; null when there is none. */
export function goSelector(selector: LabelSelector | undefined): unknown {
  return selector ? goStruct(labelSelectorShape, selector) : null;
}
