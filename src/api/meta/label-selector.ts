/**
 * Which objects are meant: the LabelSelector of specs (matchLabels, matchExpressions), the short form of the command line
 * (`app=web,tier!=db,env in (a,b),!old`), how both match, and what the server says of a malformed one.
 */
import { ok, type Result } from '#base/result.ts';
import { type FieldError, forbidden, invalid, required } from './field-error.ts';
import type { FieldPath } from './field-path.ts';
import { labelKey, labelValue } from './names.ts';
import { validateLabels } from './object-meta.ts';
import { parseSelectorText, type Sign } from './selector-text.ts';

export interface LabelSelector {
  readonly matchLabels?: Labels | undefined;
  readonly matchExpressions?: readonly LabelSelectorRequirement[] | undefined;
}

export interface LabelSelectorRequirement {
  readonly key?: string | undefined;
  readonly operator?: string | undefined;
  readonly values?: readonly string[] | undefined;
}

type Labels = Readonly<Record<string, string | undefined>>;

/** An absent selector matches nothing, an empty one everything. */
export function matchesSelector(selector: LabelSelector | undefined, labels: Labels | undefined): boolean {
  if (selector === undefined) return false;
  const own = labels ?? {};
  for (const key in selector.matchLabels) if (labelOf(own, key) !== selector.matchLabels[key]) return false;
  return (selector.matchExpressions ?? []).every((requirement) => matchesRequirement(requirement, own));
}

/** A plain map of equalities, as in a Service or a ReplicationController. An absent or empty one matches nothing. */
export function matchesLabels(selector: Labels | undefined, labels: Labels | undefined): boolean {
  if (selector === undefined || Object.keys(selector).length === 0) return false;
  return matchesSelector({ matchLabels: selector }, labels);
}

export function matchesRequirement(requirement: LabelSelectorRequirement, labels: Labels): boolean {
  const value = labelOf(labels, requirement.key ?? '');
  const values = requirement.values ?? [];
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return isWhole(value) && isWhole(values[0]) && BigInt(value) > BigInt(values[0]);
    case 'Lt':
      return isWhole(value) && isWhole(values[0]) && BigInt(value) < BigInt(values[0]);
    default:
      return false;
  }
}

function labelOf(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

function isWhole(text: string | undefined): text is string {
  return text !== undefined && /^[+-]?[0-9]{1,19}$/.test(text);
}

/** The short form of `kubectl -l`: `parseLabelSelector('app=web,env in (a,b),!old')`; the error is the server's sentence. */
export function parseLabelSelector(text: string): Result<LabelSelector, string> {
  const read = parseSelectorText(text);
  if (!read.ok) return read;
  return ok({
    matchExpressions: read.value.map(({ key, sign, values }) => ({ key, operator: operatorOf[sign], values })),
  });
}

const operatorOf: Readonly<Record<Sign, string>> = {
  exists: 'Exists',
  '!': 'DoesNotExist',
  in: 'In',
  notin: 'NotIn',
  '=': 'In',
  '==': 'In',
  '!=': 'NotIn',
  '>': 'Gt',
  '<': 'Lt',
};

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** Says nothing of an absent selector: whether one is needed is for the kind. */
export function validateLabelSelector(selector: LabelSelector | undefined, field: FieldPath): FieldError[] {
  if (selector === undefined) return [];
  const errors = validateLabels(selector.matchLabels, field.child('matchLabels'));
  for (const [index, requirement] of (selector.matchExpressions ?? []).entries()) {
    errors.push(...validateRequirement(requirement, field.child('matchExpressions').index(index)));
  }
  return errors;
}

function validateRequirement(requirement: LabelSelectorRequirement, field: FieldPath): FieldError[] {
  const { key = '', operator = '', values = [] } = requirement;
  const errors: FieldError[] = [];
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) {
      errors.push(required(field.child('values'), "must be specified when `operator` is 'In' or 'NotIn'"));
    }
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) {
      const detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
      errors.push(forbidden(field.child('values'), detail));
    }
  } else {
    errors.push(invalid(field.child('operator'), operator, 'not a valid selector operator'));
  }
  for (const detail of labelKey(key)) errors.push(invalid(field.child('key'), key, detail));
  for (const [index, value] of values.entries()) {
    for (const detail of labelValue(value)) errors.push(invalid(field.child('values').index(index), value, detail));
  }
  return errors;
}

/** As refusals print it: JSON names, keys sorted, what is empty left out. */
export function printedSelector({ matchLabels = {}, matchExpressions = [] }: LabelSelector): object {
  const labels = Object.entries(matchLabels).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...(labels.length > 0 && { matchLabels: Object.fromEntries(labels) }),
    ...(matchExpressions.length > 0 && {
      matchExpressions: matchExpressions.map(({ key = '', operator = '', values = [] }) => ({
        key,
        operator,
        ...(values.length > 0 && { values }),
      })),
    }),
  };
}

/** Whether the server could turn the selector into one it can match with; where not, some kinds add an error of their own. */
export function isUsableSelector(selector: LabelSelector): boolean {
  const good = (key: string, values: readonly string[]) =>
    labelKey(key).length === 0 && values.every((value) => labelValue(value).length === 0);
  return (
    Object.entries(selector.matchLabels ?? {}).every(([key, value]) => good(key, [value ?? ''])) &&
    (selector.matchExpressions ?? []).every(({ key = '', operator = '', values = [] }) => {
      const needsValues = operator === 'In' || operator === 'NotIn';
      return operators.includes(operator) && good(key, values) && values.length > 0 === needsValues;
    })
  );
}
