// The wire: what one sends, and the stream of what one sees. A lost connection comes back by itself; whoever comes back is sent
// everything whole, so there is nothing to catch up with.

import { remember, remembered, words } from './language.js';

/** The key behind `#` in the address: it goes to no server and into no log; afterwards the address is without it. */
export function keyFromAddress(name) {
  const key = hashOf(location.hash);
  if (key) {
    remember(name, key);
    history.replaceState(null, '', location.pathname);
  }
  return key || remembered(name);
}

function hashOf(hash) {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return '';
  }
}

export function newSecret() {
  return [...crypto.getRandomValues(new Uint8Array(18))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Sends and waits until it is on disk. A lost connection is tried again for more than a minute, as long as a host needs to come
 * back: the server takes the same thing twice. Not once it is `stale`: somebody has chosen otherwise meanwhile.
 */
export async function post(path, secret, body, { tries = 40, stale = () => false } = {}) {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(8000),
      });
      const value = await response.json();
      return response.ok ? { ok: true, value } : { ok: false, status: response.status, error: value.error };
    } catch {
      if (attempt >= tries || stale()) return { ok: false, status: 0, error: words.unsent };
      await pause(Math.min(2000, 400 * attempt));
      if (stale()) return { ok: false, status: 0, error: words.unsent };
    }
  }
}

/** Longer than the server is ever silent: then the line is dead, though nobody said so. */
const silenceMilliseconds = 40_000;

/**
 * Calls `show` with each state, `{stage, own?}`; `unknown` when the server does not know who this is, and then it is over.
 * A phone that slept, or came back to a network, asks anew at once.
 */
export async function follow(secret, { show, unknown, connected = () => {}, path = '/api/events' }) {
  let hurry = () => {};
  let stop = new AbortController();
  let heard = Date.now();
  const seen = () => {
    if (document.visibilityState !== 'visible') return;
    hurry();
    if (Date.now() - heard > silenceMilliseconds / 2) stop.abort();
  };
  // A page that was frozen may have a stream that only looks alive.
  const thawed = () => {
    hurry();
    stop.abort();
  };
  addEventListener('online', seen);
  document.addEventListener('visibilitychange', seen);
  document.addEventListener('resume', thawed);
  addEventListener('pageshow', ({ persisted }) => persisted && thawed());
  for (let wait = 300; ; wait = Math.min(5000, wait * 1.6)) {
    stop = new AbortController();
    const watch = setInterval(() => Date.now() - heard > silenceMilliseconds && stop.abort(), 5000);
    try {
      const headers = { authorization: `Bearer ${secret}` };
      heard = Date.now();
      const response = await fetch(path, { headers, signal: stop.signal });
      if (response.status === 401) return unknown();
      if (response.ok) {
        const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
        let kept = '';
        let state;
        for (;;) {
          const { done, value } = await reader.read();
          if (done) break;
          heard = Date.now();
          kept += value;
          const parts = kept.split('\n\n');
          kept = parts.pop();
          for (const part of parts) {
            if (!part.startsWith('data: ')) continue;
            state = merged(state, JSON.parse(part.slice(6)));
            offset = state.now - Date.now();
            wait = 300;
            connected(true);
            show(state);
          }
        }
      }
    } catch {
      // Tried again below.
    } finally {
      clearInterval(watch);
    }
    connected(false);
    await Promise.race([pause(wait * (0.5 + Math.random())), new Promise((resolve) => (hurry = resolve))]);
  }
}

/** The first of a stream is whole; of what follows only what changed is told (server/view-changes.ts). */
function merged(before, { now, stage, change, own = before?.own }) {
  if (stage) return { now, stage, own };
  const after = { ...before.stage, ...change.set };
  for (const [name, changed] of Object.entries(change.rows ?? {})) {
    after[name] = [...(after[name] ?? [])];
    for (const [index, row] of changed) after[name][index] = row;
  }
  for (const name of change.gone ?? []) delete after[name];
  return { now, stage: after, own };
}

let offset = 0;
/** The host's clock: only that one counts. */
export const now = () => Date.now() + offset;

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
