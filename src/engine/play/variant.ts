/**
 * The same script with its faults at other instants. A hang right after a successful probe goes unnoticed longest, so
 * besides the plain run there are runs that wait for the next probe of each pod and strike a millisecond later, and a few
 * with a fixed delay. Scripts without such faults are run once.
 */
import type { Scenario } from '../scenario.ts';

export interface Variant {
  readonly id: string;
  /** `declared`: each fault after the probe its step names. */
  readonly catching: 'declared' | 'liveness' | 'readiness' | undefined;
  readonly offsetSeconds: number;
}

const nominal: Variant = { id: 'nominal', catching: undefined, offsetSeconds: 0 };

const worstCases: readonly Variant[] = [
  { id: 'after the probe that should notice', catching: 'declared', offsetSeconds: 0 },
  { id: 'after a liveness probe', catching: 'liveness', offsetSeconds: 0 },
  { id: 'after a readiness probe', catching: 'readiness', offsetSeconds: 0 },
  { id: '7 s later', catching: undefined, offsetSeconds: 7 },
];

export function variantsOf(scenario: Scenario): readonly Variant[] {
  return scenario.script.some(({ catching }) => catching !== undefined) ? [nominal, ...worstCases] : [nominal];
}
