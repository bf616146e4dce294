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
