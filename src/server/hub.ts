/**
 * Who looks at a live quiz from where, and what each is sent. Views are worked out a few times a second however many answers
 * come, and nobody is sent what has not changed for them: an answer of one of five hundred is news for the host and the wall alone,
 * and what they are sent of it is what changed (view-changes.ts).
 */
import { renderSVG } from 'uqr';
import { isCoHost, type Leader } from '#engine/live/helpers.ts';
import { isHere } from '#engine/live/live-state.ts';
import type { OwnView } from '#engine/live/live-views.ts';
import type { LiveRoom } from '#engine/live/room.ts';
import type { RunView } from '#engine/screen.ts';
import { type DrawnRun, drawRuns, withDrawings } from './drawn-runs.ts';
import { digest, isSame } from './keys.ts';
import { type CutView, changesBetween, cutView } from './view-changes.ts';

export type Viewer =
  /** `participant`: somebody in the room whom the host has made a co-host. */
  | { readonly kind: 'host'; readonly leader: Leader; readonly participant?: string }
  | { readonly kind: 'wall' }
  | { readonly kind: 'participant'; readonly id: string };

/** What everybody is shown alike. */
type Seen = 'stage' | 'wall' | Leader;

const calmMilliseconds = 100;
const mostBoardRows = 20;

export class Hub {
  readonly room: LiveRoom;
  readonly #now: () => number;
  readonly #joinUrl: () => string;
  readonly #waiting = new Set<() => void>();
  #drawn: { readonly url: string; readonly picture: string } | undefined;
  readonly #drawings = new Map<string, { readonly key: string; readonly runs: readonly DrawnRun[] }>();
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
    const { host, projector, coHost } = this.room.session.keys;
    if (isSame(secret, host)) return { kind: 'host', leader: 'host' };
    if (coHost !== undefined && isSame(secret, coHost)) return { kind: 'host', leader: 'co-host' };
    if (isSame(secret, projector)) return { kind: 'wall' };
    const key = digest(secret);
    for (const participant of this.room.state.participants.values()) {
      if (participant.key === key && isHere(participant)) return { kind: 'participant', id: participant.id };
    }
    return undefined;
  }

  /** A co-host sees what a host does; where they see it as a participant, they are asked for as one. */
  leading(viewer: Viewer): Viewer | undefined {
    if (viewer.kind === 'host') return viewer;
    const isOne = viewer.kind === 'participant' && isCoHost(this.room.state, viewer.id);
    return isOne ? { kind: 'host', leader: 'co-host', participant: viewer.id } : undefined;
  }

  /** Kicked or barred, or no co-host any more: they are told so once, and hear no more. */
  isGone(viewer: Viewer): boolean {
    const { state } = this.room;
    if (viewer.kind === 'host') return viewer.participant !== undefined && !isCoHost(state, viewer.participant);
    if (viewer.kind === 'wall') return false;
    const participant = state.participants.get(viewer.id);
    return !participant || !isHere(participant);
  }

  /** What the viewer is sent now, or nothing where `last` says it all. */
  newsFor(viewer: Viewer, last: News | undefined): News | undefined {
    const { room } = this;
    if (viewer.kind !== 'participant') {
      const shared = this.#view(viewer.kind === 'host' ? viewer.leader : 'wall');
      return last?.shared === shared ? undefined : { shared, text: this.#message(last?.shared, shared) };
    }
    const shared = this.#view('stage');
    const participant = room.state.participants.get(viewer.id);
    const question = room.state.questions[room.state.position];
    // All of their own that changes while the stage stays as it is: to work it out for everybody at each answer would be too much.
    const said = [participant, question?.answers.get(viewer.id), question?.chaos?.votes.get(viewer.id)];
    if (!participant || (last?.shared === shared && said.every((one, index) => one === last.said?.[index])))
      return undefined;
    const own = JSON.stringify(ownOf(room.views.own(room.state, participant)));
    const text = this.#message(last?.shared, shared, last?.own === own ? undefined : own);
    return { shared, own, said, text };
  }

  /** True at the next change or when `signal` aborts, false after `milliseconds` without either. */
  changed(milliseconds: number, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (isChanged: boolean) => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve(isChanged);
      };
      const wake = () => end(true);
      const timer = setTimeout(end, milliseconds, false);
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake);
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
  #view(kind: Seen): CutView {
    const { state } = this.room;
    const known = this.#views.get(kind);
    if (known?.state === state) return known.view;
    const made = cutView(this.#shown(kind));
    const view = known && this.#change(known.view, made) === undefined ? known.view : made;
    this.#views.set(kind, { state, view });
    return view;
  }

  #shown(kind: Seen): object {
    const { state, views } = this.room;
    if (kind === 'stage') {
      const { board, ...stage } = views.stage(state);
      // Everybody is told their own place; a list of a thousand names is for nobody's phone.
      return { ...stage, board: board?.slice(0, mostBoardRows), walk: stage.walk && { ...stage.walk, run: undefined } };
    }
    const shared = { joinUrl: this.#joinUrl(), qr: this.#picture() };
    // Runs are for the wall; whoever leads has what they mean in the notes.
    if (kind !== 'wall') return { ...views.host(state, kind), ...shared, runs: undefined };
    const { runs, walk, ...wall } = views.wall(state);
    return {
      ...wall,
      ...shared,
      ...(runs && { runs: this.#drawing('runs', runs) }),
      ...(walk && { walk: { ...walk, run: walk.run && this.#drawing('walk', [walk.run])[0] } }),
    };
  }

  /** Laid out once: a state comes with each answer that is graded. */
  #drawing(name: string, runs: readonly RunView[]): readonly DrawnRun[] {
    const key = JSON.stringify(runs);
    const known = this.#drawings.get(name);
    if (known?.key === key) return known.runs;
    // Of the one that is stepped through every step is wanted.
    const drawn = name === 'walk' ? drawRuns(runs, Number.POSITIVE_INFINITY) : drawRuns(runs);
    this.#drawings.set(name, { key, runs: drawn });
    return drawn;
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

function ownOf({ chaos, ...own }: OwnView): object {
  return { ...own, ...(chaos && { chaos: { ...chaos, blocks: withDrawings(chaos.blocks) } }) };
}

/** What was sent, and what it was made of. */
export interface News {
  readonly text: string;
  readonly shared: CutView;
  readonly own?: string;
  readonly said?: readonly unknown[];
}
