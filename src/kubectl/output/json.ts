/** Values with their keys in alphabetical order, as Go writes maps. */
import { goJson } from '#api/meta/go-value.ts';

export function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const sorted: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value).sort(byCodePoint)) {
    sorted[key] = sortKeys((value as Record<string, unknown>)[key]);
  }
  return sorted;
}

export function byCodePoint(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** As `-o json` prints it, and with `indent` 0 as an annotation holds it. */
export function jsonText(value: unknown, indent = 4): string {
  return goJson(sortKeys(value), indent);
}
