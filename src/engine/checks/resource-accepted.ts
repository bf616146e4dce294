/** What an `apply` step brought is accepted: an answer (a quota, a limit, a policy) must not stand in its way. */
import * as z from 'zod';
import { verbatim } from '#base/text.ts';
import { broken, defineCheck, pass } from './check.ts';
import { bilingual } from './parameters.ts';

const parameters = z.strictObject({
  /** The `apply` step. */
  at: z.string(),
  what: bilingual,
});

export const resourceAccepted = defineCheck<z.infer<typeof parameters>>({
  name: 'resource-accepted',
  parameters,
  statement({ what }) {
    return { es: `El API server acepta esto: ${what.es}`, en: `The API server accepts this: ${what.en}` };
  },
  judge(play, { at }) {
    const applied = play.applied.get(at);
    if (!applied) return broken({ es: 'no llegó a ese punto', en: 'it did not get that far' });
    const { refusal, atMs } = applied;
    const observed = refusal === undefined ? { es: 'aceptado', en: 'accepted' } : verbatim(refusal);
    return refusal === undefined ? pass(observed) : broken(observed, { atMs });
  },
});
