/** Whether a proposition is true of a run: every check of `if` holds in it and none of `unless`. */
import type { Run } from '../grading.ts';
import type { Proposition } from '../scenario.ts';

export function holds(proposition: Proposition, { checks }: Run): boolean {
  const passed = (wanted: string) => checks.find(({ id }) => id === wanted)?.passed === true;
  return checks.length > 0 && proposition.if.every(passed) && !proposition.unless.some(passed);
}
