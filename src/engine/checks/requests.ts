/** What became of the requests of a `traffic` step between two instants: what the checks and measures on requests share. */

import type { Language } from '#base/text.ts';
import type { Play } from '../play/play.ts';
import { inEach, list } from '../words.ts';
import type { Span } from './instants.ts';

export interface Tally {
  readonly sent: number;
  readonly served: number;
  readonly failed: ReadonlyMap<string, number>;
  /** When the first of them failed. */
  readonly brokenAtMs?: number;
}

/** Undefined where no request was ever sent. */
export function tally(play: Play, at: string, { startMs, endMs }: Span): Tally | undefined {
  const requests = play.requests.get(at);
  if (!requests) return undefined;
  const failed = new Map<string, number>();
  let [sent, served] = [0, 0];
  let brokenAtMs: number | undefined = requests.isLost ? requests.fromMs : undefined;
  for (const stretch of requests.stretches) {
    const [fromMs, toMs] = [Math.max(stretch.fromMs, startMs), Math.min(stretch.toMs, endMs)];
    if (fromMs >= toMs) continue;
    const share = (toMs - fromMs) / (stretch.toMs - stretch.fromMs);
    sent += stretch.requests * share;
    served += stretch.served * share;
    for (const [reason, count] of Object.entries(stretch.failed)) {
      if (count > 0) brokenAtMs ??= fromMs;
      failed.set(reason, (failed.get(reason) ?? 0) + count * share);
    }
  }
  return { sent, served, failed, ...(brokenAtMs !== undefined && { brokenAtMs }) };
}

/** "985 de 1000; fallan: 15 (conexión rechazada)". */
export function tallyText(told: Tally) {
  return inEach((language) => {
    const [served, sent] = [Math.floor(told.served + 1e-6), Math.round(told.sent)];
    const lost = [...told.failed]
      .filter(([, count]) => count > 1e-6)
      .map(([reason, count]) => `${Math.max(1, Math.round(count))} × ${reasonText(reason, language)}`);
    const head = language === 'es' ? `${served} de ${sent}` : `${served} of ${sent}`;
    return lost.length === 0 ? head : `${head} (${list(lost, language)})`;
  });
}

function reasonText(reason: string, language: Language): string {
  const known = reasons[reason];
  if (known) return known[language];
  const status = /^status (\d+)$/.exec(reason)?.[1];
  return status === undefined ? reason : language === 'es' ? `estado ${status}` : `status ${status}`;
}

const reasons: Readonly<Record<string, { readonly es: string; readonly en: string }>> = {
  'no-service': { es: 'no existe el Service', en: 'no such Service' },
  'no-endpoints': { es: 'el Service no tiene endpoints', en: 'the Service has no endpoints' },
  refused: { es: 'conexión rechazada', en: 'connection refused' },
  timeout: { es: 'nadie contesta', en: 'nobody answers' },
  error: { es: 'conexión cortada', en: 'connection cut' },
};
