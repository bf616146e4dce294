/**
 * The named misconceptions that a learner's answers fell for. One is overcome once every question that showed it was answered
 * right in a later session without falling for it again.
 */
import { findMisconception, type Misconception } from '../misconceptions.ts';
import type { HistoryEntry } from '../ports.ts';

export interface Belief {
  readonly misconception: Misconception;
  /** In how many sessions' answers it showed. */
  readonly times: number;
  readonly overcome: boolean;
}

/** Those still held first, then the commonest. `answered` is in the order of time. */
export function beliefsOf(answered: readonly HistoryEntry[]): readonly Belief[] {
  const last = new Map(answered.map((entry) => [entry.scenario, entry]));
  const shownBy = new Map<string, HistoryEntry[]>();
  for (const entry of answered) {
    for (const id of entry.misconceptions ?? []) shownBy.set(id, [...(shownBy.get(id) ?? []), entry]);
  }
  const beliefs = [...shownBy].flatMap(([id, entries]): readonly Belief[] => {
    const misconception = findMisconception(id);
    // One that a later version has no more is nothing to tell.
    if (!misconception) return [];
    const overcome = entries.every(({ scenario }) => {
      const now = last.get(scenario);
      return now?.verdict === 'right' && !now.misconceptions?.includes(id);
    });
    return [{ misconception, times: entries.length, overcome }];
  });
  return beliefs.sort((a, b) => Number(a.overcome) - Number(b.overcome) || b.times - a.times);
}
