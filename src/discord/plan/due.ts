/** Which week's questions should be out by now. Nothing here knows a clock. */
import { dayOf, writtenDay } from '#engine/learning/day.ts';
import { firstDayOf, weekOn } from '#engine/weekly-plan.ts';
import { isQuiet, minutesOf } from '../daily/schedule.ts';
import type { ServerSettings } from '../server-settings.ts';

/** From the hour of its first day on, until the week is over; nothing in quiet hours. A bot that was away catches up. */
export function dueWeek(now: number, { zone, quiet, plan, planChannel }: ServerSettings): number | undefined {
  if (!plan || planChannel === undefined) return undefined;
  const today = writtenDay(dayOf(now, zone));
  const minutes = minutesOf(now, zone);
  const week = weekOn(today, plan);
  if (week === undefined || isQuiet(Math.floor(minutes / 60), quiet)) return undefined;
  return firstDayOf(week, plan) < today || minutes >= plan.at ? week : undefined;
}
