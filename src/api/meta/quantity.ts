/**
 * Amounts such as `250m`, `1.5Gi`, `1e3`: exact, in units of 10⁻⁹, with the family of suffixes in which they are written.
 * Stored objects carry the canonical form (`1000m` is `1`, `1.5Gi` is `1536Mi`), which decoding has already made.
 */
import { fail, ok, type Result } from '#base/result.ts';

export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

export interface Quantity {
  /** Units of 10⁻⁹; smaller parts were rounded away from zero. */
  readonly nano: bigint;
  readonly format: QuantityFormat;
}

/** As found in objects (`"250m"`, `2`), or parsed. Text must be well formed; decoding has seen to that. */
export type QuantityLike = string | number | Quantity;

const wrongFormat = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const wrongSuffix = "unable to parse quantity's suffix";

const nanoPerUnit = 10n ** 9n;
/** Larger amounts are cut off here, as Kubernetes does. */
const largestNano = (2n ** 63n - 1n) * nanoPerUnit;

/** Exponents of ten. */
const decimalSuffixes: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);
/** Exponents of two. */
const binarySuffixes: ReadonlyMap<string, number> = new Map([
  ['Ki', 10],
  ['Mi', 20],
  ['Gi', 30],
  ['Ti', 40],
  ['Pi', 50],
  ['Ei', 60],
]);

/** What one of each suffix is worth, for the amounts without fraction, sign or exponent that nearly everybody writes. */
const units: ReadonlyMap<string, Quantity> = new Map([
  ...[...decimalSuffixes].map(([suffix, exponent]) => unitOf(suffix, 10n ** BigInt(exponent + 9), 'DecimalSI')),
  ...[...binarySuffixes].map(([suffix, exponent]) => unitOf(suffix, 2n ** BigInt(exponent) * nanoPerUnit, 'BinarySI')),
]);

function unitOf(suffix: string, nano: bigint, format: QuantityFormat): [string, Quantity] {
  return [suffix, { nano, format }];
}

/** The error is the server's sentence. */
export function readQuantity(text: string): Result<Quantity, string> {
  const plain = /^([0-9]{1,6})([a-zA-Z]{0,2})$/.exec(text);
  const unit = plain && units.get(plain[2] as string);
  if (unit) {
    const nano = BigInt(plain[1] as string) * unit.nano;
    return ok({ nano: nano > largestNano ? largestNano : nano, format: unit.format });
  }
  const match = /^([+-]?)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*)([-+]?[0-9]*)$/.exec(text);
  if (!match || text === '') return fail(wrongFormat);
  const [, sign, whole = '', fraction = '', letters = '', exponentDigits = ''] = match;
  const suffix = letters + exponentDigits;

  let format: QuantityFormat;
  let exponent: number;
  let factor = 1n;
  const decimal = decimalSuffixes.get(suffix);
  const binary = binarySuffixes.get(suffix);
  if (decimal !== undefined) {
    format = 'DecimalSI';
    exponent = decimal;
  } else if (binary !== undefined) {
    format = 'BinarySI';
    exponent = 0;
    factor = 2n ** BigInt(binary);
  } else if (/^[eE][-+]?[0-9]+$/.test(suffix)) {
    format = 'DecimalExponent';
    exponent = Number(suffix.slice(1));
  } else {
    return fail(wrongSuffix);
  }

  const digits = whole + fraction;
  const significant = digits.replace(/^0+/, '');
  const tens = exponent - fraction.length + 9;
  let nano: bigint;
  // An exponent in the millions is decided by size alone, so that nobody computes the power.
  if (significant === '') nano = 0n;
  else if (significant.length + tens > 60) nano = largestNano;
  else if (significant.length + tens < -30) nano = 1n;
  else nano = scaled(BigInt(significant) * factor, tens);
  if (nano > largestNano) nano = largestNano;
  if (format === 'BinarySI' && nano > 0n && nano < nanoPerUnit) format = 'DecimalSI';
  return ok({ nano: sign === '-' ? -nano : nano, format });
}

/** `value × 10^tens`, rounded up. */
function scaled(value: bigint, tens: number): bigint {
  if (tens >= 0) return value * 10n ** BigInt(tens);
  const divisor = 10n ** BigInt(-tens);
  return (value + divisor - 1n) / divisor;
}

/** Undefined when the text is no quantity. */
export function parseQuantity(text: string | number): Quantity | undefined {
  const result = readQuantity(String(text));
  return result.ok ? result.value : undefined;
}

function quantity(like: QuantityLike | undefined): Quantity {
  if (like === undefined) return zero;
  // A resource named `__proto__` may have found the prototype of all objects.
  if (typeof like === 'object') return typeof like.nano === 'bigint' ? like : zero;
  return parseQuantity(like) ?? zero;
}

const zero: Quantity = { nano: 0n, format: 'DecimalSI' };

/** The canonical form: no fraction, the largest suffix that needs none; `1536Mi`, `500m`, `0`. */
export function formatQuantity(like: QuantityLike): string {
  const { nano, format } = quantity(like);
  if (nano === 0n) return '0';
  const size = nano < 0n ? -nano : nano;
  if (format === 'BinarySI' && size >= 1024n * nanoPerUnit && nano % nanoPerUnit === 0n) {
    let amount = nano / nanoPerUnit;
    let exponent = 0;
    while (exponent < 60 && amount % 1024n === 0n) {
      amount /= 1024n;
      exponent += 10;
    }
    return `${amount}${suffixOf(binarySuffixes, exponent)}`;
  }
  let amount = nano;
  let exponent = -9;
  while (amount % 1000n === 0n && (format === 'DecimalExponent' || exponent < 18)) {
    amount /= 1000n;
    exponent += 3;
  }
  if (format === 'DecimalExponent') return exponent === 0 ? `${amount}` : `${amount}e${exponent}`;
  return `${amount}${suffixOf(decimalSuffixes, exponent)}`;
}

function suffixOf(suffixes: ReadonlyMap<string, number>, exponent: number): string {
  for (const [suffix, value] of suffixes) if (value === exponent) return suffix;
  return '';
}

/** Negative, zero or positive, as for `sort`. */
export function compareQuantities(one: QuantityLike | undefined, other: QuantityLike | undefined): number {
  const difference = quantity(one).nano - quantity(other).nano;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Keeps the suffixes of the first, of the second when the first is zero. */
export function addQuantities(one: QuantityLike | undefined, other: QuantityLike | undefined): Quantity {
  const left = quantity(one);
  const right = quantity(other);
  return { nano: left.nano + right.nano, format: left.nano === 0n ? right.format : left.format };
}

export function subtractQuantities(one: QuantityLike | undefined, other: QuantityLike | undefined): Quantity {
  const left = quantity(one);
  const right = quantity(other);
  return { nano: left.nano - right.nano, format: left.nano === 0n ? right.format : left.format };
}

/** Whole units, rounded up: bytes of memory, number of pods. */
export function quantityUnits(like: QuantityLike | undefined): number {
  return Number(divideUp(quantity(like).nano, nanoPerUnit));
}

/** Thousandths, rounded up: millicores. */
export function quantityMillis(like: QuantityLike | undefined): number {
  return Number(divideUp(quantity(like).nano, 10n ** 6n));
}

/** Away from zero, as Kubernetes rounds. */
function divideUp(value: bigint, divisor: bigint): bigint {
  if (value < 0n) return -divideUp(-value, divisor);
  return (value + divisor - 1n) / divisor;
}
