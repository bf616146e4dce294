/** Every container of the role has a memory limit, at most so much: what leaks is killed before the node suffers. */
import * as z from 'zod';
import { parseQuantity, quantityMillis } from '#api/meta/quantity.ts';
import { verbatim } from '#base/text.ts';
import { containersOf } from '../play/cast.ts';
import { broken, defineCheck, pass } from './check.ts';
import { role } from './parameters.ts';

const parameters = z.strictObject({
  role,
  /** `512Mi`; any limit will do where it is absent. */
  most: z
    .string()
    .refine((text) => parseQuantity(text) !== undefined)
    .optional(),
});

export const memoryLimited = defineCheck<z.infer<typeof parameters>>({
  name: 'memory-limited',
  parameters,
  statement({ role: name, most }, roleOf) {
    const { title } = roleOf(name);
    return most === undefined
      ? { es: `Tiene un límite de memoria: ${title.es}`, en: `It has a memory limit: ${title.en}` }
      : {
          es: `Tiene un límite de memoria de ${most} como mucho: ${title.es}`,
          en: `It has a memory limit of at most ${most}: ${title.en}`,
        };
  },
  judge(play, { role: name, most }) {
    let shown = '';
    for (const actor of play.cast(name)) {
      const names = containersOf(actor, play.role(name));
      for (const container of [...(actor.pod.spec.initContainers ?? []), ...actor.pod.spec.containers]) {
        if (!names.includes(container.name)) continue;
        const limit = container.resources?.limits?.['memory'];
        const where = { atMs: actor.createdMs, subject: actor.name };
        if (limit === undefined) return broken({ es: 'sin límite', en: 'no limit' }, where);
        if (most !== undefined && quantityMillis(limit) > quantityMillis(most))
          return broken(verbatim(String(limit)), where);
        shown = String(limit);
      }
    }
    return pass(verbatim(shown));
  },
});
