/** On which nodes the role's living pods are at an instant, and in which places those nodes are: what the checks share. */
import * as z from 'zod';
import { type Actor, isAlive } from '../play/cast.ts';
import type { Play } from '../play/play.ts';
import { inEach, list } from '../words.ts';
import { broken, type Finding, pass } from './check.ts';
import { role } from './parameters.ts';

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

export const placesParameters = z.strictObject({
  role,
  /** Another role whose pods count too. */
  other: role.optional(),
  at: z.string(),
  /** The node label that tells one place from another. */
  per: z.string().default('kubernetes.io/hostname'),
  /** A pod that waits for a node breaks nothing. */
  orWaits: z.boolean().default(false),
});

export type PlacesParameters = z.infer<typeof placesParameters>;

/** Every pod must have a place; `holds` says whether so many places for so many pods are as they should be. */
export function judgePlaces(
  play: Play,
  { role: name, other, at, per, orWaits }: PlacesParameters,
  holds: (placeCount: number, podCount: number) => boolean,
): Finding {
  const { atMs, placed: own } = placedAt(play, name, at);
  const all = other === undefined ? own : [...own, ...placedAt(play, other, at).placed];
  const placed = orWaits ? all.filter(({ node }) => node !== undefined) : all;
  if (all.length === 0) return broken({ es: 'no había ningún pod', en: 'there was no pod' }, { atMs });
  const placeOf = (node: string | undefined) => (node === undefined ? undefined : play.nodes.get(node)?.[per]);
  const homeless = placed.find(({ node }) => placeOf(node) === undefined);
  if (homeless) {
    return broken(
      { es: 'un pod no tiene dónde ir', en: 'a pod has nowhere to go' },
      { atMs, subject: homeless.actor.name },
    );
  }
  const places = new Set(placed.map(({ node }) => placeOf(node)));
  const observed = inEach((language) =>
    list(
      placed.map(({ actor, node }) => `${actor.name.name}: ${placeOf(node)}`),
      language,
    ),
  );
  if (holds(places.size, placed.length)) return pass(observed);
  const last = placed.at(-1);
  return broken(observed, {
    atMs,
    badness: placed.length - places.size,
    ...(last ? { subject: last.actor.name } : {}),
  });
}
