/**
 * What can be asked of an answer beyond its verdict, run in a worker as grading is: which single change would make it pass
 * (repair.ts), what would happen if something were otherwise (what-if.ts), and what it loses to a fault (chaos/).
 */
import type { Answer } from '../answer.ts';
import type { SimulationParts } from '../play/simulate.ts';
import type { Scenario } from '../scenario.ts';
import { variantFor } from '../variants.ts';
import { type Change, manifestsOf } from './changes.ts';
import { faceChaos } from './chaos/chaos.ts';
import type { ChaosOutcome } from './chaos/losses.ts';
import { type Repair, repair } from './repair.ts';
import { type WhatIf, whatIf } from './what-if.ts';

export type Ask =
  | { readonly kind: 'repair' }
  | { readonly kind: 'what-if'; readonly change: Change }
  /** `fault`: one of chaos/faults.ts. */
  | { readonly kind: 'chaos'; readonly fault: string };

export type Finding =
  | { readonly kind: 'repair'; readonly repair: Repair }
  | { readonly kind: 'what-if'; readonly whatIf: WhatIf }
  | { readonly kind: 'chaos'; readonly outcome: ChaosOutcome };

/** Nothing where it makes no sense: an answer without manifests, a change that changes nothing. */
export function explore(
  whole: Scenario,
  answer: Answer,
  seed: number,
  ask: Ask,
  parts: SimulationParts,
): Finding | undefined {
  const scenario = variantFor(whole, seed);
  const manifests = manifestsOf(scenario, answer);
  if (manifests === undefined || scenario.world === 'docker') return undefined;
  if (ask.kind === 'repair') return { kind: 'repair', repair: repair({ scenario, manifests, seed, parts }) };
  if (ask.kind === 'chaos') {
    const outcome = faceChaos({ scenario, manifests, seed, parts, fault: ask.fault });
    return outcome && { kind: 'chaos', outcome };
  }
  const found = whatIf({ scenario, manifests, seed, parts, change: ask.change });
  return found && { kind: 'what-if', whatIf: found };
}
