/**
 * The same script with its faults at other instants. A hang right after a successful probe goes unnoticed longest, so
 * besides the plain run there is one that waits for the next probe of each pod and strikes in that very instant, just after
 * it, and one with a fixed delay. Scripts without such faults are run once.
 */
import type { Scenario } from '../scenario.ts';

export interface Variant {
  readonly id: string;
  /** Each fault strikes just after the probe that its step names. */
  readonly isCatching: boolean;
  readonly offsetSeconds: number;
}

const nominal: Variant = { id: 'nominal', isCatching: false, offsetSeconds: 0 };

const otherInstants: readonly Variant[] = [
  { id: 'after the probe that should notice', isCatching: true, offsetSeconds: 0 },
  { id: '7 s later', isCatching: false, offsetSeconds: 7 },
];

export function variantsOf(scenario: Scenario): readonly Variant[] {
  return scenario.script.some(({ catching }) => catching !== undefined) ? [nominal, ...otherInstants] : [nominal];
}
