/** When a pod was among the ready endpoints of a Service (of any, where none is named), as intervals: what the checks on endpoints share. */
import type { Actor } from '../play/cast.ts';
import type { Play } from '../play/play.ts';

export interface Stay {
  readonly fromMs: number;
  /** Infinity while it lasts. */
  readonly toMs: number;
}

export function staysInService(play: Play, actor: Actor, service: string | undefined): readonly Stay[] {
  const stays: Stay[] = [];
  let fromMs: number | undefined;
  for (const entry of play.entries) {
    if (entry.kind !== 'endpoint' || entry.pod !== actor.name.name) continue;
    if (service !== undefined && entry.service.name !== service) continue;
    if (entry.service.namespace !== actor.name.namespace || entry.atMs < actor.createdMs) continue;
    // The name may come back with another pod: what begins then is not this one's.
    const isGone = actor.deletedMs !== undefined && entry.atMs >= actor.deletedMs;
    if (entry.ready && fromMs === undefined && !isGone) fromMs = entry.atMs;
    if (!entry.ready && fromMs !== undefined) {
      stays.push({ fromMs, toMs: entry.atMs });
      fromMs = undefined;
    }
    if (!entry.ready && isGone) break;
  }
  if (fromMs !== undefined) stays.push({ fromMs, toMs: Number.POSITIVE_INFINITY });
  return stays;
}

/** " `db`", or nothing where any Service will do. */
export function named(service: string | undefined): string {
  return service === undefined ? '' : ` \`${service}\``;
}
