/** At one instant no pod of the role is on a node with these labels: the node is kept for others. */
import * as z from 'zod';
import { inEach, list } from '../words.ts';
import { broken, defineCheck, pass } from './check.ts';
import { role } from './parameters.ts';
import { placedAt } from './placement.ts';

const parameters = z.strictObject({ role, labels: z.record(z.string(), z.string()), at: z.string() });

export const notScheduledOn = defineCheck<z.infer<typeof parameters>>({
  name: 'not-scheduled-on',
  parameters,
  statement({ role: name, labels }, roleOf) {
    const { title } = roleOf(name);
    const avoided = Object.entries(labels).map(([key, value]) => `\`${key}=${value}\``);
    return inEach((language) =>
      language === 'es'
        ? `No ocupa los nodos con ${list(avoided, language)}: ${title.es}`
        : `It stays off nodes with ${list(avoided, language)}: ${title.en}`,
    );
  },
  judge(play, { role: name, labels, at }) {
    const { atMs, placed } = placedAt(play, name, at);
    const stray = placed.filter(({ node }) => {
      const its = node === undefined ? undefined : play.nodes.get(node);
      return its && Object.entries(labels).every(([key, value]) => its[key] === value);
    });
    const [first] = stray;
    if (!first) return pass({ es: 'ninguno', en: 'none' });
    const observed = inEach((language) =>
      list(
        stray.map(({ actor, node }) => `${actor.name.name}: ${node}`),
        language,
      ),
    );
    return broken(observed, { atMs, subject: first.actor.name, badness: stray.length });
  },
});
