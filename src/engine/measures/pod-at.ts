/** Which pod of the role is meant, as it was at an instant of the script: what the measures on one pod share. */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import { type Actor, isAlive } from '../play/cast.ts';
import type { Play } from '../play/play.ts';

export const podParameters = z.strictObject({
  role,
  at: z.string(),
  /** Of those that are there, in order of creation. */
  which: z.enum(['first', 'last']).default('first'),
});

export type PodParameters = z.infer<typeof podParameters>;

export function actorAt(play: Play, { role: name, at, which }: PodParameters): Actor | undefined {
  const atMs = play.marks.get(at);
  if (atMs === undefined) return undefined;
  return play
    .cast(name)
    .filter((actor) => isAlive(actor, atMs))
    .at(which === 'last' ? -1 : 0);
}

export function podAt(play: Play, asked: PodParameters) {
  const actor = actorAt(play, asked);
  return play
    .snapshot(asked.at)
    ?.list('Pod')
    .find(({ metadata }) => metadata.uid === actor?.uid);
}
