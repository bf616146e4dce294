/** Days as the learner lives them. A day is a whole number, so that yesterday is one less; `2026-11-21` is how it is written. */

const dayMilliseconds = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** `zone` is an IANA name such as `Europe/Madrid`; one that is not known counts as UTC. */
export function dayOf(at: number, zone: string): number {
  const [year, month, day] = formatOf(zone).format(at).split('-').map(Number);
  return Date.UTC(year ?? 1970, (month ?? 1) - 1, day ?? 1) / dayMilliseconds;
}

export function writtenDay(day: number): string {
  return new Date(day * dayMilliseconds).toISOString().slice(0, 10);
}

/** Nothing for what is no day of the calendar. */
export function readDay(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = Date.parse(`${text}T00:00:00Z`) / dayMilliseconds;
  return Number.isInteger(day) && writtenDay(day) === text ? day : undefined;
}

/** Swedes write days as ISO 8601 does. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const make = (timeZone: string) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  let made: Intl.DateTimeFormat;
  try {
    made = make(zone);
  } catch {
    made = make('UTC');
  }
  formats.set(zone, made);
  return made;
}
