/**
 * What a Compose file holds once it is read: nested mappings, lists and scalars, before anything is known of services.
 * Compose tells whole numbers from others (`80` is a port, `80.0` is not) and dates from text, so both have a class of
 * their own. Mappings have no prototype: a service may be called `__proto__`.
 */
export type Value = null | boolean | number | bigint | string | Fraction | Timestamp | readonly Value[] | Mapping;
export type Mapping = { [key: string]: Value };

/** A number that was written with a point or an exponent, whatever its value. */
export class Fraction {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** An unquoted date: in Compose files nearly always a mistake, but it is read as one. */
export class Timestamp {
  readonly milliseconds: number;

  constructor(milliseconds: number) {
    this.milliseconds = milliseconds;
  }
}

/** Where a value stands: keys, and `[]` for any item of a list. */
export type Path = readonly string[];

export function newMapping(entries: Iterable<readonly [string, Value]> = []): Mapping {
  const mapping: Mapping = Object.create(null);
  for (const [key, value] of entries) mapping[key] = value;
  return mapping;
}

export function isMapping(value: Value | undefined): value is Mapping {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null;
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

export function isWhole(value: Value | undefined): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

export function deepCopy(value: Value): Value {
  if (isList(value)) return value.map(deepCopy);
  if (isMapping(value)) return newMapping(Object.entries(value).map(([key, item]) => [key, deepCopy(item)]));
  return value;
}

/** `matches(['services', 'web', 'image'], 'services.*.image')`: a star is any one step. */
export function matches(path: Path, pattern: string): boolean {
  const steps = pattern.split('.');
  return steps.length === path.length && steps.every((step, index) => step === '*' || step === path[index]);
}

/** As the loader prints a scalar into text: no quotes, numbers as short as they go. */
export function printed(value: Value): string {
  if (value === null) return '<nil>';
  if (value instanceof Fraction) return printedNumber(value.value);
  if (value instanceof Timestamp) return printedTime(value.milliseconds);
  if (isList(value)) return `[${value.map(printed).join(' ')}]`;
  if (isMapping(value)) {
    const keys = Object.keys(value).sort();
    return `map[${keys.map((key) => `${key}:${printed(value[key] as Value)}`).join(' ')}]`;
  }
  return String(value);
}

/** 0.00001 is `1e-05`, 1e21 is `1e+21`, everything between is written out. */
function printedNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e21)) {
    return value.toExponential().replace(/e([-+])(\d)$/, 'e$10$2');
  }
  return String(value);
}

function printedTime(milliseconds: number): string {
  const [day = '', time = ''] = new Date(milliseconds).toISOString().split('T');
  return `${day} ${time.replace(/\.?0*Z$/, '')} +0000 UTC`;
}

/** What the loader calls the type of a value in its messages. */
export function typeName(value: Value | undefined): string {
  if (value === null || value === undefined) return '<nil>';
  if (value instanceof Fraction) return 'float64';
  if (value instanceof Timestamp) return 'time.Time';
  if (isList(value)) return '[]interface {}';
  if (isMapping(value)) return 'map[string]interface {}';
  return { number: 'int', bigint: 'int', boolean: 'bool', string: 'string' }[typeof value as 'number'];
}
