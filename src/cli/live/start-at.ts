/** When a lesson begins, as people write it: `10:30` (the next one), `2026-11-23T10:30`, or in so many minutes: `+15`. */
export function startAt(typed: string, now: Date): number | undefined {
  const minutes = /^\+(\d{1,4})\s*(?:m|min)?$/.exec(typed)?.[1];
  if (minutes !== undefined) return now.getTime() + Number(minutes) * 60_000;
  const clock = /^(\d{1,2}):(\d{2})$/.exec(typed);
  if (clock) {
    const [hours, minute] = [Number(clock[1]), Number(clock[2])];
    if (hours > 23 || minute > 59) return undefined;
    const at = new Date(now);
    at.setHours(hours, minute, 0, 0);
    if (at.getTime() <= now.getTime()) at.setDate(at.getDate() + 1);
    return at.getTime();
  }
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{1,2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?$/.test(typed)) return undefined;
  const at = new Date(typed.replace(' ', 'T')).getTime();
  return Number.isNaN(at) || at <= now.getTime() ? undefined : at;
}
