/**
 * Anything that can be measured (measures/), held against a bound: `{ measure: { measure: restarts, role: db }, atMost: 2 }`, or
 * against one of several words. The author words what it means.
 */
import * as z from 'zod';
import { verbatim } from '#base/text.ts';
import { read } from '../measures/index.ts';
import { broken, defineCheck, pass } from './check.ts';
import { bilingual } from './parameters.ts';

const word = z.union([z.string(), z.number()]);

const parameters = z
  .strictObject({
    measure: z.looseObject({ measure: z.string() }),
    what: bilingual,
    is: z.union([word.transform((one) => [one]), z.array(word)]).optional(),
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
  })
  .refine(({ is, atLeast, atMost }) => is !== undefined || atLeast !== undefined || atMost !== undefined, {
    error: 'say `is`, `atLeast` or `atMost`',
  });

export const measured = defineCheck<z.infer<typeof parameters>>({
  name: 'measured',
  parameters,
  world: 'any',
  statement: ({ what }) => what,
  judge(play, { measure, is, atLeast, atMost }) {
    const found = read(play, measure);
    if (found === undefined)
      return broken({ es: 'no llegó a ese punto', en: 'it did not get that far' }, { atMs: play.endMs });
    const shown = typeof found === 'number' ? Math.round(found * 10) / 10 : found;
    const isWithin =
      (is === undefined || is.some((one) => String(one) === String(shown))) &&
      (atLeast === undefined || (typeof found === 'number' && found >= atLeast)) &&
      (atMost === undefined || (typeof found === 'number' && found <= atMost));
    return isWithin ? pass(verbatim(String(shown))) : broken(verbatim(String(shown)), { atMs: play.endMs });
  },
});
