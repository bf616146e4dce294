/**
 * The same script with its faults at other instants. A hang right after a successful probe goes unnoticed longest, so
 * besides the plain run there is one that waits for the next probe of each pod and strikes just after it. Scripts without
 * such faults are run once.
 */
import type { Scenario } from '../scenario.ts';

export interface Variant {
  readonly id: string;
  /** Each fault strikes just after the probe that its step names. */
  readonly isCatching: boolean;
}

const plain: Variant = { id: 'plain', isCatching: false };
const catching: Variant = { id: 'catching', isCatching: true };

export function variantsOf(scenario: Scenario): readonly Variant[] {
  return scenario.script.some((step) => step['catching'] !== undefined) ? [plain, catching] : [plain];
}
