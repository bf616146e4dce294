/** The secrets of a live quiz: join codes that can be read aloud, keys that cannot be guessed, and digests to keep instead. */
import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** None that is taken for another when read from a wall: 31 of them, so eight are nearly 40 bits. */
const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

export function newJoinCode(): string {
  const pick = () => letters[randomInt(letters.length)];
  return Array.from({ length: 8 }, pick).join('');
}

export function newKey(): string {
  return randomBytes(18).toString('base64url');
}

export function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** `abcd-efgh` is what somebody types who reads ABCD EFGH. */
export function readCode(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/** Takes as long whether the first letter is wrong or the last. */
export function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(digest(one)), Buffer.from(digest(other)));
}
