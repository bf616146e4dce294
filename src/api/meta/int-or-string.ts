/**
 * Fields that take a number or a text: ports by number or name, counts or percentages (`maxSurge: 25%`).
 */
export type IntOrString = number | string;

/** `25` for `25%`; undefined for anything that is no percentage. */
export function percentOf(value: IntOrString | undefined): number | undefined {
  if (typeof value !== 'string' || !/^[0-9]+%$/.test(value)) return undefined;
  return Number(value.slice(0, -1));
}

/**
 * A count out of `total`. `scaledCount('25%', 10, 'up')` is 3, `'down'` is 2; a plain number is itself.
 * Undefined when the text is no percentage.
 */
export function scaledCount(value: IntOrString | undefined, total: number, round: 'up' | 'down'): number | undefined {
  if (value === undefined) return 0;
  if (typeof value === 'number') return value;
  const share = percentOf(value);
  if (share === undefined) return undefined;
  const exact = (share * total) / 100;
  return round === 'up' ? Math.ceil(exact) : Math.floor(exact);
}
