/**
 * The runs of work that ends: all pods of one Job are one run, with the tries it took; a pod that nobody's Job owns is a run of
 * its own. What the checks on schedules, tries and ends share.
 */
import { type Actor, containersOf } from '../play/cast.ts';
import { isAbout, type Play } from '../play/play.ts';

export interface WorkRun {
  readonly name: string;
  readonly actors: readonly Actor[];
  /** When its first pod was created. */
  readonly startMs: number;
  /** When each try began and ended: a container of the role that ran. */
  readonly tries: readonly Try[];
}

export interface Try {
  readonly actor: Actor;
  readonly startMs: number;
  /** Infinity while it goes on. */
  readonly endMs: number;
  readonly exitCode: number | undefined;
}

export function runsOf(play: Play, role: string): readonly WorkRun[] {
  const groups = Map.groupBy(play.cast(role), ({ uid, pod }) => {
    const job = pod.metadata.ownerReferences?.find(({ kind }) => kind === 'Job');
    return job?.uid ?? uid;
  });
  return [...groups.values()].map((actors) => {
    const job = actors[0]?.pod.metadata.ownerReferences?.find(({ kind }) => kind === 'Job');
    return {
      name: job?.name ?? actors[0]?.name.name ?? '',
      actors,
      startMs: Math.min(...actors.map(({ createdMs }) => createdMs)),
      tries: actors.flatMap((actor) => triesOf(play, role, actor)),
    };
  });
}

export function triesOf(play: Play, role: string, actor: Actor): readonly Try[] {
  const containers = containersOf(actor, play.role(role));
  const tries: Try[] = [];
  const running = new Map<string, number>();
  for (const entry of play.entries) {
    if (entry.kind !== 'container-started' && entry.kind !== 'container-ended') continue;
    if (!isAbout(entry, actor) || !containers.includes(entry.container)) continue;
    if (entry.kind === 'container-started') {
      running.set(entry.container, entry.atMs);
      continue;
    }
    const startMs = running.get(entry.container);
    running.delete(entry.container);
    if (startMs !== undefined) tries.push({ actor, startMs, endMs: entry.atMs, exitCode: entry.exitCode });
  }
  for (const startMs of running.values()) {
    tries.push({ actor, startMs, endMs: actor.deletedMs ?? Number.POSITIVE_INFINITY, exitCode: undefined });
  }
  return tries.sort((one, other) => one.startMs - other.startMs);
}
