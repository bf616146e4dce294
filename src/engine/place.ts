/**
 * Where one can go, as a word that a menu item or a button carries: `go:review`, `topic:probes`, `quiz:final-exam`,
 * `challenge:2026-11-21`, `find:volumes`, `code:…`, or a question's id as it is. Ids have no colon, so no two are alike.
 */
import type { ScenarioSummary } from './scenario.ts';

export type Place =
  | { readonly kind: 'home' }
  | { readonly kind: 'all' }
  | { readonly kind: 'quizzes' }
  | { readonly kind: 'statistics' }
  | { readonly kind: 'continue' }
  | { readonly kind: 'review' }
  | { readonly kind: 'placement' }
  | { readonly kind: 'topic'; readonly topic: string }
  | { readonly kind: 'quiz'; readonly quiz: string }
  /** Without a day: today's. */
  | { readonly kind: 'challenge'; readonly day?: string }
  | { readonly kind: 'find'; readonly words: string }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'scenario'; readonly scenario: ScenarioSummary['id'] };

/** Places that are just something to look at. */
export type ScreenPlace = Extract<
  Place,
  { readonly kind: 'home' | 'all' | 'quizzes' | 'statistics' | 'topic' | 'find' }
>;

const plain = ['home', 'continue', 'review', 'placement', 'all', 'quizzes', 'statistics'] as const;

/** Whatever it says is some place: what is none is taken for a question's id, and whoever goes there is told. */
export function readPlace(word: string): Place {
  const colon = word.indexOf(':');
  const [kind, rest] = colon < 0 ? ['', word] : [word.slice(0, colon), word.slice(colon + 1)];
  switch (kind) {
    case 'go': {
      const known = plain.find((name) => name === rest);
      if (known) return { kind: known };
      return rest === 'challenge' ? { kind: 'challenge' } : { kind: 'scenario', scenario: word };
    }
    case 'topic':
      return { kind, topic: rest };
    case 'quiz':
      return { kind, quiz: rest };
    case 'challenge':
      return { kind, day: rest };
    case 'find':
      return { kind, words: rest };
    case 'code':
      return { kind, code: rest };
    default:
      return { kind: 'scenario', scenario: word };
  }
}

/** Whether a menu item is a question, which can be played in a row with others. */
export function isScenarioPlace(word: string): boolean {
  return !word.includes(':');
}
