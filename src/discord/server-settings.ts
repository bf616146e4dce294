/** How a server wants the bot, read from what was kept: what cannot be read counts as not said. */
import type { Language } from '#base/text.ts';
import { readPlan, type WeeklyPlan } from '#engine/weekly-plan.ts';
import { languageOf } from './language.ts';

export interface ServerSettings {
  /** Of what everybody sees. */
  readonly language: Language;
  /** Where days and hours are counted: `Europe/Madrid`. */
  readonly zone: string;
  /** Where questions of the day go. */
  readonly channel?: string;
  /** Whoever has this role may change settings, besides those who may manage the server. */
  readonly hostRole?: string;
  /** Whole hours between which nothing is posted: 22 to 8 goes over midnight. */
  readonly quiet?: { readonly from: number; readonly to: number };
  readonly hints: boolean;
  readonly leaderboard: boolean;
  readonly daily?: Daily;
  /** The course week by week, and where its questions go. */
  readonly plan?: WeeklyPlan;
  readonly planChannel?: string;
}

export interface Daily {
  /** Minutes after midnight. */
  readonly at: number;
  readonly revealHours: number;
  /** `2026-11-21`: nothing before. */
  readonly from: string;
  /** A topic each week, in the order of the course, since `from`. */
  readonly weekly: boolean;
  /** Opens a thread at the reveal, to talk about it. */
  readonly thread: boolean;
}

export const settingNames = {
  language: 'language',
  zone: 'zone',
  channel: 'channel',
  hostRole: 'host-role',
  quiet: 'quiet',
  hints: 'hints',
  leaderboard: 'leaderboard',
  daily: 'daily',
  plan: 'plan',
  planChannel: 'plan-channel',
} as const;

/** `09:30 8 2026-11-21 weekly thread`. */
export function writeDaily({ at, revealHours, from, weekly, thread }: Daily): string {
  const words = [timeOf(at), String(revealHours), from, ...(weekly ? ['weekly'] : []), ...(thread ? ['thread'] : [])];
  return words.join(' ');
}

export function readServerSettings(
  kept: Readonly<Record<string, string>>,
  locale?: string | null | undefined,
): ServerSettings {
  const language = kept[settingNames.language];
  const channel = kept[settingNames.channel];
  const hostRole = kept[settingNames.hostRole];
  const quiet = readQuiet(kept[settingNames.quiet] ?? '');
  const plan = readPlan(kept[settingNames.plan]);
  const planChannel = kept[settingNames.planChannel];
  const daily = readDaily(kept[settingNames.daily] ?? '');
  return {
    language: language === 'es' || language === 'en' ? language : languageOf(locale),
    zone: kept[settingNames.zone] ?? 'Europe/Madrid',
    ...(channel !== undefined && { channel }),
    ...(hostRole !== undefined && { hostRole }),
    ...(quiet && { quiet }),
    ...(daily && { daily }),
    ...(plan && { plan }),
    ...(planChannel !== undefined && { planChannel }),
    hints: kept[settingNames.hints] !== 'off',
    leaderboard: kept[settingNames.leaderboard] !== 'off',
  };
}

function readQuiet(text: string): ServerSettings['quiet'] {
  const [from, to] = /^(\d{1,2})-(\d{1,2})$/.exec(text)?.slice(1).map(Number) ?? [];
  return from === undefined || to === undefined || from > 23 || to > 23 || from === to ? undefined : { from, to };
}

function readDaily(text: string): Daily | undefined {
  const [time = '', hours = '', from = '', ...words] = text.split(' ');
  const at = readTime(time);
  if (at === undefined || !/^\d+$/.test(hours) || !/^\d{4}-\d\d-\d\d$/.test(from)) return undefined;
  return { at, revealHours: Number(hours), from, weekly: words.includes('weekly'), thread: words.includes('thread') };
}

/** `9:30` is 570. */
export function readTime(text: string): number | undefined {
  const [hours, minutes] = /^(\d{1,2}):(\d\d)$/.exec(text.trim())?.slice(1).map(Number) ?? [];
  return hours === undefined || minutes === undefined || hours > 23 || minutes > 59 ? undefined : hours * 60 + minutes;
}

export function timeOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
