/** On which nodes the role's living pods are at an instant: what the checks on placement share. */
import { type Actor, isAlive } from '../play/cast.ts';
import type { Play } from '../play/play.ts';

export interface Placed {
  readonly actor: Actor;
  /** Absent while the pod waits for a node. */
  readonly node: string | undefined;
}

export function placedAt(
  play: Play,
  role: string,
  at: string,
): { readonly atMs: number; readonly placed: readonly Placed[] } {
  const atMs = play.marks.get(at) ?? play.endMs;
  const placed = play
    .cast(role)
    .filter((actor) => isAlive(actor, atMs))
    .map((actor) => ({ actor, node: actor.pod.spec.nodeName }));
  return { atMs, placed };
}
