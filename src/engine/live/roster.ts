/**
 * Who of an instructor's list is in the room. The id (a number, a login) is what a person types to be found; the name is for the
 * instructor alone, and the class sees two invented words. content/roster-file.ts reads the list.
 */
import type { RosterEntry } from './live-session.ts';
import { isHere, type LiveState } from './live-state.ts';

/** By id, however it is written: ` A-123 ` is `a-123`. */
export function findEntry(roster: readonly RosterEntry[], typed: string): RosterEntry | undefined {
  const wanted = plain(typed);
  return wanted === '' ? undefined : roster.find(({ id }) => plain(id) === wanted);
}

export interface Attendance {
  readonly entry: RosterEntry;
  /** Whoever is in the room, or at its door, as this one. */
  readonly participant?: string;
}

/** In the order of the list. */
export function attendance(
  roster: readonly RosterEntry[],
  { participants }: Pick<LiveState, 'participants'>,
): readonly Attendance[] {
  const here = new Map([...participants.values()].filter(isHere).map(({ entry, id }) => [entry, id]));
  return roster.map((entry) => {
    const participant = here.get(entry.id);
    return { entry, ...(participant !== undefined && { participant }) };
  });
}

function plain(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
