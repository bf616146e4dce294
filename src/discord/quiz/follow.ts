/**
 * Keeps the message of each live quiz true, and the panels that hosts look at. However much happens, a message is edited once
 * in two seconds at most, with what is true then: Discord allows five edits in five seconds and a channel. What is shown is
 * remembered nowhere but on Discord, so after a restart every message is drawn once and goes on.
 */
import { DiscordAPIError, MessageFlags, type RawFile, type REST, Routes } from 'discord.js';
import type { LivePlace } from '#engine/live/live-places.ts';
import type { WallView } from '#engine/live/live-views.ts';
import type { LiveRoom } from '#engine/live/room.ts';
import type { Message, Picture } from '../layout.ts';
import { describeError, type Log } from '../log.ts';
import type { Following, LiveHosting, Panel } from './live-desk.ts';
import { qrPicture, runPictures } from './pictures.ts';
import { publicMessage } from './public-message.ts';

const usualPaceMilliseconds = 2000;
/** Unknown channel, missing access, missing permissions: nothing can be shown until somebody mends that. */
const outOfReach: ReadonlySet<number> = new Set([10003, 50001, 50013]);
const unknownMessage = 10008;

interface Followed {
  readonly room: LiveRoom;
  readonly panels: Map<string, Panel>;
  readonly unsubscribe: () => void;
  place: LivePlace;
  /** What stands on Discord; empty where that is not known. */
  shown: string;
  lastAt: number;
  timer: NodeJS.Timeout | undefined;
  working: Promise<void> | undefined;
  pictures: { readonly of: string; readonly drawn: readonly Picture[] };
}

export class Follow implements Following {
  readonly #hosting: LiveHosting;
  readonly #rest: REST;
  readonly #log: Log;
  readonly #paceMilliseconds: number;
  readonly #followed = new Map<string, Followed>();
  #closed = false;

  constructor(hosting: LiveHosting, parts: { readonly rest: REST; readonly log: Log }) {
    this.#hosting = hosting;
    this.#rest = parts.rest;
    this.#log = parts.log;
    this.#paceMilliseconds = hosting.paceMilliseconds ?? usualPaceMilliseconds;
  }

  async begin(room: LiveRoom, place: LivePlace): Promise<void> {
    const followed = this.#follow(room, place);
    await this.#work(followed);
  }

  watchPanel(room: LiveRoom, panel: Panel): void {
    this.#followed.get(room.session.id)?.panels.set(panel.user, panel);
  }

  leavePanel(room: LiveRoom, user: string): void {
    this.#followed.get(room.session.id)?.panels.delete(user);
  }

  /** Takes up what is not finished: after a start, and what other processes began. Never rejects. */
  async look(): Promise<void> {
    try {
      for (const place of await this.#hosting.places.unfinished()) {
        const known = this.#followed.get(place.session);
        if (known) {
          this.#soon(known);
          continue;
        }
        const room = await this.#hosting.house.room(place.session);
        if (room && !this.#closed) this.#soon(this.#follow(room, place));
      }
      // A question may still be voided after the end; the house closes the room a while later.
      const open = new Set(this.#hosting.house.rooms);
      for (const followed of [...this.#followed.values()]) if (!open.has(followed.room)) this.#letGo(followed);
    } catch (error) {
      this.#log.error(describeError(error), 'trouble with live quizzes');
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const followed of this.#followed.values()) {
      clearTimeout(followed.timer);
      followed.unsubscribe();
    }
    await Promise.allSettled([...this.#followed.values()].map(({ working }) => working));
  }

  #follow(room: LiveRoom, place: LivePlace): Followed {
    const followed: Followed = {
      ...{ room, place, panels: new Map(), shown: '', lastAt: 0, timer: undefined, working: undefined },
      pictures: { of: '', drawn: [] },
      unsubscribe: room.onChange(() => this.#soon(followed)),
    };
    this.#followed.set(place.session, followed);
    return followed;
  }

  /** At once where nothing was shown lately, else when two seconds are over. */
  #soon(followed: Followed): void {
    if (this.#closed || followed.timer !== undefined) return;
    const wait = Math.max(0, followed.lastAt + this.#paceMilliseconds - performance.now());
    followed.timer = setTimeout(() => {
      followed.timer = undefined;
      void this.#work(followed);
    }, wait);
  }

  /** One at a time; what changes meanwhile is shown by the next. */
  async #work(followed: Followed): Promise<void> {
    if (followed.working) {
      await followed.working;
      return this.#soon(followed);
    }
    followed.lastAt = performance.now();
    followed.working = this.#show(followed).catch((error: unknown) => {
      this.#log.error({ ...describeError(error), session: followed.place.session }, 'trouble with a live quiz');
    });
    await followed.working;
    followed.working = undefined;
  }

  async #show(followed: Followed): Promise<void> {
    const { room, place, panels } = followed;
    await this.#drawPanels(panels);
    if (!this.#hosting.house.leads(room)) return;
    const view = room.views.wall(room.state);
    const message = publicMessage(view, {
      session: room.session.id,
      language: place.language,
      ...(this.#hosting.joinUrl && { joinUrl: this.#hosting.joinUrl(view.code) }),
      pictures: await this.#picturesOf(followed, view),
    });
    const shown = JSON.stringify(message.components);
    if (shown === followed.shown) return;
    await this.#send(followed, message);
    followed.shown = shown;
  }

  async #drawPanels(panels: Map<string, Panel>): Promise<void> {
    for (const [user, panel] of panels) {
      if (Date.now() > panel.until) panels.delete(user);
      // Dismissed, or its time is over: there is nobody to tell.
      else await panel.draw().catch(() => panels.delete(user));
    }
  }

  async #send(followed: Followed, message: Message): Promise<void> {
    const { place } = followed;
    const sent = requestOf(message);
    try {
      if (place.message !== undefined) {
        await this.#rest.patch(Routes.channelMessage(place.channel, place.message), sent);
        return;
      }
    } catch (error) {
      if (codeOf(error) !== unknownMessage) throw this.#known(error, followed);
      // Somebody deleted it: the class needs another one.
    }
    try {
      const nonce = place.message === undefined ? place.session : `${place.session}-${place.message}`;
      const body = { ...sent.body, nonce: nonce.slice(-25), enforce_nonce: true };
      const answer = (await this.#rest.post(Routes.channelMessages(place.channel), { ...sent, body })) as {
        readonly id: string;
      };
      followed.place = { ...place, message: answer.id };
      await this.#hosting.places.posted(place.session, answer.id);
    } catch (error) {
      throw this.#known(error, followed);
    }
  }

  /** What cannot be shown is not tried again and again: only once something new is to be shown. */
  #known(error: unknown, followed: Followed): unknown {
    if (outOfReach.has(codeOf(error))) followed.lastAt = performance.now() + 10 * this.#paceMilliseconds;
    return error;
  }

  /** Drawn once for a question, and for a room. */
  async #picturesOf(followed: Followed, view: WallView): Promise<readonly Picture[]> {
    const { language } = followed.place;
    const isShown = view.phase === 'revealed' || view.phase === 'explained';
    const url = this.#hosting.joinUrl?.(view.code);
    const of = view.phase === 'lobby' && url !== undefined ? url : isShown ? `runs of ${view.position}` : '';
    if (followed.pictures.of !== of) {
      const drawn =
        of === '' ? [] : isShown ? await runPictures(view.runs ?? [], language) : [await qrPicture(of, language)];
      followed.pictures = { of, drawn };
    }
    return followed.pictures.drawn;
  }

  #letGo(followed: Followed): void {
    clearTimeout(followed.timer);
    followed.unsubscribe();
    this.#followed.delete(followed.place.session);
  }
}

/** As `rest` sends it: with the files that the message shows, in the place of those that it had. */
function requestOf({ components, files }: Message): { readonly body: object; readonly files: RawFile[] } {
  return {
    body: {
      components,
      flags: MessageFlags.IsComponentsV2,
      allowed_mentions: { parse: [] },
      attachments: files.map(({ name, description }, id) => ({ id: String(id), filename: name, description })),
    },
    files: files.map(({ name, content }) => ({ name, data: Buffer.from(content) })),
  };
}

function codeOf(error: unknown): number {
  return error instanceof DiscordAPIError ? Number(error.code) : 0;
}
