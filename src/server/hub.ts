/**
 * Who looks at a live quiz from where, and what each is sent. Views are worked out a few times a second however many answers
 * come, and nobody is sent what has not changed for them: an answer of one of five hundred is news for the host and the wall alone.
 */
import { renderSVG } from 'uqr';
import { isHere, type LiveAnswer, type Participant } from '#engine/live/live-state.ts';
import type { LiveRoom } from '#engine/live/room.ts';
import { digest, isSame } from './keys.ts';

export type Viewer =
  | { readonly kind: 'host' }
  | { readonly kind: 'wall' }
  | { readonly kind: 'participant'; readonly id: string };

const calmMilliseconds = 100;

export class Hub {
  readonly room: LiveRoom;
  readonly #now: () => number;
  readonly #joinUrl: () => string;
  readonly #waiting = new Set<() => void>();
  #drawn: { readonly url: string; readonly picture: string } | undefined;
  #cached: { readonly state: LiveRoom['state']; readonly views: Map<string, string> } | undefined;
  #calling: NodeJS.Timeout | undefined;
  #closed = false;
  readonly #unsubscribe: () => void;

  constructor(room: LiveRoom, options: { readonly now: () => number; readonly joinUrl: () => string }) {
    this.room = room;
    this.#now = options.now;
    this.#joinUrl = options.joinUrl;
    this.#unsubscribe = room.onChange(() => {
      this.#calling ??= setTimeout(() => this.#call(), calmMilliseconds);
    });
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  viewerOf(secret: string): Viewer | undefined {
    const { host, projector } = this.room.session.keys;
    if (isSame(secret, host)) return { kind: 'host' };
    if (isSame(secret, projector)) return { kind: 'wall' };
    const key = digest(secret);
    for (const participant of this.room.state.participants.values()) {
      if (participant.key === key && isHere(participant)) return { kind: 'participant', id: participant.id };
    }
    return undefined;
  }

  /** What the viewer is sent now, or nothing where `last` says it all. */
  newsFor(viewer: Viewer, last: News | undefined): News | undefined {
    const { room } = this;
    if (viewer.kind !== 'participant') {
      const shared = this.#view(viewer.kind);
      return last?.shared === shared ? undefined : { shared, text: this.#message(shared) };
    }
    const shared = this.#view('stage');
    const participant = room.state.participants.get(viewer.id);
    const answer = room.state.questions[room.state.position]?.answers.get(viewer.id);
    if (!participant || (last?.shared === shared && last.participant === participant && last.answer === answer))
      return undefined;
    const own = JSON.stringify(room.views.own(room.state, participant));
    return { shared, participant, answer, text: this.#message(shared, own) };
  }

  /** True at the next change, false after `milliseconds` without one. */
  changed(milliseconds: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (isChanged: boolean) => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve(isChanged);
      };
      const wake = () => end(true);
      const timer = setTimeout(end, milliseconds, false);
      this.#waiting.add(wake);
    });
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#calling);
    this.#unsubscribe();
    this.#call();
  }

  #message(shared: string, own?: string): string {
    return `{"now":${this.#now()},"stage":${shared}${own === undefined ? '' : `,"own":${own}`}}`;
  }

  #view(kind: 'stage' | 'wall' | 'host'): string {
    const { state, views } = this.room;
    if (this.#cached?.state !== state) this.#cached = { state, views: new Map() };
    const known = this.#cached.views.get(kind);
    if (known !== undefined) return known;
    const made = JSON.stringify(
      kind === 'stage' ? views.stage(state) : { ...views[kind](state), joinUrl: this.#joinUrl(), qr: this.#picture() },
    );
    this.#cached.views.set(kind, made);
    return made;
  }

  #picture(): string {
    const url = this.#joinUrl();
    if (this.#drawn?.url !== url) this.#drawn = { url, picture: renderSVG(url, { border: 2 }) };
    return this.#drawn.picture;
  }

  #call(): void {
    this.#calling = undefined;
    for (const wake of [...this.#waiting]) wake();
  }
}

/** What was sent, and what it was made of. */
export interface News {
  readonly text: string;
  readonly shared: string;
  readonly participant?: Participant;
  readonly answer?: LiveAnswer | undefined;
}
