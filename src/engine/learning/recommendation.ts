/** The next question that is new: in the order of the course, from the level on that the placement test found. */
import type { HistoryEntry, Library } from '../ports.ts';
import type { ScenarioSummary } from '../scenario.ts';
import { type Level, placementOf } from './placement.ts';

/** Nothing when all were answered. */
export function nextNewQuestion(history: readonly HistoryEntry[], library: Library): ScenarioSummary | undefined {
  const answered = new Set(history.flatMap(({ scenario, verdict }) => (verdict === 'skipped' ? [] : [scenario])));
  const fresh = library.list().filter(({ id }) => !answered.has(id));
  const level = placedLevel(history, library) ?? 1;
  return fresh.find((summary) => summary.level >= level) ?? fresh[0];
}

/** What the last placement test found; nothing for whoever took none. */
export function placedLevel(history: readonly HistoryEntry[], library: Library): Level | undefined {
  const last = history.findLast(({ occasion }) => occasion === 'placement')?.session;
  if (last === undefined) return undefined;
  const known = new Map(library.list().map((summary) => [summary.id, summary]));
  const questions = history.flatMap(({ session, scenario, points }) => {
    const summary = known.get(scenario);
    if (session !== last || !summary) return [];
    const { level, topic, weight } = summary;
    return [{ level, topic, score: Math.min(1, points / (100 * weight)) }];
  });
  return placementOf(questions).level;
}
