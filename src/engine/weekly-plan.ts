/**
 * A course week by week, as a group takes it: when it begins, and which lesson each week has. A lesson is a topic, or one section
 * of it. Which questions a week brings is worked out: the first of the lesson, and where the lesson comes back, the next.
 */

import { type Text, verbatim } from '#base/text.ts';
import { readDay, writtenDay } from './learning/day.ts';
import type { Library } from './ports.ts';
import { simplify } from './search.ts';
import { topicTitle } from './topics.ts';

export interface WeeklyPlan {
  /** The first day of the first week, on which its questions come: `2026-11-23`. */
  readonly from: string;
  /** Minutes after midnight. */
  readonly at: number;
  /** How many questions a week. */
  readonly count: number;
  /** Keys of lessons. */
  readonly weeks: readonly string[];
}

export interface Lesson {
  /** `probes`, or `probes/liveness-cuando-ayuda-reiniciar`. */
  readonly key: string;
  readonly title: Text;
  /** In the order of the course. */
  readonly scenarios: readonly string[];
}

export const mostWeeks = 60;
const mostQuestions = 7;

/** Topics, each with its sections behind it, in the order of the course. */
export function lessonsOf(library: Library): readonly Lesson[] {
  const lessons = new Map<string, { readonly key: string; readonly title: Text; readonly scenarios: string[] }>();
  const add = (key: string, title: Text, scenario: string) => {
    const lesson = lessons.get(key) ?? { key, title, scenarios: [] };
    lesson.scenarios.push(scenario);
    lessons.set(key, lesson);
  };
  const topics = Map.groupBy(library.list(), ({ topic }) => topic);
  for (const [topic, scenarios] of topics) {
    const title = topicTitle(topic);
    for (const { id } of scenarios) add(topic, title, id);
    for (const { id, section } of scenarios) {
      const slug = simplify(section.es)
        .replaceAll(/[^a-z0-9]+/g, '-')
        .slice(0, 60);
      add(`${topic}/${slug}`, { es: `${title.es}: ${section.es}`, en: `${title.en}: ${section.en}` }, id);
    }
  }
  return [...lessons.values()];
}

/** The lesson of a key; a teacher's deck may have gone since, and then there is nothing to ask. */
export function lessonOf(library: Library, key: string): Lesson {
  return lessonsOf(library).find((lesson) => lesson.key === key) ?? { key, title: verbatim(key), scenarios: [] };
}

/** A topic each week, in the order of the course. */
export function courseInWeeks(library: Library): readonly string[] {
  return [...new Set(library.list().map(({ topic }) => topic))].slice(0, mostWeeks);
}

/** Counted from 0; nothing before the plan begins and after it ends. */
export function weekOn(day: string, { from, weeks }: WeeklyPlan): number | undefined {
  const [today, start] = [readDay(day), readDay(from)];
  if (today === undefined || start === undefined || today < start) return undefined;
  const week = Math.floor((today - start) / 7);
  return week < weeks.length ? week : undefined;
}

/** `2026-11-30`. */
export function firstDayOf(week: number, { from }: WeeklyPlan): string {
  return writtenDay((readDay(from) ?? 0) + week * 7);
}

/** The questions of a week. A lesson that has no more begins again. */
export function questionsOf(week: number, { weeks, count }: WeeklyPlan, library: Library): readonly string[] {
  const key = weeks[week];
  if (key === undefined) return [];
  const { scenarios } = lessonOf(library, key);
  const before = weeks.slice(0, week).filter((each) => each === key).length;
  const most = Math.min(count, scenarios.length);
  return Array.from({ length: most }, (_, index) => scenarios[(before * count + index) % scenarios.length] as string);
}

/** Everybody gets a week's questions with the same figures. */
export function seedOf(week: number, { from }: WeeklyPlan): number {
  return ((readDay(from) ?? 0) + week * 7) >>> 0;
}

/** The lesson of week `number` (counted from 1) is another; one more at the end is a week more; none takes the week away. */
export function withWeek(plan: WeeklyPlan, number: number, key: string | undefined): WeeklyPlan {
  const at = Math.min(number - 1, plan.weeks.length);
  return { ...plan, weeks: plan.weeks.toSpliced(at, 1, ...(key === undefined ? [] : [key])).slice(0, mostWeeks) };
}

export function writePlan({ from, at, count, weeks }: WeeklyPlan): string {
  return JSON.stringify([from, at, count, weeks]);
}

/** Nothing for what is no plan. */
export function readPlan(text: string | undefined): WeeklyPlan | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    if (!Array.isArray(value) || value.length !== 4) return undefined;
    const [from, at, count, weeks] = value as readonly unknown[];
    const isWhole = (number: unknown, least: number, most: number): number is number =>
      Number.isInteger(number) && (number as number) >= least && (number as number) <= most;
    if (typeof from !== 'string' || readDay(from) === undefined) return undefined;
    if (!isWhole(at, 0, 1439) || !isWhole(count, 1, mostQuestions) || !Array.isArray(weeks)) return undefined;
    const keys = weeks.filter((key): key is string => typeof key === 'string' && key !== '');
    return { from, at, count, weeks: keys.slice(0, mostWeeks) };
  } catch {
    return undefined;
  }
}
