/**
 * The same script with its chances at other instants. A hang right after a successful probe goes unnoticed longest, so besides
 * the plain run there is one that waits for the next probe of each pod and strikes just after it; and where a delay of the
 * network is given as a range, the plain run has its least and one more its most. Scripts without either are run once.
 */
import type { Scenario } from '../scenario.ts';

export interface Variant {
  readonly id: string;
  /** Each fault strikes just after the probe that its step names. */
  readonly isCatching: boolean;
  /** Delays given as a range take their most. */
  readonly isSlow: boolean;
}

const plain: Variant = { id: 'plain', isCatching: false, isSlow: false };
const catching: Variant = { id: 'catching', isCatching: true, isSlow: false };
const slow: Variant = { id: 'slow', isCatching: false, isSlow: true };

export function variantsOf({ script }: Scenario): readonly Variant[] {
  const hasRange = script.some((step) => [step['propagationSeconds'], step['seconds']].some(Array.isArray));
  return [
    plain,
    ...(script.some((step) => step['catching'] !== undefined) ? [catching] : []),
    ...(hasRange ? [slow] : []),
  ];
}
