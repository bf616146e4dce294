/**
 * Which questions to review today. At most a cap of them: who was away for a month finds a day's work, not a mountain, and
 * what is put off is chosen so that as little as possible is forgotten meanwhile.
 */
import type { Library } from '../ports.ts';
import { dayOf } from './day.ts';
import type { Card } from './deck.ts';

export interface ReviewQueue {
  /** In the order to be asked. */
  readonly today: readonly Card[];
  /** Due as well, and left for another day. */
  readonly waiting: number;
  /** Missed so often that they are not asked any more until they are answered right by choice. */
  readonly setAside: readonly Card[];
}

const usualDailyCap = 20;

export function reviewQueue(
  deck: ReadonlyMap<string, Card>,
  library: Library,
  options: { readonly now: number; readonly zone: string; readonly doneToday: number; readonly dailyCap?: number },
): ReviewQueue {
  const { now, zone, doneToday, dailyCap = usualDailyCap } = options;
  const today = dayOf(now, zone);
  const known = new Map(library.list().map(({ id, version }) => [id, version]));
  const cards = [...deck.values()].filter(({ scenario }) => known.has(scenario));
  const due = cards.filter(
    // A question that has changed since is new: it is no memory to keep.
    (card) => !card.setAside && known.get(card.scenario) === card.version && isDue(card, now, today, zone),
  );
  const room = Math.max(0, dailyCap - doneToday);
  // While all fit, what is nearest to being forgotten comes first. When they do not, it is the other way round: what is still
  // remembered can be saved by one review, what is forgotten loses nothing more by another day.
  const backlog = due.length > room ? -1 : 1;
  const ordered = due.toSorted(
    (a, b) =>
      Number(b.soon) - Number(a.soon) ||
      backlog * (a.recall(now) - b.recall(now)) ||
      a.due - b.due ||
      (a.scenario < b.scenario ? -1 : 1),
  );
  return {
    today: ordered.slice(0, room),
    waiting: Math.max(0, ordered.length - room),
    setAside: cards.filter(({ setAside }) => setAside),
  };
}

function isDue(card: Card, now: number, today: number, zone: string): boolean {
  return card.soon ? card.due <= now : dayOf(card.due, zone) <= today;
}
