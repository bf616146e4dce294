/**
 * CrashLoopBackOff: how long a container that ended waits before it is started again. The first restart is immediate, then
 * 10, 20, 40 … 300 s, counted from its end; an end more than ten minutes after the last start starts all over.
 *
 * A container that lives 2 s: ends at 2 (restart at once), 4 (waits to 14), 16 (to 36), 38 (to 78), 80 (to 160)…
 */
const firstMs = 10_000;
const longestMs = 300_000;
const forgetMs = 600_000;

interface Entry {
  delayMs: number;
  lastUpdateMs: number;
}

export type StartDecision =
  | { readonly kind: 'start' }
  | { readonly kind: 'wait'; readonly delayMs: number; readonly untilMs: number };

export class CrashLoopBackoff {
  readonly #entries = new Map<string, Entry>();

  /** `finishedMs`: the end of the instance that is there now, undefined when there is none. */
  decide(key: string, finishedMs: number | undefined, nowMs: number): StartDecision {
    if (finishedMs === undefined) return { kind: 'start' };
    const entry = this.#entries.get(key);
    const isFresh = entry !== undefined && finishedMs - entry.lastUpdateMs <= forgetMs;
    if (isFresh && nowMs - finishedMs < entry.delayMs)
      return { kind: 'wait', delayMs: entry.delayMs, untilMs: finishedMs + entry.delayMs };
    this.#entries.set(key, {
      delayMs: isFresh ? Math.min(2 * entry.delayMs, longestMs) : firstMs,
      lastUpdateMs: nowMs,
    });
    return { kind: 'start' };
  }
}

/** As Go prints a duration: `10s`, `1m20s`, `5m0s`. */
export function goDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  const rest = `${seconds - 60 * minutes}s`;
  return minutes < 60 ? `${minutes}m${rest}` : `${Math.floor(minutes / 60)}h${minutes % 60}m${rest}`;
}
