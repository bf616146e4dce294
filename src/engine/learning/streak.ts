/**
 * Days in a row with at least one answer. A missed day is forgiven by a grace day where there is one: everybody begins with
 * one, seven active days earn another, and two can be kept. Nobody loses a month for one evening.
 */
export interface Streak {
  /** Active days in the present row; forgiven days join the row and do not count. */
  readonly days: number;
  readonly best: number;
  readonly graceDays: number;
  readonly doneToday: boolean;
}

const mostGraceDays = 2;
const daysPerGrace = 7;

/** `activeDays` in any order, with repeats; days as in day.ts. Days after today are a clock set back: they count as today. */
export function streakOf(activeDays: Iterable<number>, today: number): Streak {
  const days = [...new Set([...activeDays].map((day) => Math.min(day, today)))].sort((a, b) => a - b);
  let row = 0;
  let best = 0;
  let graceDays = 1;
  let previous: number | undefined;
  const miss = (count: number) => {
    if (count <= graceDays) graceDays -= count;
    else [row, graceDays] = [0, 1];
  };
  for (const day of days) {
    if (previous !== undefined) miss(day - previous - 1);
    row++;
    best = Math.max(best, row);
    if (row % daysPerGrace === 0) graceDays = Math.min(mostGraceDays, graceDays + 1);
    previous = day;
  }
  // Today is not over: it cannot have been missed yet.
  if (previous !== undefined && previous < today) miss(today - previous - 1);
  return { days: row, best, graceDays, doneToday: previous === today };
}
