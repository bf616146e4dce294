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
  /** What people call the one that is called. */
  target: z.strictObject({ es: z.string().trim().min(1), en: z.string().trim().min(1) }),
});

export type ConnectionParameters = z.infer<typeof connectionParameters>;

export function judgeConnections(play: Play, { at }: ConnectionParameters, wanted: boolean): Finding {
  const tried = play.connections.get(at) ?? [];
  if (tried.length === 0) return broken({ es: 'nadie llegó a llamar', en: 'nobody got to call' });
  return worst(
    tried.map(({ reached, found, atMs, noteCount, from }) =>
      reached === wanted ? pass(found) : broken(found, { atMs, noteCount, subject: from.name }),
    ),
  );
}
