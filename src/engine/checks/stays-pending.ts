/** At one instant pods of the role have no node: nothing may take them, or what they ask for is not there. */
import * as z from 'zod';
import { inEach } from '../words.ts';
import { broken, defineCheck, pass } from './check.ts';
import { role } from './parameters.ts';
import { placedAt } from './placement.ts';

const parameters = z.strictObject({
  role,
  at: z.string(),
  /** How many; at least one where absent. */
  replicas: z.int().positive().optional(),
});

export const staysPending = defineCheck<z.infer<typeof parameters>>({
  name: 'stays-pending',
  parameters,
  statement({ role: name, replicas }, roleOf) {
    const { title } = roleOf(name);
    return replicas === undefined
      ? { es: `Sigue esperando un nodo: ${title.es}`, en: `It still waits for a node: ${title.en}` }
      : {
          es: `Pods que siguen esperando un nodo: ${replicas} (${title.es})`,
          en: `Pods that still wait for a node: ${replicas} (${title.en})`,
        };
  },
  judge(play, { role: name, at, replicas }) {
    const { atMs, placed } = placedAt(play, name, at);
    const count = placed.filter(({ actor, node }) => {
      const boundMs = play.entries.find(({ kind, ...entry }) => {
        return (
          kind === 'pod-bound' &&
          'object' in entry &&
          entry.object?.name === actor.name.name &&
          entry.atMs >= actor.createdMs
        );
      })?.atMs;
      return node === undefined || (boundMs !== undefined && boundMs > atMs);
    }).length;
    const observed = inEach((language) => (language === 'es' ? `esperan ${count}` : `${count} wait`));
    return (replicas === undefined ? count > 0 : count === replicas) ? pass(observed) : broken(observed, { atMs });
  },
});
