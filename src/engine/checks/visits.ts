/** What the two checks on calls from outside share: every address that a `visit` step opened. */
import * as z from 'zod';
import type { Play } from '../play/play.ts';
import { broken, type Finding, pass } from './check.ts';
import { role } from './parameters.ts';
import { worst } from './worst.ts';

export const visitParameters = z.strictObject({
  /** Who should answer. */
  role,
  /** The `visit` step. */
  at: z.string(),
});

export type VisitParameters = z.infer<typeof visitParameters>;

export function judgeVisits(play: Play, { at }: VisitParameters, wanted: boolean): Finding {
  const visits = play.visits.get(at) ?? [];
  if (visits.length === 0) return broken({ es: 'nadie llegó a llamar', en: 'nobody got to call' });
  return worst(
    visits.map(({ reached, found, atMs, noteCount }) =>
      reached === wanted ? pass(found) : broken(found, { atMs, noteCount }),
    ),
  );
}
