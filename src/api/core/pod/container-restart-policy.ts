/** When a single container is started again: its own policy, and rules by exit code that go before it. */
import { type FieldError, notSupported, required, tooLong } from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import type { ContainerDraft } from './model.ts';

const policies = ['Always', 'Never', 'OnFailure'];
const actions = ['Restart', 'RestartAllContainers'];
const operators = ['In', 'NotIn'];

/** Rules without a policy of their own are refused, and then not looked at. */
export function validateInitRestartPolicyRules(container: ContainerDraft, field: FieldPath): FieldError[] {
  const errors = validateRestartPolicyRules(container, field);
  return container.restartPolicy === undefined ? errors.slice(0, 1) : errors;
}

export function validateRestartPolicyRules(container: ContainerDraft, field: FieldPath): FieldError[] {
  const { restartPolicy, restartPolicyRules: rules = [] } = container;
  const errors: FieldError[] = [];
  if (restartPolicy !== undefined && !policies.includes(restartPolicy)) {
    errors.push(notSupported(field.child('restartPolicy'), restartPolicy, policies));
  }
  if (rules.length > 0 && restartPolicy === undefined) {
    const detail = 'must specify restartPolicy when restart rules are used';
    errors.push(required(field.child('restartPolicy'), detail));
  }
  if (rules.length > 20) errors.push(tooLong(field.child('restartPolicyRules'), 20));
  for (const [index, { action = '', exitCodes }] of rules.entries()) {
    const place = field.child('restartPolicyRules').index(index);
    if (!actions.includes(action)) errors.push(notSupported(place.child('action'), action, actions));
    if (!exitCodes) {
      errors.push(required(place.child('exitCodes'), 'must be specified'));
      continue;
    }
    const { operator = '', values = [] } = exitCodes;
    if (!operators.includes(operator)) {
      errors.push(notSupported(place.child('exitCodes', 'operator'), operator, operators));
    }
    if (values.length > 255) errors.push(tooLong(place.child('exitCodes', 'values'), 255));
  }
  return errors;
}
