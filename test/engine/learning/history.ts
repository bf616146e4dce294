/** Answers at chosen times, for tests of what is made of them. */
import type { HistoryEntry } from '#engine/ports.ts';

export const day = 86_400_000;
/** A noon in UTC, so that a few hours more or less stay on the day. */
export const noon = Date.UTC(2026, 10, 21, 12);

export function entry(at: number, parts: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    session: 's',
    scenario: 'pods-1',
    version: 1,
    verdict: 'right',
    points: 100,
    attempts: 1,
    hints: 0,
    at,
    ...parts,
  };
}
