/** At one instant every node has exactly one ready pod of the role, the control plane's nodes included. */
import * as z from 'zod';
import { wasReady } from '../play/play.ts';
import { inEach, list } from '../words.ts';
import { broken, defineCheck, pass } from './check.ts';
import { role } from './parameters.ts';
import { placedAt } from './placement.ts';

const parameters = z.strictObject({
  role,
  at: z.string(),
  /** Only nodes with these labels; all where absent. */
  labels: z.record(z.string(), z.string()).default({}),
});

export const oneOnEveryNode = defineCheck<z.infer<typeof parameters>>({
  name: 'one-on-every-node',
  parameters,
  statement({ role: name, labels }, roleOf) {
    const { title } = roleOf(name);
    const wanted = Object.entries(labels).map(([key, value]) => `\`${key}=${value}\``);
    return inEach((language) => {
      const which = wanted.length === 0 ? '' : `${language === 'es' ? ' con ' : ' with '}${list(wanted, language)}`;
      return language === 'es'
        ? `En cada nodo${which} hay un pod listo, y solo uno: ${title.es}`
        : `Every node${which} has one ready pod, and only one: ${title.en}`;
    });
  },
  judge(play, { role: name, at, labels }) {
    const { atMs, placed } = placedAt(play, name, at);
    const nodes = [...play.nodes].filter(([, its]) =>
      Object.entries(labels).every(([key, value]) => its[key] === value),
    );
    const counts = nodes.map(([node]) => {
      const here = placed.filter((one) => one.node === node);
      return { node, here, ready: here.filter(({ actor }) => wasReady(play, actor, atMs)).length };
    });
    const wrong = counts.filter(({ here, ready }) => ready !== 1 || here.length !== 1);
    if (wrong.length === 0) return pass({ es: `en los ${nodes.length}`, en: `on all ${nodes.length}` });
    const observed = inEach((language) =>
      list(
        counts.map(({ node, ready }) => `${node}: ${ready}`),
        language,
      ),
    );
    const subject = wrong.flatMap(({ here }) => here)[0]?.actor.name;
    return broken(observed, {
      atMs,
      badness: wrong.length,
      credit: (nodes.length - wrong.length) / nodes.length / 2,
      ...(subject && { subject }),
    });
  },
});
