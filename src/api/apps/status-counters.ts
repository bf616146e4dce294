/** What the status of a workload counts: nothing below zero, no more ready pods than there are. */
import { nonNegative } from '../meta/field-checks.ts';
import { type FieldError, invalid } from '../meta/field-error.ts';
import { path } from '../meta/field-path.ts';

/** A counter, the one that it cannot exceed, and what the refusal calls the latter. */
type Limit = readonly [counter: string, limit: string, limitInText: string];
type Counts = Readonly<Record<string, unknown>>;

const field = path('status');

export function validateCounters(
  status: object | undefined,
  counters: readonly string[],
  limits: readonly Limit[] = [],
): FieldError[] {
  const counts = (status ?? {}) as Counts;
  const errors = counters.flatMap((name) => nonNegative(countOf(counts, name), field.child(name)));
  for (const [name, limit, limitInText] of limits) {
    const count = countOf(counts, name);
    if (count <= countOf(counts, limit)) continue;
    errors.push(invalid(field.child(name), count, `cannot be greater than ${limitInText}`));
  }
  return errors;
}

/** How often the hash of a template was taken already: going back would take the same name again. */
export function validateCollisions(status: object | undefined, old: object | undefined): FieldError[] {
  const count = countOf(status as Counts | undefined, 'collisionCount');
  if (count >= countOf(old as Counts | undefined, 'collisionCount')) return [];
  return [invalid(field.child('collisionCount'), count, 'cannot be decremented')];
}

/** Of a ReplicaSet or a ReplicationController. */
export function validateReplicaCounters(status: object | undefined): FieldError[] {
  const counters = ['replicas', 'fullyLabeledReplicas', 'readyReplicas', 'availableReplicas', 'terminatingReplicas'];
  return validateCounters(
    status,
    [...counters, 'observedGeneration'],
    [
      ['fullyLabeledReplicas', 'replicas', 'status.replicas'],
      ['readyReplicas', 'replicas', 'status.replicas'],
      ['availableReplicas', 'replicas', 'status.replicas'],
      ['availableReplicas', 'readyReplicas', 'readyReplicas'],
    ],
  );
}

function countOf(counts: Counts | undefined, name: string): number {
  const count = counts?.[name];
  return typeof count === 'number' ? count : 0;
}
