/**
 * When a cron schedule comes round, in a time zone, and which times were missed. Reading schedules is the API's:
 * `nextAfter(parsed, t, 'Europe/Madrid')`. Where both day fields are restricted either will do.
 */
import type { CronSchedule } from '#api/batch/cron-schedule.ts';

const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const minuteMs = 60_000;
const longestSearchDays = 366 * 5;

/** The first time after `afterMs` that the schedule names; undefined for one that never comes (30 February). */
export function nextAfter(schedule: CronSchedule, afterMs: number, timeZone: string): number | undefined {
  if (schedule.kind === 'every') return Math.floor(afterMs / 1000) * 1000 + schedule.seconds * 1000;
  let candidateMs = (Math.floor(afterMs / minuteMs) + 1) * minuteMs;
  for (let steps = 0; steps < longestSearchDays + 25 + 60; ) {
    const { month, day, weekday, hour, minute } = wallClock(candidateMs, timeZone);
    if (!schedule.months.values.has(month) || !isDay(schedule, day, weekday)) {
      // To the next midnight. Around a change of clocks that may overshoot or fall short by an hour; never past a day.
      const toMidnight = (24 - hour) * 60 - minute;
      candidateMs += Math.max(1, toMidnight > 180 ? toMidnight - 120 : Math.min(toMidnight, 30)) * minuteMs;
      if (toMidnight > 180) steps++;
    } else if (!schedule.hours.values.has(hour)) candidateMs += (60 - minute) * minuteMs;
    else if (!schedule.minutes.values.has(minute)) candidateMs += minuteMs;
    else return candidateMs;
  }
  return undefined;
}

function isDay(schedule: Extract<CronSchedule, { kind: 'fields' }>, day: number, weekday: number): boolean {
  const byMonth = schedule.daysOfMonth.values.has(day);
  const byWeek = schedule.daysOfWeek.values.has(weekday);
  return schedule.daysOfMonth.isStar || schedule.daysOfWeek.isStar ? byMonth && byWeek : byMonth || byWeek;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function wallClock(atMs: number, timeZone: string) {
  if (timeZone === 'UTC' || timeZone === 'Etc/UTC') {
    const date = new Date(atMs);
    return {
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      weekday: date.getUTCDay(),
      hour: date.getUTCHours(),
      minute: date.getUTCMinutes(),
    };
  }
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      month: 'numeric',
      day: 'numeric',
      weekday: 'short',
      hour: 'numeric',
      minute: 'numeric',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
  return {
    month: Number(parts.get('month')),
    day: Number(parts.get('day')),
    weekday: dayNames.indexOf((parts.get('weekday') ?? '').toLowerCase()),
    hour: Number(parts.get('hour')),
    minute: Number(parts.get('minute')),
  };
}

/** False for a zone that the time-zone database does not have. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export interface Missed {
  /** The latest time that has come and not been served. */
  readonly atMs: number;
  readonly count: number;
}

/** A run that was missed: of several only the last. Every minute, unseen for 7.5 minutes: the last one, count 7. */
export function latestMissed(
  schedule: CronSchedule,
  earliestMs: number,
  nowMs: number,
  timeZone: string,
): Missed | undefined {
  const first = nextAfter(schedule, earliestMs, timeZone);
  if (first === undefined || nowMs < first) return undefined;
  const second = nextAfter(schedule, first, timeZone);
  if (second === undefined || nowMs < second) return { atMs: first, count: 1 };
  const count = Math.floor((nowMs - first) / (second - first)) + 1;
  // Near the present in one leap, then step by step: schedules need not be even.
  const leapMs = Math.max(0, Math.min(nowMs - 2 * (second - first), nowMs - minuteMs));
  let latest = first;
  for (let from = Math.max(first, nextAfter(schedule, leapMs, timeZone) ?? first); ; ) {
    if (from > nowMs) break;
    latest = from;
    const next = nextAfter(schedule, from, timeZone);
    if (next === undefined) break;
    from = next;
  }
  return { atMs: latest, count };
}
