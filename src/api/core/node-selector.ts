/** Which nodes are meant, in pods' node affinity and in volumes' reach: what the server says of a malformed NodeSelector. */
import type { INodeSelector } from 'kubernetes-models/v1/NodeSelector';
import { type FieldError, forbidden, invalid, required } from '../meta/field-error.ts';
import type { FieldPath } from '../meta/field-path.ts';
import type { Decoded } from '../meta/kind-definition.ts';
import { dns1123Subdomain, labelKey, labelValue } from '../meta/names.ts';

type NodeSelectorDraft = Decoded<INodeSelector>;
type Term = NonNullable<NonNullable<NodeSelectorDraft['nodeSelectorTerms']>[number]>;
type Requirement = NonNullable<NonNullable<Term['matchExpressions']>[number]>;

/** `checkValues`: whether values must be label values; the server does not ask it of what is only preferred. */
export function validateNodeSelector(
  selector: NodeSelectorDraft,
  field: FieldPath,
  options: { readonly checkValues: boolean },
): FieldError[] {
  const terms = selector.nodeSelectorTerms ?? [];
  const place = field.child('nodeSelectorTerms');
  if (terms.length === 0) return [required(place, 'must have at least one node selector term')];
  return terms.flatMap((term, index) => validateNodeSelectorTerm(term ?? {}, place.index(index), options));
}

export function validateNodeSelectorTerm(
  term: Term,
  field: FieldPath,
  options: { readonly checkValues: boolean },
): FieldError[] {
  const errors: FieldError[] = [];
  for (const [index, requirement] of (term.matchExpressions ?? []).entries()) {
    errors.push(...validateExpression(requirement ?? {}, field.child('matchExpressions').index(index), options));
  }
  for (const [index, requirement] of (term.matchFields ?? []).entries()) {
    errors.push(...validateField(requirement ?? {}, field.child('matchFields').index(index)));
  }
  return errors;
}

function validateExpression(
  { key = '', operator = '', values = [] }: Requirement,
  field: FieldPath,
  { checkValues }: { readonly checkValues: boolean },
): FieldError[] {
  const errors: FieldError[] = [];
  const place = field.child('values');
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) errors.push(required(place, "must be specified when `operator` is 'In' or 'NotIn'"));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) {
      errors.push(forbidden(place, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
    }
  } else if (operator === 'Gt' || operator === 'Lt') {
    if (values.length !== 1) {
      errors.push(required(place, "must be specified single value when `operator` is 'Lt' or 'Gt'"));
    }
  } else {
    errors.push(invalid(field.child('operator'), operator, 'not a valid selector operator'));
  }
  errors.push(...labelKey(key).map((detail) => invalid(field.child('key'), key, detail)));
  if (checkValues) {
    for (const [index, value] of values.entries()) {
      errors.push(...labelValue(value).map((detail) => invalid(place.index(index), value, detail)));
    }
  }
  return errors;
}

/** The only field there is to select by is `metadata.name`. */
function validateField({ key = '', operator = '', values = [] }: Requirement, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length !== 1) {
      const detail = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
      errors.push(required(field.child('values'), detail));
    }
  } else {
    errors.push(invalid(field.child('operator'), operator, 'not a valid selector operator'));
  }
  if (key !== 'metadata.name') return [...errors, invalid(field.child('key'), key, 'not a valid field selector key')];
  for (const [index, value] of values.entries()) {
    const place = field.child('values').index(index);
    errors.push(...dns1123Subdomain(value).map((detail) => invalid(place, value, detail)));
  }
  return errors;
}
