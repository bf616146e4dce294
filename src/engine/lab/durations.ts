/** `10m`, `90s`, `1h30m`, `2d`; a bare number is seconds. Undefined where it is none. */
const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

export function secondsOf(word: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(word)) return Number(word);
  if (!/^(\d+(\.\d+)?[smhd])+$/.test(word)) return undefined;
  let seconds = 0;
  for (const [, number, unit] of word.matchAll(/(\d+(?:\.\d+)?)([smhd])/g)) {
    seconds += Number(number) * (units[unit as string] as number);
  }
  return seconds;
}

/** As one would type it: 90 → `1m30s`, 360 → `6m`, 12.5 → `12.5s`, 86400 → `1d`. */
export function durationText(seconds: number): string {
  let left = Math.round(seconds * 1000) / 1000;
  let text = '';
  for (const [unit, size] of [
    ['d', 86_400],
    ['h', 3600],
    ['m', 60],
  ] as const) {
    const count = Math.floor(left / size);
    if (count > 0) text += `${count}${unit}`;
    left -= count * size;
  }
  left = Math.round(left * 1000) / 1000;
  return left > 0 || text === '' ? `${text}${left}s` : text;
}
