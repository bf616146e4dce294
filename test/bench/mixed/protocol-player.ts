// Who speaks the protocol of the pages: as `readyz live join` does (its own client), or as a browser does, with a browser's headers.
import type { Answer } from '#engine/answer.ts';
import type { OwnView, Stage } from '#engine/live/live-views.ts';
import { LiveClient } from '#server/live-client.ts';
import { withChange } from '#server/view-changes.ts';
import { after, type Player, timed, until } from './player.ts';

interface News {
  readonly stage: Stage;
  readonly own?: OwnView;
}

interface Line {
  join(code: string, name: string): Promise<{ readonly ok: boolean; readonly error?: unknown }>;
  answer(position: number, round: number, answer: Answer): Promise<{ readonly ok: boolean; readonly error?: unknown }>;
  follow(signal: AbortSignal, show: (news: News) => void): Promise<unknown>;
}

export function protocolPlayer(
  kind: 'terminal' | 'browser',
  parts: { readonly url: string; readonly code: string; readonly name: string; readonly stop: AbortSignal },
): Player {
  const { url, code, name, stop } = parts;
  const secret = `secret of ${name}`.replaceAll(' ', '-').padEnd(24, '-');
  const line: Line = kind === 'terminal' ? new LiveClient(url, secret, 1000) : browserLine(url, secret);
  let seen: News | undefined;
  return {
    kind,
    name,
    async join() {
      const joined = await line.join(code, name);
      if (!joined.ok) throw new Error(`${name}: ${JSON.stringify(joined.error)}`);
      void line.follow(stop, (news) => {
        seen = news;
      });
      await until(`${name} sees the room`, () => seen !== undefined);
    },
    sees: (position) => seen?.stage.position === position && seen.stage.phase === 'question',
    async answer(position, question, answer) {
      return timed(async () => {
        const result = await line.answer(position, question.round, answer);
        if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)}`);
      });
    },
    told: () => (seen?.stage.phase === 'revealed' ? seen.own?.result?.points : undefined),
    async end() {
      await until(`${name} sees the end`, () => seen?.stage.phase === 'finished');
      return { points: seen?.own?.points ?? -1, place: seen?.own?.place ?? -1 };
    },
  };
}

/** What a phone's page does: fetch with its origin, JSON, a stream read as it comes; all tried again until it gets through. */
function browserLine(url: string, secret: string): Line {
  const headers = {
    authorization: `Bearer ${secret}`,
    'content-type': 'application/json',
    origin: url,
    referer: `${url}/`,
    'sec-fetch-site': 'same-origin',
    'sec-fetch-mode': 'cors',
    'user-agent': 'Mozilla/5.0 (Linux; Android 14) readyz-bench',
  };
  const post = async (path: string, body: object) => {
    for (let attempt = 1; ; attempt++) {
      try {
        const response = await fetch(`${url}${path}`, {
          method: 'POST',
          headers,
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(8000),
        });
        const value = (await response.json()) as { readonly error?: unknown };
        return { ok: response.ok, error: value.error };
      } catch (error) {
        if (attempt > 200) return { ok: false, error: String(error) };
        await after(Math.min(2000, 300 * attempt));
      }
    }
  };
  return {
    async join(code, name) {
      // The page itself and all that it is made of, as a phone loads them.
      const page = await (await fetch(`${url}/`, { headers: { 'user-agent': headers['user-agent'] } })).text();
      const parts = [...page.matchAll(/(?:src|href)="(\/pages\/[\w.-]+)"/g)].map(([, part]) => part!);
      for (const part of parts) await (await fetch(`${url}${part}`)).arrayBuffer();
      return post('/api/join', { code, name, secret });
    },
    answer: (position, round, answer) => post('/api/answer', { position, round, answer }),
    async follow(signal, show) {
      for (let wait = 300; !signal.aborted; wait = Math.min(3000, wait * 1.6)) {
        try {
          const response = await fetch(`${url}/api/events`, { headers, signal });
          let [kept, stage, own] = ['', undefined as Stage | undefined, undefined as OwnView | undefined];
          for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
            const events = (kept + text).split('\n\n');
            kept = events.pop() ?? '';
            for (const event of events) {
              if (!event.startsWith('data: ')) continue;
              const message = JSON.parse(event.slice(6));
              stage = message.stage ?? (stage && withChange(stage, message.change));
              own = message.own ?? own;
              if (stage) show({ stage, ...(own && { own }) });
            }
            wait = 300;
          }
        } catch {
          // Gone, or not there yet.
        }
        if (!signal.aborted) await after(wait);
      }
    },
  };
}
