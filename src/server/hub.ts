/**
 * Who looks at a live quiz from where, and what each is sent. Views are worked out a few times a second however many answers
 * come, and nobody is sent what has not changed for them: an answer of one of five hundred is news for the host and the wall alone,
 * and what they are sent of it is what changed (view-changes.ts).
 */
import { renderSVG } from 'uqr';
import { isHere, type LiveAnswer, type Participant } from '#engine/live/live-state.ts';
import type { LiveRoom } from '#engine/live/room.ts';
import type { RunView } from '#engine/screen.ts';
import { type DrawnRun, drawRuns } from './drawn-runs.ts';
import { digest, isSame } from './keys.ts';
import { type CutView, changesBetween, cutView } from './view-changes.ts';

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
  #drawnRuns: { readonly key: string; readonly runs: readonly DrawnRun[] } | undefined;
  readonly #views = new Map<string, { readonly state: LiveRoom['state']; readonly view: CutView }>();
  readonly #changes = new WeakMap<CutView, { readonly after: CutView; readonly change: string | undefined }>();
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
      return last?.shared === shared ? undefined : { shared, text: this.#message(last?.shared, shared) };
    }
    const shared = this.#view('stage');
    const participant = room.state.participants.get(viewer.id);
    const answer = room.state.questions[room.state.position]?.answers.get(viewer.id);
    if (!participant || (last?.shared === shared && last.participant === participant && last.answer === answer))
      return undefined;
    const own = JSON.stringify(room.views.own(room.state, participant));
    const text = this.#message(last?.shared, shared, last?.own === own ? undefined : own);
    return { shared, own, participant, answer, text };
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

  /** Whole to whoever has seen nothing yet. */
  #message(before: CutView | undefined, shared: CutView, own?: string): string {
    const change = before && this.#change(before, shared);
    return `{"now":${this.#now()},${before ? `"change":${change ?? '{"set":{}}'}` : `"stage":${shared.whole}`}${own === undefined ? '' : `,"own":${own}`}}`;
  }

  /** Nearly all who follow have seen the same before: what changed since then is worked out once. */
  #change(before: CutView, after: CutView): string | undefined {
    const known = this.#changes.get(before);
    if (known?.after === after) return known.change;
    const change = changesBetween(before, after);
    this.#changes.set(before, { after, change });
    return change;
  }

  /** The same object for as long as nothing in it changes. */
  #view(kind: 'stage' | 'wall' | 'host'): CutView {
    const { state } = this.room;
    const known = this.#views.get(kind);
    if (known?.state === state) return known.view;
    const made = cutView(this.#shown(kind));
    const view = known && this.#change(known.view, made) === undefined ? known.view : made;
    this.#views.set(kind, { state, view });
    return view;
  }

  #shown(kind: 'stage' | 'wall' | 'host'): object {
    const { state, views } = this.room;
    if (kind === 'stage') return views.stage(state);
    const shared = { joinUrl: this.#joinUrl(), qr: this.#picture() };
    // Runs are for the wall; whoever leads has what they mean in the notes.
    if (kind === 'host') return { ...views.host(state), ...shared, runs: undefined };
    const wall = views.wall(state);
    return { ...wall, ...shared, ...(wall.runs && { runs: this.#drawing(wall.runs) }) };
  }

  /** Laid out once: a state comes with each answer that is graded. */
  #drawing(runs: readonly RunView[]): readonly DrawnRun[] {
    const key = JSON.stringify(runs);
    if (this.#drawnRuns?.key !== key) this.#drawnRuns = { key, runs: drawRuns(runs) };
    return this.#drawnRuns.runs;
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
  readonly shared: CutView;
  readonly own?: string;
  readonly participant?: Participant;
  readonly answer?: LiveAnswer | undefined;
}
