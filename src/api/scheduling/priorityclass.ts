/** PriorityClass: a number that says who goes first, and who may be pushed out. Names that begin with `system-` are taken. */
import type { IPriorityClass } from 'kubernetes-models/scheduling.k8s.io/v1/PriorityClass';
import { type FieldError, forbidden, notSupported } from '../meta/field-error.ts';
import { path } from '../meta/field-path.ts';
import { firstGeneration } from '../meta/generation.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { nameIsDns1123Subdomain } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { validateImmutableField, validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';

export type PriorityClass = Stored<IPriorityClass>;

/** The two classes that are always there, and the priority of their pods. */
const systemPriorities: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
};
const highestUserPriority = 1_000_000_000;

export const priorityClassKind: KindDefinition<IPriorityClass> = {
  kind: 'PriorityClass',
  group: 'scheduling.k8s.io',
  version: 'v1',
  plural: 'priorityclasses',
  singular: 'priorityclass',
  shortNames: ['pc'],
  namespaced: false,
  subresources: [],
  defaults(draft) {
    draft.preemptionPolicy ||= 'PreemptLowerPriority';
  },
  prepareForCreate: firstGeneration,
  validate,
  validateUpdate(draft, old) {
    const errors = validateObjectMetaUpdate(draft.metadata, old.metadata);
    if ((draft.value ?? 0) !== (old.value ?? 0)) errors.push(forbidden('value', 'may not be changed in an update.'));
    errors.push(...validateImmutableField(draft.preemptionPolicy, old.preemptionPolicy, path('preemptionPolicy')));
    return errors;
  },
};

function validate(draft: Decoded<IPriorityClass>): FieldError[] {
  const errors = validateObjectMeta(draft.metadata, { namespaced: false, name: nameIsDns1123Subdomain });
  const { value = 0, preemptionPolicy = '', globalDefault = false } = draft;
  const name = draft.metadata?.name ?? '';
  if (name.startsWith('system-')) {
    const known = Object.hasOwn(systemPriorities, name) ? systemPriorities[name] : undefined;
    let problem: string | undefined;
    if (known === undefined) problem = `${name} is not a known system priority class`;
    else if (known !== value) problem = `value of ${name} PriorityClass must be ${known}`;
    else if (globalDefault) problem = `globalDefault of ${name} PriorityClass must be false`;
    if (problem) {
      const detail = `priority class names with 'system-' prefix are reserved for system use only. error: ${problem}`;
      errors.push(forbidden('metadata.name', detail));
    }
  } else if (value > highestUserPriority) {
    errors.push(forbidden('value', `maximum allowed value of a user defined priority is ${highestUserPriority}`));
  }
  const policies = ['PreemptLowerPriority', 'Never'];
  if (!policies.includes(preemptionPolicy)) errors.push(notSupported('preemptionPolicy', preemptionPolicy, policies));
  return errors;
}
