/** Work begins when it should, each time and at no other time: every day, or one day a week, at a time of day (UTC). */
import * as z from 'zod';
import type { Text } from '#base/text.ts';
import type { Play } from '../play/play.ts';
import { inEach, list } from '../words.ts';
import { broken, defineCheck, pass } from './check.ts';
import { notReached, type Span, span, spanOf } from './instants.ts';
import { clockTime, role, weekdays } from './parameters.ts';
import { runsOf } from './runs.ts';

const parameters = z.strictObject({
  role,
  weekday: z.enum(weekdays).optional(),
  /** `02:00`. */
  time: clockTime,
  /** How late it may begin. */
  seconds: z.number().positive().default(60),
  ...span,
});

type Parameters = z.infer<typeof parameters>;

const names: Readonly<Record<(typeof weekdays)[number], Text>> = {
  sunday: { es: 'cada domingo', en: 'every Sunday' },
  monday: { es: 'cada lunes', en: 'every Monday' },
  tuesday: { es: 'cada martes', en: 'every Tuesday' },
  wednesday: { es: 'cada miércoles', en: 'every Wednesday' },
  thursday: { es: 'cada jueves', en: 'every Thursday' },
  friday: { es: 'cada viernes', en: 'every Friday' },
  saturday: { es: 'cada sábado', en: 'every Saturday' },
};

export const runsOnSchedule = defineCheck<Parameters>({
  name: 'runs-on-schedule',
  parameters,
  statement({ weekday, time }) {
    const day = weekday ? names[weekday] : { es: 'cada día', en: 'every day' };
    return {
      es: `Se ejecuta ${day.es} a las ${time}, y a ninguna otra hora`,
      en: `It runs ${day.en} at ${time}, and at no other time`,
    };
  },
  judge(play, { role: name, seconds, ...asked }) {
    const looked = spanOf(play, asked);
    if (!looked) return notReached();
    const runs = runsOf(play, name).filter(({ startMs }) => startMs >= looked.startMs && startMs < looked.endMs);
    const due = dueTimes(play, asked, looked);
    const isOnTime = (startMs: number, dueMs: number) => startMs >= dueMs && startMs <= dueMs + seconds * 1000;
    const stray = runs.find(({ startMs }) => !due.some((dueMs) => isOnTime(startMs, dueMs)));
    const missed = due.find((dueMs) => !runs.some(({ startMs }) => isOnTime(startMs, dueMs)));
    const twice = due.find((dueMs) => runs.filter(({ startMs }) => isOnTime(startMs, dueMs)).length > 1);
    const begun = inEach((language) => {
      const times = runs.map(({ startMs }) => clock(play, startMs, language));
      return times.length === 0 ? { es: 'no empezó nunca', en: 'it never began' }[language] : list(times, language);
    });
    if (stray) {
      const [actor] = stray.actors;
      return broken(begun, { atMs: stray.startMs, badness: runs.length, ...(actor && { subject: actor.name }) });
    }
    const wrongMs = missed ?? twice;
    if (wrongMs !== undefined) {
      const credit = due.length === 0 ? 0 : runs.length > 0 && twice === undefined ? 0.5 : 0;
      return broken(begun, { atMs: Math.min(wrongMs + seconds * 1000, play.endMs), credit });
    }
    return due.length === 0 ? notReached() : pass(begun);
  },
});

/** The instants in the span at which it should begin; the last one needs its time to be late in. */
function dueTimes(play: Play, { weekday, time }: Pick<Parameters, 'weekday' | 'time'>, { startMs, endMs }: Span) {
  const dayMs = 24 * 3600_000;
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const due: number[] = [];
  const first = Math.floor((play.startMs + startMs) / dayMs) * dayMs + (hours * 60 + minutes) * 60_000;
  for (let atMs = first; atMs - play.startMs < endMs; atMs += dayMs) {
    const isDay = weekday === undefined || new Date(atMs).getUTCDay() === weekdays.indexOf(weekday);
    if (isDay && atMs - play.startMs >= startMs) due.push(atMs - play.startMs);
  }
  return due;
}

/** "jue 02:00". */
function clock(play: Play, atMs: number, language: 'es' | 'en'): string {
  const date = new Date(play.startMs + atMs);
  const day = {
    es: ['dom', 'lun', 'mar', 'mié', 'jue', 'vie', 'sáb'],
    en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  };
  return `${day[language][date.getUTCDay()]} ${date.toISOString().slice(11, 16)}`;
}
