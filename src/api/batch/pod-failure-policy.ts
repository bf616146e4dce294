/** What a Job makes of a failed pod, by exit code or by condition: count it, ignore it, fail the index or the Job. */
import { invalidEach } from '../meta/field-checks.ts';
import { duplicate, type FieldError, invalid, notSupported, required, tooMany } from '../meta/field-error.ts';
import type { FieldPath } from '../meta/field-path.ts';
import { list, optional, pointer, struct, text } from '../meta/go-struct.ts';
import { labelKey } from '../meta/names.ts';
import type { JobSpecDraft } from './job-spec.ts';

type Policy = NonNullable<JobSpecDraft['podFailurePolicy']>;
type Rule = NonNullable<Policy['rules']>[number];
type OnExitCodes = NonNullable<Rule['onExitCodes']>;
type OnPodConditions = NonNullable<Rule['onPodConditions']>;

export const podFailurePolicyStruct = struct({
  Rules: list(
    struct({
      Action: text,
      OnExitCodes: pointer(struct({ ContainerName: optional, Operator: text, Values: optional })),
      OnPodConditions: list(struct({ Type: text, Status: text })),
    }),
  ),
});

const actions = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const operators = ['In', 'NotIn'];
const statuses = ['False', 'True', 'Unknown'];

export function validatePodFailurePolicy(spec: JobSpecDraft, field: FieldPath): FieldError[] {
  if (!spec.podFailurePolicy) return [];
  const { rules = [] } = spec.podFailurePolicy;
  const place = field.child('rules');
  const errors = rules.length > 20 ? [tooMany(place, rules.length, 20)] : [];
  const { containers = [], initContainers = [] } = spec.template?.spec ?? {};
  const containerNames = new Set([...containers, ...initContainers].map(({ name = '' }) => name));
  for (const [index, rule] of rules.entries()) {
    errors.push(...validateRule(rule, spec, containerNames, place.index(index)));
  }
  return errors;
}

function validateRule(
  rule: Rule,
  spec: JobSpecDraft,
  containerNames: ReadonlySet<string>,
  field: FieldPath,
): FieldError[] {
  const { action = '', onExitCodes, onPodConditions = [] } = rule;
  const errors = validateChoice(action, actions, field.child('action'));
  if (action === 'FailIndex' && spec.backoffLimitPerIndex === undefined) {
    errors.push(invalid(field.child('action'), action, 'requires the backoffLimitPerIndex to be set'));
  }
  if (onExitCodes) errors.push(...validateOnExitCodes(onExitCodes, containerNames, field.child('onExitCodes')));
  if (onPodConditions.length > 0) {
    errors.push(...validateOnPodConditions(onPodConditions, field.child('onPodConditions')));
  }
  if (onExitCodes && onPodConditions.length > 0) {
    errors.push(ruleError(field, 'specifying both OnExitCodes and OnPodConditions is not supported'));
  }
  if (!onExitCodes && onPodConditions.length === 0) {
    errors.push(ruleError(field, 'specifying one of OnExitCodes and OnPodConditions is required'));
  }
  return errors;
}

/** The server prints no value here. */
function ruleError(field: FieldPath, detail: string): FieldError {
  return { type: 'FieldValueInvalid', field: `${field}`, message: `Invalid value: ${detail}` };
}

function validateChoice(value: string, allowed: readonly string[], field: FieldPath): FieldError[] {
  if (value === '') {
    const names = allowed.map((name) => JSON.stringify(name)).join(' ');
    return [required(field, `valid values: [${names}]`)];
  }
  return allowed.includes(value) ? [] : [notSupported(field, value, allowed)];
}

function validateOnExitCodes(
  onExitCodes: OnExitCodes,
  containerNames: ReadonlySet<string>,
  field: FieldPath,
): FieldError[] {
  const { operator = '', containerName, values = [] } = onExitCodes;
  const errors = validateChoice(operator, operators, field.child('operator'));
  if (containerName !== undefined && !containerNames.has(containerName)) {
    const detail = 'must be one of the container or initContainer names in the pod template';
    errors.push(invalid(field.child('containerName'), containerName, detail));
  }
  const place = field.child('values');
  if (values.length === 0) errors.push(invalid(place, onExitCodes.values ?? null, 'at least one value is required'));
  else if (values.length > 255) errors.push(tooMany(place, values.length, 255));
  const seen = new Set<number>();
  for (const [index, value] of values.entries()) {
    if (operator === 'In' && value === 0) {
      errors.push(invalid(place.index(index), value, 'must not be 0 for the In operator'));
    }
    if (seen.has(value)) errors.push(duplicate(place.index(index), value));
    seen.add(value);
  }
  const isOrdered = values.every((value, index) => index === 0 || (values[index - 1] as number) <= value);
  if (!isOrdered) errors.push(invalid(place, values, 'must be ordered'));
  return errors;
}

function validateOnPodConditions(patterns: OnPodConditions, field: FieldPath): FieldError[] {
  const errors = patterns.length > 20 ? [tooMany(field, patterns.length, 20)] : [];
  for (const [index, { type = '', status = '' }] of patterns.entries()) {
    const place = field.index(index);
    errors.push(...invalidEach(place.child('type'), type, labelKey(type)));
    errors.push(...validateChoice(status, statuses, place.child('status')));
  }
  return errors;
}
