/**
 * `parameters:` of a scenario file: `{ start: [30, 60, 90] }` or `{ replicas: { min: 3, max: 5 } }`. Everywhere else in the file
 * `${start}` stands for the value, `${start * 2 + 10}` for what is reckoned from it; a scalar that is nothing else becomes a
 * number. Other `${…}` (a shell's, a Compose file's) are left alone.
 */
import * as z from 'zod';
import { didYouMean } from '#base/did-you-mean.ts';
import type { ScenarioVariant } from '#engine/variants.ts';
import type { FieldProblem } from './content-error.ts';

export type Values = ScenarioVariant['values'];

const name = z.string().regex(/^[a-z][A-Za-z0-9]*$/);

export const parametersSchema = z.record(
  name,
  z.union([
    z
      .array(z.union([z.number(), z.string()]))
      .min(2)
      .max(24),
    z.strictObject({ min: z.int(), max: z.int(), step: z.int().positive().default(1) }),
  ]),
);

type Parameters = z.infer<typeof parametersSchema>;

/** More than these are drawn from all that there could be, the same every time. */
const mostVariants = 24;

/** What the parameters may be together; the first of each comes first. */
export function combinationsOf(parameters: Parameters): readonly Values[] {
  let all: Values[] = [{}];
  for (const [key, range] of Object.entries(parameters)) {
    const values = Array.isArray(range) ? range : steps(range);
    all = all.flatMap((one) => values.map((value) => ({ ...one, [key]: value })));
    if (all.length > 10_000) all = all.slice(0, 10_000);
  }
  if (all.length <= mostVariants) return all;
  // Evenly over all of them, by a step that shares no factor with their number: neighbours differ in every parameter.
  let step = Math.floor(all.length / mostVariants);
  while (greatestCommonDivisor(step, all.length) > 1) step++;
  return Array.from({ length: mostVariants }, (_, index) => all[(index * step) % all.length] ?? {});
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other);
}

function steps({ min, max, step }: { readonly min: number; readonly max: number; readonly step: number }): number[] {
  return Array.from({ length: Math.max(0, Math.floor((max - min) / step) + 1) }, (_, index) => min + index * step);
}

/** The document with all values in their places. */
export function substitute(value: unknown, values: Values): unknown {
  if (typeof value === 'string') return substituteText(value, values);
  if (Array.isArray(value)) return value.map((one) => substitute(one, values));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, substitute(one, values)]));
}

function substituteText(text: string, values: Values): string | number {
  const whole = /^\$\{([^${}]*)\}$/.exec(text)?.[1];
  const alone = whole === undefined ? undefined : reckon(whole, values);
  if (alone !== undefined) return alone;
  return text.replaceAll(/\$\{([^${}]*)\}/g, (found, expression: string) =>
    String(reckon(expression, values) ?? found),
  );
}

/** In what is written for the default variant and for this one: the places where they differ. */
export function differences(
  one: unknown,
  other: unknown,
  path: readonly (string | number)[] = [],
): ScenarioVariant['changes'] {
  if (Object.is(one, other)) return [];
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length)
    return one.flatMap((value, index) => differences(value, other[index], [...path, index]));
  if (isObject(one) && isObject(other)) {
    const keys = Object.keys(one);
    const isSame = keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key));
    if (isSame) return keys.flatMap((key) => differences(one[key], other[key], [...path, key]));
  }
  return [{ path, value: other }];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** Parameters that nothing uses, and `${…}` that look like a slip of one. */
export function parameterSlips(document: unknown, names: readonly string[]): readonly FieldProblem[] {
  const used = new Set<string>();
  const problems: FieldProblem[] = [];
  const walk = (value: unknown, path: readonly (string | number)[]) => {
    if (typeof value === 'string') {
      for (const [, expression = ''] of value.matchAll(/\$\{([^${}]*)\}/g)) {
        const words = expression.match(/[A-Za-z]\w*/g) ?? [];
        for (const word of words) if (names.includes(word)) used.add(word);
        const [word = ''] = words;
        const near = words.length === 1 && !names.includes(word) ? didYouMean(word, names) : undefined;
        if (near)
          problems.push({
            path,
            text: {
              es: `no existe el parámetro "${word}"; escribe "${near}"`,
              en: `there is no parameter "${word}"; write "${near}"`,
            },
          });
      }
    } else if (Array.isArray(value)) for (const [index, one] of value.entries()) walk(one, [...path, index]);
    else if (isObject(value))
      for (const [key, one] of Object.entries(value))
        if (key !== 'parameters' || path.length > 0) walk(one, [...path, key]);
  };
  walk(document, []);
  const idle = names.filter((one) => !used.has(one));
  return [
    ...problems,
    ...idle.map((one) => ({
      path: ['parameters', one],
      text: { es: `nada usa el parámetro "${one}"; quítalo`, en: `nothing uses the parameter "${one}"; remove it` },
    })),
  ];
}

/** `start * 2 + 10`. Undefined for what is none of ours: another name in it, or no expression at all. */
function reckon(expression: string, values: Values): number | string | undefined {
  const word = expression.trim();
  if (Object.hasOwn(values, word)) return values[word];
  const tokens = expression.match(/\d+(?:\.\d+)?|[A-Za-z]\w*|[-+*/()]|\S/g) ?? [];
  if (tokens.length < 3) return undefined;
  let at = 0;
  const factor = (): number => {
    const token = tokens[at++] ?? '';
    if (token === '(') {
      const inner = sum();
      return tokens[at++] === ')' ? inner : Number.NaN;
    }
    if (token === '-') return -factor();
    const value = Object.hasOwn(values, token) ? values[token] : token;
    return typeof value === 'number' ? value : /^\d/.test(String(value)) ? Number(value) : Number.NaN;
  };
  const product = (): number => {
    let value = factor();
    while (tokens[at] === '*' || tokens[at] === '/') value = tokens[at++] === '*' ? value * factor() : value / factor();
    return value;
  };
  const sum = (): number => {
    let value = product();
    while (tokens[at] === '+' || tokens[at] === '-')
      value = tokens[at++] === '+' ? value + product() : value - product();
    return value;
  };
  const value = sum();
  return at === tokens.length && Number.isFinite(value) ? value : undefined;
}
