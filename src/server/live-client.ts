/**
 * The other end of the protocol (app.ts), for programs: terminals that take part, and the tests. A lost connection is tried again
 * for as long as it takes; what was sent twice counts once.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { fail, ok, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import type { Answer } from '#engine/answer.ts';
import type { HostFact, LiveFact } from '#engine/live/live-session.ts';
import type { OwnView, Stage } from '#engine/live/live-views.ts';
import { type ViewChange, withChange } from './view-changes.ts';

export interface LiveNews<View extends Stage = Stage> {
  /** The host's clock when it was sent. */
  readonly now: number;
  readonly stage: View;
  readonly own?: OwnView;
}

interface Message<View> {
  readonly now: number;
  readonly stage?: View;
  readonly change?: ViewChange;
  readonly own?: OwnView;
}

/** The first of a stream is whole; of what follows only what changed is told. */
function whole<View extends Stage>(
  before: LiveNews<View> | undefined,
  { now, stage, change, own = before?.own }: Message<View>,
): LiveNews<View> | undefined {
  const after = stage ?? (before && change && withChange(before.stage, change));
  return after && { now, stage: after, ...(own && { own }) };
}

/** What a participant does beside answering; who it is the secret says. */
type Taken = { [Kind in 'vote' | 'choose-team' | 'sign']: Omit<Extract<LiveFact, { kind: Kind }>, 'participant'> }[
  | 'vote'
  | 'choose-team'
  | 'sign'];

/** A server that never ends a message fills nobody's memory. */
const mostMessageLength = 20_000_000;
const shortestWait = 100;
const longestWait = 3000;

export class LiveClient {
  readonly #url: string;
  readonly #secret: string;
  readonly #tries: number;

  /** `url` without a slash at its end; `secret` is what one is known by. */
  constructor(url: string, secret: string, tries = 40) {
    this.#url = url;
    this.#secret = secret;
    this.#tries = tries;
  }

  async join(code: string, name: string): Promise<Result<string, Text>> {
    const result = await this.#post('/api/join', { code, name, secret: this.#secret });
    return result.ok ? ok(String((result.value as { name?: unknown }).name)) : result;
  }

  async answer(position: number, round: number, answer: Answer): Promise<Result<unknown, Text>> {
    return this.#post('/api/answer', { position, round, answer });
  }

  /** What else a participant does: votes, chooses a team, signs. */
  async take(fact: Taken): Promise<Result<unknown, Text>> {
    return this.#post('/api/act', fact);
  }

  /** As whoever leads. */
  async act(fact: HostFact): Promise<Result<unknown, Text>> {
    return this.#post('/api/host', fact);
  }

  /** Until it is told to stop; true when the server does not know who this is. `connected` hears when the line goes and comes. */
  async follow<View extends Stage = Stage>(
    signal: AbortSignal,
    show: (news: LiveNews<View>) => void,
    connected: (isConnected: boolean) => void = () => {},
  ): Promise<boolean> {
    for (let wait = shortestWait; !signal.aborted; wait = Math.min(longestWait, wait * 2)) {
      try {
        const response = await fetch(`${this.#url}/api/events`, { headers: this.#headers(), signal });
        if (response.status === 401) return true;
        let kept = '';
        let news: LiveNews<View> | undefined;
        const decoder = new TextDecoder();
        for await (const bytes of response.body ?? []) {
          kept += decoder.decode(bytes, { stream: true });
          const parts = kept.split('\n\n');
          kept = parts.pop() ?? '';
          if (kept.length > mostMessageLength) throw new Error('a message without an end');
          for (const part of parts) {
            if (!part.startsWith('data: ')) continue;
            news = whole(news, JSON.parse(part.slice(6)) as Message<View>);
            connected(true);
            if (news) show(news);
          }
          wait = shortestWait;
        }
      } catch {
        // Gone, or not there yet.
      }
      if (signal.aborted) break;
      connected(false);
      await sleep(wait, undefined, { signal }).catch(() => {});
    }
    return false;
  }

  #headers(): Record<string, string> {
    return { 'content-type': 'application/json', authorization: `Bearer ${this.#secret}` };
  }

  async #post(path: string, body: object): Promise<Result<unknown, Text>> {
    for (let attempt = 1; ; attempt++) {
      try {
        const response = await fetch(`${this.#url}${path}`, {
          method: 'POST',
          headers: this.#headers(),
          body: JSON.stringify(body),
        });
        const value = (await response.json()) as { readonly error?: Text };
        return response.ok ? ok(value) : fail(value.error ?? unreachable);
      } catch {
        if (attempt >= this.#tries) return fail(unreachable);
        await sleep(Math.min(longestWait, shortestWait * attempt));
      }
    }
  }
}

const unreachable: Text = {
  es: 'No se llega a quien dirige: comprueba la dirección y que estás en la misma red.',
  en: 'The host cannot be reached: check the address, and that you are on the same network.',
};
