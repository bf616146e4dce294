/** Of the requests that a `traffic` step sends, at least a share is served between two instants. */
import * as z from 'zod';
import { broken, defineCheck, pass } from './check.ts';
import { notReached, span, spanOf } from './instants.ts';
import { bilingual } from './parameters.ts';
import { tally, tallyText } from './requests.ts';

const parameters = z.strictObject({
  /** The `traffic` step. */
  at: z.string(),
  /** 0.99: one in a hundred may fail. */
  share: z.number().min(0).max(1).default(1),
  /** How people call the span: "durante el despliegue". */
  while: bilingual.optional(),
  ...span,
});

export const requestsServed = defineCheck<z.infer<typeof parameters>>({
  name: 'requests-served',
  parameters,
  statement({ share, while: during }) {
    const [es, en] = [during ? ` ${during.es}` : '', during ? ` ${during.en}` : ''];
    const percent = Math.round(share * 1000) / 10;
    return share === 1
      ? { es: `Se atienden todas las peticiones${es}`, en: `All requests are served${en}` }
      : {
          es: `Se atiende al menos el ${percent} % de las peticiones${es}`,
          en: `At least ${percent} % of the requests are served${en}`,
        };
  },
  judge(play, { at, share, ...instants }) {
    const looked = spanOf(play, instants);
    const told = looked && tally(play, at, looked);
    if (!told) return notReached();
    const where = told.brokenAtMs === undefined ? {} : { atMs: told.brokenAtMs };
    if (told.sent === 0) {
      return broken({ es: 'ningún Service lleva hasta aquí', en: 'no Service leads here' }, where);
    }
    const reached = told.served / told.sent;
    const observed = tallyText(told);
    const missing = told.sent - told.served;
    if (reached >= share - 1e-9) return pass(observed, missing);
    return broken(observed, { ...where, badness: missing, credit: Math.min(0.5, reached / 2) });
  },
});
