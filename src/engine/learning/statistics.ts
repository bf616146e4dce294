/** What a learner's answers add up to. Figures for oneself: nothing here compares people. */
import type { HistoryEntry, Library } from '../ports.ts';
import { type Belief, beliefsOf } from './beliefs.ts';
import { dayOf } from './day.ts';
import { type Card, deckOf } from './deck.ts';
import { masteryByTopic, type TopicMastery } from './mastery.ts';
import { type ReviewQueue, reviewQueue } from './review-queue.ts';
import { type Streak, streakOf } from './streak.ts';

export interface Statistics {
  readonly today: number;
  readonly answers: number;
  /** Questions right at least once, of all there are. */
  readonly solved: number;
  readonly questions: number;
  /** Of the answers, right at the first try and without hints. */
  readonly rightAtOnce: number;
  readonly topics: readonly TopicMastery[];
  readonly streak: Streak;
  readonly reviews: ReviewQueue;
  readonly reviewsDoneToday: number;
  /** Cards that come due in each of the seven days after today. */
  readonly dueInDays: readonly number[];
  /** How often the learner was right, by how sure: the nearer to what was meant, the better calibrated. */
  readonly confidence: readonly {
    readonly confidence: NonNullable<HistoryEntry['confidence']>;
    readonly answers: number;
    readonly right: number;
  }[];
  readonly beliefs: readonly Belief[];
  /** Checks that answers broke, the commonest first. */
  readonly broken: readonly { readonly scenario: string; readonly check: string; readonly times: number }[];
}

export interface Person {
  readonly history: readonly HistoryEntry[];
  readonly now: number;
  readonly zone: string;
}

export function statisticsOf({ history, now, zone }: Person, library: Library): Statistics {
  const answered = history.filter(({ verdict }) => verdict !== 'skipped');
  const deck = deckOf(history);
  const today = dayOf(now, zone);
  const days = answered.map(({ at }) => dayOf(at, zone));
  const reviewsDoneToday = answered.filter(
    ({ occasion }, index) => occasion === 'review' && days[index] === today,
  ).length;
  const known = new Set(library.list().map(({ id }) => id));
  const solved = new Set(answered.filter(({ verdict }) => verdict === 'right').map(({ scenario }) => scenario));
  return {
    today,
    answers: answered.length,
    solved: [...solved].filter((id) => known.has(id)).length,
    questions: known.size,
    rightAtOnce: answered.filter(({ verdict, attempts, hints }) => verdict === 'right' && attempts === 1 && hints === 0)
      .length,
    topics: masteryByTopic(deck, library, now),
    streak: streakOf(days, today),
    reviews: reviewQueue(deck, library, { now, zone, doneToday: reviewsDoneToday }),
    reviewsDoneToday,
    dueInDays: forecast([...deck.values()], today, zone),
    confidence: calibration(answered),
    beliefs: beliefsOf(answered),
    broken: brokenChecks(answered),
  };
}

function forecast(cards: readonly Card[], today: number, zone: string): readonly number[] {
  const days = cards.filter(({ setAside }) => !setAside).map(({ due }) => dayOf(due, zone));
  return [1, 2, 3, 4, 5, 6, 7].map((ahead) => days.filter((day) => day === today + ahead).length);
}

function calibration(answered: readonly HistoryEntry[]): Statistics['confidence'] {
  return (['sure', 'unsure', 'guess'] as const).flatMap((confidence) => {
    const such = answered.filter((entry) => entry.confidence === confidence);
    const right = such.filter(({ verdict }) => verdict === 'right').length;
    return such.length === 0 ? [] : [{ confidence, answers: such.length, right }];
  });
}

function brokenChecks(answered: readonly HistoryEntry[]): Statistics['broken'] {
  const times = new Map<string, { scenario: string; check: string; times: number }>();
  for (const { scenario, failed = [] } of answered) {
    for (const check of failed) {
      const key = `${scenario}/${check}`;
      times.set(key, { scenario, check, times: (times.get(key)?.times ?? 0) + 1 });
    }
  }
  return [...times.values()].sort((a, b) => b.times - a.times).slice(0, 10);
}
