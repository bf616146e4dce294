/**
 * What a learner remembers, and when to ask again: one card for each question answered, computed from the answers themselves
 * by FSRS (the package ts-fsrs). Nothing of it is stored, so nothing can fall out of step: the history is the deck.
 *
 * Two rules are ours. Sure and wrong is worth asking again within minutes, while it still surprises. And a question missed
 * time after time is set aside (a leech): it comes back once it is answered right by choice, after another look.
 */
import { createEmptyCard, type Card as FsrsCard, fsrs, Rating as Grade, generatorParameters } from 'ts-fsrs';
import type { HistoryEntry } from '../ports.ts';
import { type Rating, ratingOf } from './rating.ts';

export interface Card {
  readonly scenario: string;
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly due: number;
  /** Due at its minute, not just on its day. */
  readonly soon: boolean;
  readonly answers: number;
  /** How often it was known and then missed. */
  readonly lapses: number;
  readonly lastRight: boolean;
  /** Missed so often that asking again helps nobody. */
  readonly setAside: boolean;
  /** The chance, 0 to 1, that it would be answered right now. */
  recall(now: number): number;
}

const leechMisses = 5;
const soonMilliseconds = 10 * 60_000;

const scheduler = fsrs(
  generatorParameters({
    request_retention: 0.9,
    maximum_interval: 365,
    // The same answers give the same days, everywhere and always.
    enable_fuzz: false,
    // Steps of minutes are for vocabulary; a design question takes one answer a day.
    enable_short_term: false,
  }),
);

const grades: Readonly<Record<Rating, Grade.Again | Grade.Hard | Grade.Good | Grade.Easy>> = {
  again: Grade.Again,
  hard: Grade.Hard,
  good: Grade.Good,
  easy: Grade.Easy,
};

interface Growing {
  readonly version: number;
  readonly fsrs: FsrsCard;
  readonly due: number;
  readonly soon: boolean;
  readonly answers: number;
  readonly lapses: number;
  readonly misses: number;
  readonly lastRight: boolean;
}

/** `history` is in the order in which it happened. */
export function deckOf(history: readonly HistoryEntry[]): ReadonlyMap<string, Card> {
  const growing = new Map<string, Growing>();
  for (const entry of history) {
    const rating = ratingOf(entry);
    if (rating) growing.set(entry.scenario, answered(growing.get(entry.scenario), entry, rating));
  }
  return new Map([...growing].map(([scenario, card]) => [scenario, cardOf(scenario, card)]));
}

function answered(known: Growing | undefined, entry: HistoryEntry, rating: Rating): Growing {
  const { version, at, confidence } = entry;
  // A new version may have another answer: what was known of the old one counts no more.
  const before = known?.version === version ? known : undefined;
  const card = scheduler.next(before?.fsrs ?? createEmptyCard(new Date(at)), new Date(at), grades[rating]).card;
  const isRight = rating !== 'again';
  const soon = !isRight && confidence === 'sure';
  return {
    version,
    fsrs: card,
    due: soon ? at + soonMilliseconds : card.due.getTime(),
    soon,
    answers: (before?.answers ?? 0) + 1,
    lapses: (before?.lapses ?? 0) + (!isRight && before?.lastRight ? 1 : 0),
    misses: isRight ? 0 : (before?.misses ?? 0) + 1,
    lastRight: isRight,
  };
}

function cardOf(scenario: string, { fsrs: card, misses, ...rest }: Growing): Card {
  return {
    scenario,
    ...rest,
    setAside: misses >= leechMisses,
    recall: (now) => (rest.lastRight ? scheduler.get_retrievability(card, new Date(Math.max(now, 0)), false) : 0),
  };
}
