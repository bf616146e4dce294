/**
 * The short hash in names made from a template (`web-6fffd974d5`). Kubernetes hashes a printout of its Go structs with
 * FNV-1a 32; here the same hash runs over the template as canonical JSON, so the values have the real shape and the real
 * properties (same template, same hash; any change, another one) but not the real digits.
 */
import { nameAlphabet } from '#simulation/seeded-random.ts';

export function templateHash(template: unknown, collisionCount?: number): string {
  let hash = fnv32(canonicalJson(template));
  if (collisionCount !== undefined && collisionCount > 0) {
    for (let shift = 0; shift < 32; shift += 8) hash = fnv32Byte(hash, (collisionCount >>> shift) & 0xff);
    for (let index = 0; index < 4; index++) hash = fnv32Byte(hash, 0);
  }
  return safeEncode(hash);
}

/** Decimal digits mapped into the alphabet of generated names, byte by byte. */
function safeEncode(hash: number): string {
  let encoded = '';
  for (const digit of String(hash)) encoded += nameAlphabet[digit.charCodeAt(0) % nameAlphabet.length];
  return encoded;
}

function fnv32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    hash = fnv32Byte(hash, unit & 0xff);
    if (unit > 0xff) hash = fnv32Byte(hash, unit >>> 8);
  }
  return hash;
}

function fnv32Byte(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193) >>> 0;
}

const written = new WeakMap<object, string>();

/** JSON with sorted keys; absent, null and empty are the same, as they are in Go's structs. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const known = written.get(value);
    if (known !== undefined) return known;
    const parts: string[] = [];
    for (const key of Object.keys(value).sort()) {
      const item = (value as Record<string, unknown>)[key];
      if (isEmpty(item)) continue;
      parts.push(`${JSON.stringify(key)}:${canonicalJson(item)}`);
    }
    const text = `{${parts.join(',')}}`;
    // What is frozen stays as it is: a template is written once, however often controllers compare it.
    if (Object.isFrozen(value)) written.set(value, text);
    return text;
  }
  return JSON.stringify(value) ?? 'null';
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return false;
}
