/** What is known of a learner, read from the store: all answers so far, how each question stands, what home shows. */
import { challengeOf } from './learning/challenge.ts';
import { dayOf } from './learning/day.ts';
import { nextNewQuestion, placedLevel } from './learning/recommendation.ts';
import { type Statistics, statisticsOf } from './learning/statistics.ts';
import type { HistoryEntry, Library, SessionStore } from './ports.ts';
import type { HomeFacts } from './screens/home-screen.ts';
import type { MenuRecord } from './screens/menu-screen.ts';
import type { Session } from './session.ts';
import { foldSession, resultsOf } from './state.ts';

export interface RecordParts {
  readonly library: Library;
  readonly store: SessionStore;
  readonly now: () => number;
  /** Where days begin and end for these learners: `Europe/Madrid`. UTC where absent. */
  readonly zone?: string;
}

/** All answers in the order in which they were given, those of open sessions too: nothing waits for a session to end. */
export async function historyOf({ store }: RecordParts, learner: string): Promise<readonly HistoryEntry[]> {
  const [finished, open] = await Promise.all([store.history(learner), store.open(learner)]);
  const begun = open.flatMap((session) =>
    resultsOf(session).flatMap((result) => (result.attempts > 0 ? [{ ...result, session: session.id }] : [])),
  );
  return begun.length === 0 ? finished : [...finished, ...begun].sort((a, b) => a.at - b.at);
}

export async function statisticsFor(parts: RecordParts, learner: string): Promise<Statistics> {
  const history = await historyOf(parts, learner);
  return statisticsOf({ history, now: parts.now(), zone: zoneOf(parts) }, parts.library);
}

export async function menuRecordOf({ store }: RecordParts, learner: string): Promise<MenuRecord> {
  const [sessions, results] = await Promise.all([store.open(learner), store.results(learner)]);
  const open = new Set<string>();
  for (const session of sessions) {
    // A test's questions are those it may choose from: they are not left open.
    if (session.occasion?.kind === 'placement' || !canGoOn(session)) continue;
    const state = foldSession(session);
    for (const { scenario } of state.questions.slice(state.position)) open.add(scenario);
  }
  return { open, results };
}

export async function homeFactsOf(parts: RecordParts, learner: string): Promise<HomeFacts> {
  const { library, store, now } = parts;
  const zone = zoneOf(parts);
  const [history, sessions] = await Promise.all([historyOf(parts, learner), store.open(learner)]);
  const newest = sessions.find(canGoOn);
  const state = newest && foldSession(newest);
  const at = state?.questions[state.position]?.scenario;
  const challenge = challengeOf(dayOf(now(), zone), library);
  const result = history.findLast(
    ({ occasion, scenario, at: when }) =>
      occasion === 'challenge' && scenario === challenge?.scenario.id && dayOf(when, zone) === challenge.day,
  );
  return {
    statistics: statisticsOf({ history, now: now(), zone }, library),
    open: at === undefined ? undefined : library.find(at)?.title,
    next: nextNewQuestion(history, library),
    challenge: challenge && { scenario: challenge.scenario, result },
    quizzes: library.quizzes().length,
    placed: placedLevel(history, library) !== undefined,
  };
}

/** Somebody else's answer, looked at, is nothing to come back to. */
export function canGoOn(session: Session): boolean {
  return session.occasion?.kind !== 'replay' && foldSession(session).phase !== 'summary';
}

export function zoneOf({ zone = 'UTC' }: Pick<RecordParts, 'zone'>): string {
  return zone;
}
