/** Who took a lost pod's place: the first pod of the role that was created after the loss. */
import type { Actor } from '../play/cast.ts';
import type { Play, Strike } from '../play/play.ts';

export function replacementOf(play: Play, role: string, { actor, atMs }: Strike): Actor | undefined {
  const later = play.cast(role).filter((other) => other !== actor && other.createdMs >= atMs);
  return later.find(({ name }) => name.name === actor.name.name) ?? later[0];
}
