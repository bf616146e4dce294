/** When a server's question of the day is due, and which it is. Nothing here knows a clock. */
import { dayOf, readDay, writtenDay } from '#engine/learning/day.ts';
import type { Player } from '#engine/player.ts';
import type { Library } from '#engine/ports.ts';
import type { ServerSettings } from '../server-settings.ts';

/**
 * The day whose question should be out by now; nothing before its time, and nothing in quiet hours. A time within them counts
 * as their end on the same day: 23:00 with quiet hours from 22 to 8 is 8:00. Clocks that are put forward over the time, or back
 * over it, change nothing: a day has one question, and it is out from its time on.
 */
export function dueDay(now: number, { zone, quiet, daily, channel }: ServerSettings): string | undefined {
  if (!daily || channel === undefined) return undefined;
  const minutes = minutesOf(now, zone);
  const day = writtenDay(dayOf(now, zone));
  if (minutes < timeOutOf(quiet, daily.at) || day < daily.from || isQuietNow(now, { zone, quiet })) return undefined;
  return day;
}

/** In minutes after midnight. */
export function timeOutOf(quiet: ServerSettings['quiet'], at: number): number {
  return quiet && isQuiet(Math.floor(at / 60), quiet) ? quiet.to * 60 : at;
}

export function isQuietNow(now: number, { zone, quiet }: Pick<ServerSettings, 'zone'> & Quiet): boolean {
  return isQuiet(Math.floor(minutesOf(now, zone) / 60), quiet);
}

interface Quiet {
  readonly quiet?: ServerSettings['quiet'];
}

/** The first day for a schedule that is set now: today where its time is yet to come, else tomorrow. */
export function firstDay(now: number, zone: string, at: number): string {
  return writtenDay(dayOf(now, zone) + (minutesOf(now, zone) < at ? 0 : 1));
}

/** 22 to 8: from 22:00 to 7:59. */
export function isQuiet(hour: number, quiet: ServerSettings['quiet']): boolean {
  if (!quiet) return false;
  const { from, to } = quiet;
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
}

/** Minutes after midnight there. */
export function minutesOf(now: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const [hours = 0, minutes = 0] = parts.format(now).split(':').map(Number);
  return hours * 60 + minutes;
}

/** The challenge of that day; in a weekly plan a question of the week's topic. */
export function scenarioOf(day: string, { daily }: ServerSettings, player: Player): string | undefined {
  const number = readDay(day);
  const from = readDay(daily?.from ?? '');
  if (number === undefined) return undefined;
  if (!daily?.weekly || from === undefined) return player.challengeOf(number)?.scenario.id;
  const weeks = Math.floor((number - from) / 7);
  const topics = topicsOf(player.library);
  const topic = topics[weeks % topics.length];
  const questions = player.library.list().filter((scenario) => scenario.topic === topic);
  // Once round the course, the next seven of each topic.
  const index = Math.floor(weeks / topics.length) * 7 + ((number - from) % 7);
  return questions[index % questions.length]?.id;
}

export interface PlannedWeek {
  readonly from: string;
  readonly topic: string;
}

/** The weeks of a plan, from the one that `day` is in. */
export function plannedWeeks(day: string, from: string, library: Library, count: number): readonly PlannedWeek[] {
  const [start, today] = [readDay(from) ?? 0, readDay(day) ?? 0];
  const topics = topicsOf(library);
  const week = Math.max(0, Math.floor((today - start) / 7));
  return Array.from({ length: Math.min(count, topics.length) }, (_, ahead) => ({
    from: writtenDay(start + (week + ahead) * 7),
    topic: topics[(week + ahead) % topics.length]!,
  }));
}

/** In the order of the course. */
function topicsOf(library: Library): readonly string[] {
  return [...new Set(library.list().map(({ topic }) => topic))];
}
