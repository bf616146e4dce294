/** Whether changing cpu or memory of a running container restarts it. The server leaves the index out of most complaints. */
import { duplicate, type FieldError, invalid, notSupported, required } from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import type { ContainerDraft } from './model.ts';

const resources = ['cpu', 'memory'];
const policies = ['NotRequired', 'RestartContainer'];

export function validateResizePolicy(
  rules: ContainerDraft['resizePolicy'],
  podRestartPolicy: string | undefined,
  field: FieldPath,
): FieldError[] {
  const seen = new Set<string>();
  return (rules ?? []).flatMap(({ resourceName = '', restartPolicy = '' }, index) => {
    const errors: FieldError[] = [];
    if (seen.has(resourceName)) errors.push(duplicate(field.index(index), resourceName));
    seen.add(resourceName);
    if (resourceName === '') errors.push(required(field));
    else if (!resources.includes(resourceName)) errors.push(notSupported(field, resourceName, resources));
    if (restartPolicy === '') errors.push(required(field));
    else if (!policies.includes(restartPolicy)) errors.push(notSupported(field, restartPolicy, policies));
    if (podRestartPolicy === 'Never' && restartPolicy !== 'NotRequired') {
      errors.push(invalid(field, restartPolicy, "must be 'NotRequired' when pod `restartPolicy` is 'Never'"));
    }
    return errors;
  });
}
