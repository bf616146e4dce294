/** What happens by itself, and when: the quiz begins, a question closes, the fault with the most votes strikes. */
import type { LiveFact } from './live-session.ts';
import { type LiveState, lastDeadline } from './live-state.ts';

export interface Deadline {
  readonly at: number;
  readonly fact: LiveFact;
}

/** Nothing while all waits for the host. */
export function deadlineIn(state: LiveState): Deadline | undefined {
  const { phase, position, questions, beginsAt } = state;
  const shown = questions[position];
  if (phase === 'lobby') return beginsAt === undefined ? undefined : { at: beginsAt, fact: { kind: 'next' } };
  if (phase === 'vote') return shown?.chaos && { at: shown.chaos.closesAt, fact: { kind: 'strike' } };
  if (phase !== 'question' || !shown || shown.pausedAt !== undefined) return undefined;
  return { at: lastDeadline(state, shown), fact: { kind: 'time-over', position } };
}
