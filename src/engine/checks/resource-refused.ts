/** What an `apply` step brought is refused: that is what the answer (a quota, a limit, an admission rule) is for. */
import * as z from 'zod';
import { verbatim } from '#base/text.ts';
import { broken, defineCheck, pass } from './check.ts';
import { bilingual } from './parameters.ts';

const parameters = z.strictObject({
  /** The `apply` step. */
  at: z.string(),
  what: bilingual,
});

export const resourceRefused = defineCheck<z.infer<typeof parameters>>({
  name: 'resource-refused',
  parameters,
  statement({ what }) {
    return { es: `El API server rechaza esto: ${what.es}`, en: `The API server refuses this: ${what.en}` };
  },
  judge(play, { at }) {
    const applied = play.applied.get(at);
    if (!applied) return broken({ es: 'no llegó a ese punto', en: 'it did not get that far' });
    const { refusal, atMs } = applied;
    const observed = refusal === undefined ? { es: 'aceptado', en: 'accepted' } : verbatim(refusal);
    return refusal !== undefined ? pass(observed) : broken(observed, { atMs });
  },
});
