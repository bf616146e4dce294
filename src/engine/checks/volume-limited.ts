/** What the role writes under a path cannot grow without end: the `emptyDir` behind it has a size limit, at most so much. */
import * as z from 'zod';
import { parseQuantity, quantityMillis } from '#api/meta/quantity.ts';
import { verbatim } from '#base/text.ts';
import { broken, defineCheck, pass } from './check.ts';
import { path, role } from './parameters.ts';
import { volumeBehind } from './storage.ts';

const parameters = z.strictObject({
  role,
  path,
  /** `64Mi`; any limit will do where it is absent. */
  most: z
    .string()
    .refine((text) => parseQuantity(text) !== undefined)
    .optional(),
});

export const volumeLimited = defineCheck<z.infer<typeof parameters>>({
  name: 'volume-limited',
  parameters,
  statement({ path: folder, most }) {
    return most === undefined
      ? { es: `\`${folder}\` tiene un límite de tamaño`, en: `\`${folder}\` has a size limit` }
      : { es: `\`${folder}\` ocupa como mucho ${most}`, en: `\`${folder}\` holds at most ${most}` };
  },
  judge(play, { role: name, path: folder, most }) {
    const actors = play.cast(name);
    const limits = actors.map((actor) => volumeBehind(actor, play.role(name), folder)?.volume.emptyDir?.sizeLimit);
    const index = limits.findIndex(
      (limit) => limit === undefined || (most !== undefined && quantityMillis(limit) > quantityMillis(most)),
    );
    const actor = actors[index];
    if (!actor) return pass(verbatim(String(limits[0] ?? '')));
    const limit = limits[index];
    const observed = limit === undefined ? { es: 'sin límite', en: 'no limit' } : verbatim(String(limit));
    return broken(observed, { atMs: actor.createdMs, subject: actor.name });
  },
});
