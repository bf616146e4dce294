/**
 * Schedules of CronJobs: `0 2 * * 1-5`, `@daily`, `@every 1h30m`. Five fields: minute, hour, day of month, month, day of week.
 * What is wrong is said in the words of the library that Kubernetes uses, since the server passes them on.
 */
import { fail, ok, type Result } from '#base/result.ts';

export type CronSchedule =
  | { readonly kind: 'every'; readonly seconds: number }
  | {
      readonly kind: 'fields';
      readonly minutes: CronField;
      readonly hours: CronField;
      readonly daysOfMonth: CronField;
      readonly months: CronField;
      readonly daysOfWeek: CronField;
    };

export interface CronField {
  readonly values: ReadonlySet<number>;
  /** Written `*`: when either day field is, both must match; else one of them is enough. */
  readonly isStar: boolean;
}

interface Bounds {
  readonly minimum: number;
  readonly maximum: number;
  readonly names?: readonly string[];
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const bounds = {
  minutes: { minimum: 0, maximum: 59 },
  hours: { minimum: 0, maximum: 23 },
  daysOfMonth: { minimum: 1, maximum: 31 },
  months: { minimum: 1, maximum: 12, names: monthNames },
  daysOfWeek: { minimum: 0, maximum: 6, names: dayNames },
} as const satisfies Record<string, Bounds>;

const descriptors: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

/** A time zone written into the schedule is skipped here; that Kubernetes refuses it is the CronJob's to say. */
export function parseCronSchedule(text: string): Result<CronSchedule, string> {
  if (text === '') return fail('empty spec string');
  const withoutZone = text.replace(/^(TZ|CRON_TZ)=\S*\s*/, '');
  if (withoutZone.startsWith('@')) return parseDescriptor(withoutZone);
  const fields = withoutZone.split(/\s+/).filter((field) => field !== '');
  if (fields.length !== 5) {
    return fail(`expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`);
  }
  const parsed: Partial<Record<keyof typeof bounds, CronField>> = {};
  for (const [index, name] of (Object.keys(bounds) as (keyof typeof bounds)[]).entries()) {
    const field = parseField(fields[index] as string, bounds[name]);
    if (!field.ok) return field;
    parsed[name] = field.value;
  }
  return ok({ kind: 'fields', ...(parsed as Record<keyof typeof bounds, CronField>) });
}

function parseDescriptor(text: string): Result<CronSchedule, string> {
  const meaning = descriptors.get(text);
  if (meaning !== undefined) return parseCronSchedule(meaning);
  if (!text.startsWith('@every ')) return fail(`unrecognized descriptor: ${text}`);
  const duration = text.slice('@every '.length);
  const seconds = durationSeconds(duration);
  if (seconds === undefined) {
    return fail(`failed to parse duration ${text}: time: invalid duration ${JSON.stringify(duration)}`);
  }
  return ok({ kind: 'every', seconds: Math.max(1, Math.floor(seconds)) });
}

const unitSeconds: ReadonlyMap<string, number> = new Map([
  ['ns', 1e-9],
  ['us', 1e-6],
  ['µs', 1e-6],
  ['ms', 1e-3],
  ['s', 1],
  ['m', 60],
  ['h', 3600],
]);

/** Go's durations: `1h30m`, `90s`. */
function durationSeconds(text: string): number | undefined {
  if (!/^[+-]?([0-9]+(\.[0-9]*)?(ns|us|µs|ms|s|m|h))+$/.test(text)) return undefined;
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(/([0-9.]+)(ns|us|µs|ms|s|m|h)/g)) {
    seconds += Number(amount) * (unitSeconds.get(unit as string) as number);
  }
  return text.startsWith('-') ? -seconds : seconds;
}

/** `1,3-5,10/2`: any of the parts. */
function parseField(text: string, limits: Bounds): Result<CronField, string> {
  const values = new Set<number>();
  let isStar = false;
  for (const part of text.split(',').filter((part) => part !== '')) {
    const range = parseRange(part, limits);
    if (!range.ok) return range;
    const { start, end, step } = range.value;
    isStar ||= range.value.isStar;
    for (let value = start; value <= end; value += step) values.add(value);
  }
  return ok({ values, isStar });
}

interface Range {
  readonly start: number;
  readonly end: number;
  readonly step: number;
  readonly isStar: boolean;
}

/** `*`, `5`, `1-5`, each with `/step`; `10/2` means from 10 to the end. */
function parseRange(text: string, { minimum, maximum, names }: Bounds): Result<Range, string> {
  const [rangeText = '', stepText, ...moreSteps] = text.split('/');
  const [lowText = '', highText, ...more] = rangeText.split('-');
  const isAny = lowText === '*' || lowText === '?';
  let start = minimum;
  let end = maximum;
  if (!isAny) {
    const low = parseNumber(lowText, names);
    if (!low.ok) return low;
    start = low.value;
    end = start;
    if (more.length > 0) return fail(`too many hyphens: ${text}`);
    if (highText !== undefined) {
      const high = parseNumber(highText, names);
      if (!high.ok) return high;
      end = high.value;
    }
  }
  let step = 1;
  if (moreSteps.length > 0) return fail(`too many slashes: ${text}`);
  if (stepText !== undefined) {
    const parsed = parseNumber(stepText);
    if (!parsed.ok) return parsed;
    step = parsed.value;
    if (highText === undefined) end = maximum;
  }
  if (start < minimum) return fail(`beginning of range (${start}) below minimum (${minimum}): ${text}`);
  if (end > maximum) return fail(`end of range (${end}) above maximum (${maximum}): ${text}`);
  if (start > end) return fail(`beginning of range (${start}) beyond end of range (${end}): ${text}`);
  if (step === 0) return fail(`step of range should be a positive number: ${text}`);
  return ok({ start, end, step, isStar: isAny && step === 1 });
}

function parseNumber(text: string, names?: readonly string[]): Result<number, string> {
  const named = names?.indexOf(text.toLowerCase()) ?? -1;
  // Months count from one, days of the week from zero.
  if (named >= 0) return ok(names?.length === 12 ? named + 1 : named);
  if (!/^[+-]?[0-9]+$/.test(text)) {
    return fail(`failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
  }
  if (text.replace(/^[+-]?0*/, '').length > 18) {
    return fail(`failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: value out of range`);
  }
  const value = Number(text);
  if (value < 0) return fail(`negative number (${value}) not allowed: ${text}`);
  return ok(value);
}
