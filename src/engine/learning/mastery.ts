/**
 * How much of a topic a learner has in hand today: the share of its questions that would be answered right now, a hard one
 * counting for more than an easy one. A question never answered counts nothing yet; one answered fades as memory does.
 *
 * Example: two questions of levels 1 and 3, the harder one remembered at 90 %: (0 × 1 + 0.9 × 3) / (1 + 3) = 68 %.
 */
import type { Library } from '../ports.ts';
import { compareTopics } from '../topics.ts';
import type { Card } from './deck.ts';

export interface TopicMastery {
  readonly topic: string;
  /** 0 to 1. */
  readonly share: number;
  readonly answered: number;
  readonly total: number;
}

export function masteryByTopic(
  deck: ReadonlyMap<string, Card>,
  library: Library,
  now: number,
): readonly TopicMastery[] {
  const topics = Map.groupBy(library.list(), ({ topic }) => topic);
  return [...topics]
    .map(([topic, scenarios]) => {
      let known = 0;
      let all = 0;
      let answered = 0;
      for (const { id, version, level } of scenarios) {
        const card = deck.get(id);
        all += level;
        if (card?.version !== version) continue;
        known += level * card.recall(now);
        answered++;
      }
      return { topic, share: all === 0 ? 0 : known / all, answered, total: scenarios.length };
    })
    .sort((a, b) => compareTopics(a.topic, b.topic));
}
