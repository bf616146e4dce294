/** At one instant all pods of the role are on the same node (or in the same zone: `per`), and none waits for one. */
import * as z from 'zod';
import { inEach, list } from '../words.ts';
import { broken, defineCheck, pass } from './check.ts';
import { role } from './parameters.ts';
import { placedAt } from './placement.ts';

const parameters = z.strictObject({
  role,
  /** Another role whose pods count too. */
  other: role.optional(),
  at: z.string(),
  /** The node label that tells one place from another. */
  per: z.string().default('kubernetes.io/hostname'),
});

export const scheduledTogether = defineCheck<z.infer<typeof parameters>>({
  name: 'scheduled-together',
  parameters,
  statement({ role: name }, roleOf) {
    const { title } = roleOf(name);
    return {
      es: `Todos los pods están en el mismo sitio: ${title.es}`,
      en: `All pods are in the same place: ${title.en}`,
    };
  },
  judge(play, { role: name, other, at, per }) {
    const { atMs, placed: own } = placedAt(play, name, at);
    const placed = other === undefined ? own : [...own, ...placedAt(play, other, at).placed];
    if (placed.length === 0) return broken({ es: 'no había ningún pod', en: 'there was no pod' }, { atMs });
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
    const last = placed.at(-1);
    return places.size === 1
      ? pass(observed)
      : broken(observed, { atMs, badness: placed.length - places.size, ...(last ? { subject: last.actor.name } : {}) });
  },
});
