/** Of several findings on one check (pods, or runs with the fault at other instants) the worst counts. */
import { invariant } from '#base/invariant.ts';
import type { Finding } from './check.ts';

export function worst(findings: readonly Finding[]): Finding {
  const [first, ...rest] = findings;
  invariant(first, 'there is a finding to choose from');
  return rest.reduce((one, other) => (isWorse(other, one) ? other : one), first);
}

export function isWorse(one: Finding, other: Finding): boolean {
  if (one.passed !== other.passed) return !one.passed;
  if (one.credit !== other.credit) return one.credit < other.credit;
  return one.badness > other.badness;
}
