/** At one instant every pod of the role is on a node with these labels. */
import * as z from 'zod';
import { inEach, list } from '../words.ts';
import { broken, defineCheck, pass } from './check.ts';
import { role } from './parameters.ts';
import { placedAt } from './placement.ts';

const parameters = z.strictObject({
  role,
  labels: z.record(z.string(), z.string()),
  at: z.string(),
  /** A pod that waits for a node breaks nothing, nor does one that nobody brings back. */
  orWaits: z.boolean().default(false),
});

export const scheduledOn = defineCheck<z.infer<typeof parameters>>({
  name: 'scheduled-on',
  parameters,
  statement({ role: name, labels }, roleOf) {
    const { title } = roleOf(name);
    const wanted = Object.entries(labels).map(([key, value]) => `\`${key}=${value}\``);
    return inEach((language) =>
      language === 'es'
        ? `Corre en nodos con ${list(wanted, language)}: ${title.es}`
        : `Runs on nodes with ${list(wanted, language)}: ${title.en}`,
    );
  },
  judge(play, { role: name, labels, at, orWaits }) {
    const { atMs, placed: all } = placedAt(play, name, at);
    const placed = orWaits ? all.filter(({ node }) => node !== undefined) : all;
    if (all.length === 0 && !orWaits) return broken({ es: 'no había ningún pod', en: 'there was no pod' }, { atMs });
    if (placed.length === 0) return pass({ es: 'ninguno corre en otro sitio', en: 'none runs anywhere else' });
    const isWanted = (node: string | undefined) => {
      const its = node === undefined ? undefined : play.nodes.get(node);
      return its !== undefined && Object.entries(labels).every(([key, value]) => its[key] === value);
    };
    const stray = placed.filter(({ node }) => !isWanted(node));
    const nodes = (of: typeof placed) => [...new Set(of.map(({ node }) => node ?? '—'))].sort();
    const observed = inEach((language) => list(nodes(stray.length > 0 ? stray : placed), language));
    const [first] = stray;
    return first ? broken(observed, { atMs, subject: first.actor.name, badness: stray.length }) : pass(observed);
  },
});
