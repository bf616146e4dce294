/**
 * Whether a proposition is true of a run: every check of `if` holds in it and none of `unless`. Of manifests that the API
 * server refuses, which never run, only `refused: true` is.
 */
import type { Run } from '../grading.ts';
import type { Proposition } from '../scenario.ts';

export function holds(proposition: Proposition, { checks, eventCount }: Run): boolean {
  if (proposition.refused) return eventCount === 0;
  const passed = (wanted: string) => checks.find(({ id }) => id === wanted)?.passed === true;
  return checks.length > 0 && proposition.if.every(passed) && !proposition.unless.some(passed);
}
