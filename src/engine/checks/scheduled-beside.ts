/** At one instant every pod of the role is where a pod of another role is: on its node, or in its zone (`per`). */
import * as z from 'zod';
import { inEach, list } from '../words.ts';
import { broken, defineCheck, pass } from './check.ts';
import { role } from './parameters.ts';
import { placedAt } from './placement.ts';

const parameters = z.strictObject({
  role,
  /** Whom it has to be near to. */
  other: role,
  at: z.string(),
  /** The node label that tells one place from another. */
  per: z.string().default('kubernetes.io/hostname'),
});

export const scheduledBeside = defineCheck<z.infer<typeof parameters>>({
  name: 'scheduled-beside',
  parameters,
  statement({ role: name, other }, roleOf) {
    const [near, whom] = [roleOf(name).title, roleOf(other).title];
    return {
      es: `Cada pod de ${near.es} está donde hay uno de ${whom.es}`,
      en: `Each pod of ${near.en} is where one of ${whom.en} is`,
    };
  },
  judge(play, { role: name, other, at, per }) {
    const { atMs, placed } = placedAt(play, name, at);
    if (placed.length === 0) return broken({ es: 'no había ningún pod', en: 'there was no pod' }, { atMs });
    const placeOf = (node: string | undefined) => (node === undefined ? undefined : play.nodes.get(node)?.[per]);
    const places = new Set(placedAt(play, other, at).placed.map(({ node }) => placeOf(node)));
    places.delete(undefined);
    const alone = placed.filter(({ node }) => !places.has(placeOf(node)));
    const observed = inEach((language) =>
      list(
        placed.map(({ actor, node }) => `${actor.name.name}: ${placeOf(node) ?? '—'}`),
        language,
      ),
    );
    const [first] = alone;
    return first ? broken(observed, { atMs, subject: first.actor.name, badness: alone.length }) : pass(observed);
  },
});
