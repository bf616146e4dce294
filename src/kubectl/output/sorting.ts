/**
 * `--sort-by`: by what a path finds in each object. Numbers by size, quantities by amount (`64Mi` before `1Gi`), other text as
 * people count (`web-2` before `web-10`); what has no such field comes first.
 */
import { compareQuantities, parseQuantity } from '#api/meta/quantity.ts';
import type { Found } from '../arguments/resources.ts';
import { failWith } from '../exit.ts';
import { findByPath, relaxed } from '../jsonpath/evaluate.ts';

export function sorted(found: readonly Found[], path: string): readonly Found[] {
  if (path === '' || found.length === 0) return found;
  const keyed = found.map((one) => {
    const values = findByPath(path, one.object);
    if (!values.ok) failWith(values.error);
    return { one, key: values.value[0] };
  });
  if (keyed.every(({ key }) => key === undefined)) {
    failWith(`couldn't find any field with path ${JSON.stringify(relaxed(path))} in the list of objects`);
  }
  return keyed.sort((one, other) => compareValues(one.key, other.key)).map(({ one }) => one);
}

export function compareValues(one: unknown, other: unknown): number {
  if (one === undefined || other === undefined) return one === other ? 0 : one === undefined ? -1 : 1;
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const [a, b] = [String(one), String(other)];
  const amounts = [parseQuantity(a), parseQuantity(b)] as const;
  if (amounts[0] && amounts[1]) return compareQuantities(amounts[0], amounts[1]);
  return naturally(a, b);
}

/** Runs of digits count as numbers; the rest goes by its characters. */
function naturally(one: string, other: string): number {
  const pieces = (text: string): readonly string[] => text.match(/\d+|[^\d]/gu) ?? [];
  const [parts, others] = [pieces(one), pieces(other)];
  for (const [index, part] of parts.entries()) {
    const against = others[index];
    if (against === undefined) return 1;
    if (part === against) continue;
    const areNumbers = /^\d/.test(part) && /^\d/.test(against);
    const difference = areNumbers ? Number(BigInt(part) - BigInt(against)) : 0;
    if (difference !== 0) return difference;
    return part < against ? -1 : 1;
  }
  return parts.length - others.length;
}
