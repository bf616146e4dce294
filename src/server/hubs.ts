/** A hub for each room that somebody has asked for, and whose secret opens which. */
import type { LiveRooms } from '#engine/live/live-house.ts';
import type { LiveRoom } from '#engine/live/room.ts';
import { Hub, type Viewer } from './hub.ts';

export interface Seat {
  readonly hub: Hub;
  readonly viewer: Viewer;
}

export class Hubs {
  readonly #rooms: LiveRooms;
  readonly #options: { readonly now: () => number; readonly joinUrl: (code: string) => string };
  readonly #hubs = new Map<LiveRoom, Hub>();

  constructor(rooms: LiveRooms, options: { readonly now: () => number; readonly joinUrl: (code: string) => string }) {
    this.#rooms = rooms;
    this.#options = options;
  }

  async byCode(code: string): Promise<Hub | undefined> {
    const room = await this.#rooms.byCode(code);
    return room && this.#of(room);
  }

  /** Keys and secrets are long and random: one opens one door. Should a phone have used the same for two, it is the newer one. */
  async seatOf(secret: string): Promise<Seat | undefined> {
    this.#forgetEmptied();
    const here = this.#seatIn(secret);
    if (here) return here;
    await this.#rooms.look();
    return this.#seatIn(secret);
  }

  #seatIn(secret: string): Seat | undefined {
    const newestFirst = this.#rooms.rooms.toSorted((one, other) => other.session.startedAt - one.session.startedAt);
    for (const room of newestFirst) {
      const hub = this.#of(room);
      const viewer = hub.viewerOf(secret);
      if (viewer) return { hub, viewer };
    }
    return undefined;
  }

  close(): void {
    for (const hub of this.#hubs.values()) hub.close();
  }

  #of(room: LiveRoom): Hub {
    const known = this.#hubs.get(room);
    if (known) return known;
    const { now, joinUrl } = this.#options;
    const hub = new Hub(room, { now, joinUrl: () => joinUrl(room.session.keys.code) });
    this.#hubs.set(room, hub);
    return hub;
  }

  /** The house closes rooms some time after their end. */
  #forgetEmptied(): void {
    if (this.#hubs.size <= this.#rooms.rooms.length) return;
    const open = new Set(this.#rooms.rooms);
    for (const [room, hub] of this.#hubs) {
      if (open.has(room)) continue;
      hub.close();
      this.#hubs.delete(room);
    }
  }
}
