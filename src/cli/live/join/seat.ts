/**
 * Who one is in a room: a secret, kept beside the scores for as long as the room can last, so that whoever closes the terminal by
 * mistake comes back to their own place. Nothing else is kept: neither a name nor an answer.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Seat {
  readonly secret: string;
  /** Once one is in. A disk that refuses only takes away the way back. */
  keep(): void;
}

const mostAgeMilliseconds = 12 * 3_600_000;

/** `room`: address and code. */
export function seatIn(folder: string, room: string, now: number): Seat {
  const file = path.join(folder, `seat-${createHash('sha256').update(room).digest('hex').slice(0, 20)}.json`);
  const known = read(file, now);
  const secret = known ?? randomBytes(18).toString('base64url');
  return {
    secret,
    keep() {
      try {
        mkdirSync(folder, { recursive: true });
        writeFileSync(file, JSON.stringify({ secret, at: now }), { mode: 0o600 });
      } catch {
        // Then this place is lost with the terminal.
      }
    },
  };
}

function read(file: string, now: number): string | undefined {
  try {
    const { secret, at } = JSON.parse(readFileSync(file, 'utf8')) as { secret?: unknown; at?: unknown };
    const isFresh = typeof at === 'number' && now - at < mostAgeMilliseconds;
    return isFresh && typeof secret === 'string' && /^[\w-]{20,100}$/.test(secret) ? secret : undefined;
  } catch {
    return undefined;
  }
}
