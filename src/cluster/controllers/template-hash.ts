/**
 * The short hashes in names made from a template, as the real ones are: `web-6fffd974d5` of a Deployment or DaemonSet is
 * FNV-1a over the printout of Go's structs (pod-template-printout.ts), `db-7dcdd549dd` of a StatefulSet FNV-1 over the JSON of
 * its revision; either is then spelt in the alphabet of generated names.
 */
import { nameAlphabet } from '#simulation/seeded-random.ts';
import { printPodTemplate } from './pod-template-printout.ts';

/** After a collision of names the count of collisions goes into the hash, as eight bytes. */
export function templateHash(template: unknown, collisionCount = 0): string {
  const bytes = [...utf8.encode(printPodTemplate(template))];
  if (collisionCount > 0) {
    for (let shift = 0; shift < 32; shift += 8) bytes.push((collisionCount >>> shift) & 0xff);
    bytes.push(0, 0, 0, 0);
  }
  return safeEncode(bytes.reduce((hash, byte) => times(hash ^ byte), basis));
}

/** The count of collisions stands behind the JSON in digits, a `0` too. */
export function revisionHash(data: unknown, collisionCount: number): string {
  const bytes = utf8.encode(goJson(data) + collisionCount);
  return safeEncode(bytes.reduce((hash, byte) => (times(hash) ^ byte) >>> 0, basis));
}

const utf8 = new TextEncoder();
const basis = 0x811c9dc5;

function times(hash: number): number {
  return Math.imul(hash, 0x01000193) >>> 0;
}

/** Decimal digits mapped into the alphabet of generated names, byte by byte. */
function safeEncode(hash: number): string {
  let encoded = '';
  for (const digit of String(hash)) encoded += nameAlphabet[digit.charCodeAt(0) % nameAlphabet.length];
  return encoded;
}

/** JSON as Go writes a map: keys in order, and what could end a script in HTML escaped. */
function goJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const fields = value as Readonly<Record<string, unknown>>;
    const keys = Object.keys(fields).filter((key) => fields[key] !== undefined);
    return `{${keys
      .sort()
      .map((key) => `${goJson(key)}:${goJson(fields[key])}`)
      .join(',')}}`;
  }
  return (JSON.stringify(value) ?? 'null').replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
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
