/** The functions of CEL that rules use most, those that Kubernetes adds for lists and texts among them. */
export type CelValue = string | number | bigint | boolean | null | readonly CelValue[] | CelMap;

export interface CelMap {
  readonly [key: string]: CelValue;
}

/** The expression makes no sense for this value: `no such key: a`. */
export class CelFault extends Error {}

/** Something that readyz does not know. */
export class Unknown extends Error {}

export function isList(value: CelValue | undefined): value is readonly CelValue[] {
  return Array.isArray(value);
}

export function isMap(value: CelValue | undefined): value is CelMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `isMethod`: `a.size()` and not `size(a)`; the receiver comes first in `values`. */
export function callFunction(name: string, values: readonly CelValue[], isMethod: boolean): CelValue {
  const functions = isMethod ? methods : globals;
  if (!Object.hasOwn(functions, name)) throw new Unknown();
  return (functions[name] as CelFunction)(...values);
}

export function isKnownFunction(name: string, isMethod: boolean): boolean {
  return Object.hasOwn(isMethod ? methods : globals, name);
}

type CelFunction = (...values: readonly (CelValue | undefined)[]) => CelValue;

function size(value: CelValue | undefined): bigint {
  if (typeof value === 'string') return BigInt([...value].length);
  if (isList(value)) return BigInt(value.length);
  if (isMap(value)) return BigInt(Object.keys(value).length);
  throw new CelFault('no such overload');
}

const globals: Readonly<Record<string, CelFunction>> = {
  size,
  dyn: (value) => value as CelValue,
  string: (value) => (isList(value) || isMap(value) || value === null ? overload() : String(value)),
  double: (value) => (typeof value === 'string' || isNumber(value) ? Number(value) : overload()),
  int(value) {
    if (typeof value === 'string' && /^[-+]?\d{1,18}$/.test(value)) return BigInt(value);
    if (isNumber(value) && Number.isFinite(Number(value)))
      return BigInt(typeof value === 'bigint' ? value : Math.trunc(value));
    return overload();
  },
};

const methods: Readonly<Record<string, CelFunction>> = {
  size,
  contains: (value, part) => text(value).includes(text(part)),
  startsWith: (value, part) => text(value).startsWith(text(part)),
  endsWith: (value, part) => text(value).endsWith(text(part)),
  matches: (value, pattern) => expressionOf(pattern, value).test(text(value)),
  lowerAscii: (value) => text(value).replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
  upperAscii: (value) => text(value).replace(/[a-z]/g, (letter) => letter.toUpperCase()),
  trim: (value) => text(value).trim(),
  split: (value, separator) => text(value).split(text(separator)),
  replace(value, from, to) {
    if (text(value).length * text(to).length > textLetters * 100) throw new Unknown();
    return text(value).replaceAll(text(from), () => text(to));
  },
  join(value, separator = '') {
    const texts = list(value).map(text);
    const letters = texts.reduce((sum, item) => sum + item.length + text(separator).length, 0);
    if (letters > textLetters * 100) throw new Unknown();
    return texts.join(text(separator));
  },
  charAt: (value, at) => [...text(value)][position(at)] ?? '',
  substring: (value, from, to) =>
    [...text(value)].slice(position(from), to === undefined ? undefined : position(to)).join(''),
  indexOf: (value, part) =>
    BigInt(typeof value === 'string' ? value.indexOf(text(part)) : list(value).indexOf(part as CelValue)),
  lastIndexOf: (value, part) =>
    BigInt(typeof value === 'string' ? value.lastIndexOf(text(part)) : list(value).lastIndexOf(part as CelValue)),
  isSorted: (value) =>
    list(value).every((item, index, all) => index === 0 || !isLess(item, all[index - 1] as CelValue)),
  min: (value) => extreme(list(value), isLess),
  max: (value) => extreme(list(value), (one, other) => isLess(other, one)),
  sum(value) {
    const items = list(value);
    if (items.every((item) => typeof item === 'bigint')) return items.reduce((sum, item) => sum + item, 0n);
    return items.reduce<number>((sum, item) => sum + (isNumber(item) ? Number(item) : overload()), 0);
  },
};

function isNumber(value: CelValue | undefined): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function overload(): never {
  throw new CelFault('no such overload');
}

/** Of a longer text nothing is said: some functions could make it longer without end. */
const textLetters = 10_000;

function text(value: CelValue | undefined): string {
  if (typeof value !== 'string') return overload();
  if (value.length > textLetters) throw new Unknown();
  return value;
}

function list(value: CelValue | undefined): readonly CelValue[] {
  return isList(value) ? value : overload();
}

function position(value: CelValue | undefined): number {
  if (typeof value !== 'bigint' || value < 0n) throw new CelFault(`index out of range: ${String(value)}`);
  return Number(value);
}

function isLess(one: CelValue, other: CelValue): boolean {
  const fits = (isNumber(one) && isNumber(other)) || (typeof one === 'string' && typeof other === 'string');
  return fits ? (one as number) < (other as number) : overload();
}

function extreme(items: readonly CelValue[], isBetter: (one: CelValue, other: CelValue) => boolean): CelValue {
  const [first, ...rest] = items;
  if (first === undefined) throw new CelFault('min called on empty list');
  return rest.reduce((best, item) => (isBetter(item, best) ? item : best), first);
}

/** Go's expressions run in linear time; JavaScript's may not, so a costly one counts as unknown. */
function expressionOf(pattern: CelValue | undefined, subject: CelValue | undefined): RegExp {
  const source = text(pattern);
  if (source.length > 500 || text(subject).length > 1000 || /[+*}]\)?\)[+*{]/.test(source)) throw new Unknown();
  try {
    return new RegExp(source, 'u');
  } catch {
    throw new Unknown();
  }
}
