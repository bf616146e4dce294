/** What the two checks on who reaches whom share: the connections that a `connect` step tried. */
import * as z from 'zod';
import type { Play } from '../play/play.ts';
import { broken, type Finding, pass } from './check.ts';
import { role } from './parameters.ts';
import { worst } from './worst.ts';

export const connectionParameters = z.strictObject({
  /** Who calls. */
  role,
  /** The `connect` step. */
  at: z.string(),
  /** Who has to answer, where it matters. */
  other: role.optional(),
  /** What people call the one that is called. */
  target: z.strictObject({ es: z.string().trim().min(1), en: z.string().trim().min(1) }),
});

function nameOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}

export type ConnectionParameters = z.infer<typeof connectionParameters>;

export function judgeConnections(play: Play, { at, other }: ConnectionParameters, wanted: boolean): Finding {
  const tried = play.connections.get(at) ?? [];
  if (tried.length === 0) return broken({ es: 'nadie llegó a llamar', en: 'nobody got to call' });
  const those = other === undefined ? undefined : new Set(play.cast(other).map(({ name }) => nameOf(name)));
  return worst(
    tried.map(({ reached, found, atMs, noteCount, from, by = [] }) => {
      const where = { atMs, noteCount, subject: from.name };
      const stranger = reached && those ? by.find((pod) => !those.has(nameOf(pod))) : undefined;
      if (stranger && wanted) {
        const { name } = stranger;
        return broken({ es: `Contesta otro pod: ${name}.`, en: `Another pod answers: ${name}.` }, where);
      }
      return (reached && !stranger) === wanted ? pass(found) : broken(found, where);
    }),
  );
}
