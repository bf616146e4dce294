/**
 * The live quizzes that go on in one process, each in its room: begun, taken up after a restart, found by code. It is the clock
 * of its rooms (whoever builds it hands in time and chance) and it keeps a lease on each: of several processes on one
 * database the one that holds it leads, that is, runs answers, closes questions in time, posts. The others may write all
 * the same (a press reaches whichever process it reaches); the leader reads what they wrote within a second.
 */
import type { Quiz } from '../quiz.ts';
import type { LiveKeys, LiveRules, LiveSession, RosterEntry } from './live-session.ts';
import { planLive } from './plan-live.ts';
import { LiveRoom, type LiveSummary, type RoomParts } from './room.ts';

export interface HouseParts extends RoomParts {
  /** Runs something later; what comes back calls it off. */
  readonly timer: (milliseconds: number, run: () => void) => () => void;
  readonly newId: () => string;
  readonly newSeed: () => number;
  readonly newKeys: () => LiveKeys;
}

export interface Beginning {
  readonly seed?: number;
  readonly rules?: Partial<LiveRules>;
  /** When the first question comes by itself. */
  readonly beginsAt?: number;
  readonly roster?: readonly RosterEntry[];
  /** After so many days all of it is erased; 0 keeps it until somebody erases it. */
  readonly keepDays?: number;
}

/** What a server of pages needs to know of a house. */
export interface LiveRooms {
  /** Those that are open here. */
  readonly rooms: readonly LiveRoom[];
  byCode(code: string): Promise<LiveRoom | undefined>;
  /** Opens what other processes have begun; however often it is called, now and then. */
  look(): Promise<void>;
}

interface Kept {
  readonly room: LiveRoom;
  readonly unsubscribe: () => void;
  leads: boolean;
  callOff: () => void;
}

/** Two terms: long enough for a mark to be disputed. */
const usualKeepDays = 365;
const dayMilliseconds = 24 * 3_600_000;
const pollMilliseconds = 1000;
/** Four polls: a process that is busy for a moment keeps what it leads; one that died is missed for no longer than this. */
const leaseMilliseconds = 4000;
/** An unfinished session older than this belongs to another lesson. */
const freshMilliseconds = 12 * 3_600_000;
/** How long a finished one stays open for those who look at its end. */
const afterglowMilliseconds = 30 * 60_000;
/** How often unknown codes and secrets may make it look into the database. */
const lookMilliseconds = 1000;
/** A bot goes on for months: what is due is erased while it does. */
const eraseMilliseconds = 3_600_000;
const longestTimer = 2 ** 30;

/** Goes on, or is still to begin. */
export function isFresh({ startedAt, beginsAt = 0, finishedAt }: LiveSummary, now: number): boolean {
  return finishedAt === undefined && now - Math.max(startedAt, beginsAt) < freshMilliseconds;
}

export class LiveHouse implements LiveRooms {
  readonly #parts: HouseParts;
  readonly #holder: string;
  readonly #kept = new Map<string, Kept>();
  readonly #opening = new Map<string, Promise<LiveRoom | undefined>>();
  readonly #listeners = new Set<(room: LiveRoom) => void>();
  #callOffPoll: () => void;
  #polling: Promise<void> = Promise.resolve();
  #lookedAt = Number.NEGATIVE_INFINITY;
  #looking: Promise<void> = Promise.resolve();
  #erasedAt = Number.NEGATIVE_INFINITY;
  #closed = false;

  constructor(parts: HouseParts) {
    this.#parts = parts;
    this.#holder = parts.newId();
    this.#callOffPoll = this.#pollLater();
  }

  get rooms(): readonly LiveRoom[] {
    return [...this.#kept.values()].map(({ room }) => room);
  }

  /** Draws the questions of a quiz and opens a room for them. */
  async begin(quiz: Quiz, beginning: Beginning = {}): Promise<LiveRoom> {
    const { seed, rules, beginsAt, roster, keepDays = usualKeepDays } = beginning;
    const { newId, newSeed, newKeys, now, library, store } = this.#parts;
    const session = planLive(quiz, library, {
      id: newId(),
      seed: seed ?? newSeed(),
      keys: newKeys(),
      at: now(),
      ...(rules && { rules }),
      ...(beginsAt !== undefined && { beginsAt }),
      ...(roster && { roster }),
      ...(keepDays > 0 && { eraseAt: now() + keepDays * dayMilliseconds }),
    });
    await store.create(session);
    return this.#keep(session);
  }

  /** By its id, opened from the database where it is not open here. */
  async room(id: string): Promise<LiveRoom | undefined> {
    const known = this.#kept.get(id);
    if (known) return known.room;
    // Two who ask at once get the same room.
    const opening = this.#opening.get(id) ?? this.#open(id).finally(() => this.#opening.delete(id));
    this.#opening.set(id, opening);
    return opening;
  }

  async byCode(code: string): Promise<LiveRoom | undefined> {
    const here = () =>
      this.rooms.find(({ session, state }) => session.keys.code === code && state.phase !== 'finished');
    const found = here();
    if (found) return found;
    await this.look();
    return here();
  }

  async look(): Promise<void> {
    // Whoever guesses codes does not make the database work.
    const now = this.#parts.now();
    if (Math.abs(now - this.#lookedAt) < lookMilliseconds) return this.#looking;
    this.#lookedAt = now;
    this.#looking = this.takeUp();
    await this.#looking;
  }

  /** Opens all that are going on. */
  async takeUp(): Promise<void> {
    const { store, now } = this.#parts;
    for (const one of await store.list()) if (isFresh(one, now())) await this.room(one.id);
  }

  /** Whether this process is the one that leads it. */
  leads(room: LiveRoom): boolean {
    return this.#kept.get(room.session.id)?.leads ?? false;
  }

  /** Told of each room that is open, now and later. */
  onRoom(listener: (room: LiveRoom) => void): () => void {
    this.#listeners.add(listener);
    for (const { room } of this.#kept.values()) listener(room);
    return () => this.#listeners.delete(listener);
  }

  /** Lets others lead at once. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#callOffPoll();
    await this.#polling;
    const { store, now } = this.#parts;
    for (const [id, { leads }] of this.#kept) {
      this.#forget(id);
      if (leads) await store.lead(id, this.#holder, now(), now() - 1);
    }
  }

  async #open(id: string): Promise<LiveRoom | undefined> {
    const session = await this.#parts.store.load(id);
    return session && !this.#closed ? this.#keep(session) : undefined;
  }

  async #keep(session: LiveSession): Promise<LiveRoom> {
    const room = new LiveRoom(session, this.#parts, { leads: false });
    const kept: Kept = {
      room,
      unsubscribe: room.onChange(() => this.#setTimer(kept)),
      leads: false,
      callOff: () => {},
    };
    this.#kept.set(session.id, kept);
    await this.#renew(kept);
    for (const listener of this.#listeners) listener(room);
    return room;
  }

  #forget(id: string): void {
    const kept = this.#kept.get(id);
    kept?.callOff();
    kept?.unsubscribe();
    this.#kept.delete(id);
  }

  async #renew(kept: Kept): Promise<void> {
    const { store, now } = this.#parts;
    const at = now();
    kept.leads = await store.lead(kept.room.session.id, this.#holder, at, at + leaseMilliseconds);
    kept.room.lead(kept.leads);
    this.#setTimer(kept);
  }

  #setTimer(kept: Kept): void {
    kept.callOff();
    kept.callOff = () => {};
    const deadline = kept.room.nextDeadline;
    if (deadline === undefined || !kept.leads || this.#closed) return;
    const milliseconds = Math.min(Math.max(1, deadline - this.#parts.now()), longestTimer);
    kept.callOff = this.#parts.timer(milliseconds, () => void kept.room.tick().then(() => this.#setTimer(kept)));
  }

  #pollLater(): () => void {
    return this.#parts.timer(pollMilliseconds, () => {
      this.#polling = this.#poll().then(() => {
        if (!this.#closed) this.#callOffPoll = this.#pollLater();
      });
    });
  }

  async #poll(): Promise<void> {
    const { now, log, store } = this.#parts;
    if (now() - this.#erasedAt >= eraseMilliseconds) {
      this.#erasedAt = now();
      await store.eraseExpired(now()).catch((error: unknown) => log(String(error)));
    }
    for (const [id, kept] of this.#kept) {
      const { state, session } = kept.room;
      try {
        if (state.phase !== 'finished') {
          await this.#renew(kept);
          await kept.room.refresh();
        } else if (now() - (session.actions.at(-1)?.at ?? session.startedAt) > afterglowMilliseconds) this.#forget(id);
      } catch (error) {
        log(error instanceof Error ? (error.stack ?? error.message) : String(error));
      }
    }
  }
}
