/**
 * What a plain scalar means to Kubernetes. It reads YAML 1.1 with Go's numbers: `yes`, `on` and `y` are booleans, `0644` and
 * `0o644` are octal, `089` is the decimal 89, `1_000` is 1000, `1e3` is a number, `1:30` and dates are text.
 * Whole numbers that JavaScript cannot hold exactly come back as BigInt, and nothing beyond 64 bits is whole.
 */
export type ScalarValue = string | number | bigint | boolean | null;

export function resolvePlainScalar(text: string): ScalarValue {
  // Most scalars are words whose first letter rules everything else out.
  switch (text.charCodeAt(0)) {
    case 0x2b: // +
    case 0x2d: // -
    case 0x2e: // .
    case 0x30:
    case 0x31:
    case 0x32:
    case 0x33:
    case 0x34:
    case 0x35:
    case 0x36:
    case 0x37:
    case 0x38:
    case 0x39:
      return resolveNumber(text) ?? text;
    case 0x7e: // ~
    case 0x46: // F
    case 0x66:
    case 0x4e: // N
    case 0x6e:
    case 0x4f: // O
    case 0x6f:
    case 0x54: // T
    case 0x74:
    case 0x59: // Y
    case 0x79: {
      const word = words.get(text);
      return word === undefined ? text : word;
    }
    default:
      return text === '' ? null : text;
  }
}

const words: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ...['~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'].map((word) => [word, false] as const),
]);

/** Undefined when the text is no number. */
function resolveNumber(text: string): number | bigint | undefined {
  // Ports and replica counts: no sign, no leading zero, few digits.
  if (text.length < 10 && /^[1-9][0-9]*$/.test(text)) return Number(text);
  return resolveWhole(text) ?? resolveFloat(text);
}

function resolveWhole(text: string): number | bigint | undefined {
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  const match = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/.exec(plain);
  if (!match) return undefined;
  const [, sign, digits = ''] = match;
  const isOctal = /^0[oO]?[0-7]+$/.test(digits);
  const size = BigInt(isOctal ? digits.replace(/^0[oO]?/, '0o') : digits.toLowerCase());
  const value = sign === '-' ? -size : size;
  if (value < -(2n ** 63n) || value >= 2n ** 64n) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function resolveFloat(text: string): number | undefined {
  if (/^[-+]?\.(inf|Inf|INF)$/.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (/^\.(nan|NaN|NAN)$/.test(text)) return NaN;
  const plain = text.startsWith('.') ? text.replace(/(?<=[0-9])_(?=[0-9])/g, '') : text.replaceAll('_', '');
  if (!/^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

/** How a key that is no text becomes one in JSON: `on: x` has the key `true`, `0644: x` the key `420`. */
export function keyText(key: ScalarValue): string | undefined {
  return key === null ? undefined : String(key);
}
