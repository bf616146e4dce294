/**
 * What a `read-file` step found: the file is there in every pod of the role, holds certain words, and, where `source` says so,
 * comes from a ConfigMap or a Secret instead of being written by somebody.
 */
import * as z from 'zod';
import { broken, defineCheck, pass } from './check.ts';
import { path, role } from './parameters.ts';
import { volumeBehind } from './storage.ts';

const parameters = z.strictObject({
  role,
  /** The `read-file` step, and the file it looked at. */
  at: z.string(),
  path,
  /** Words that have to stand in it, each of them. */
  contains: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
  /** Words that may not. */
  lacks: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
  source: z.enum(['ConfigMap', 'Secret']).optional(),
});

export const fileContent = defineCheck<z.infer<typeof parameters>>({
  name: 'file-content',
  parameters,
  statement({ path: file, contains, lacks, source }) {
    const of = source === undefined ? { es: '', en: '' } : { es: `, de un ${source}`, en: `, from a ${source}` };
    const words = (list: readonly string[]) => list.map((one) => `\`${one}\``).join(', ');
    if (contains.length > 0)
      return {
        es: `\`${file}\` contiene ${words(contains)}${of.es}`,
        en: `\`${file}\` holds ${words(contains)}${of.en}`,
      };
    if (lacks.length > 0)
      return {
        es: `\`${file}\` no contiene ${words(lacks)}${of.es}`,
        en: `\`${file}\` does not hold ${words(lacks)}${of.en}`,
      };
    return { es: `\`${file}\` está donde debe${of.es}`, en: `\`${file}\` is where it should be${of.en}` };
  },
  judge(play, { role: name, at, path: file, contains, lacks, source }) {
    const seen = (play.files.get(at) ?? []).filter(({ actor }) => play.cast(name).includes(actor));
    if (seen.length === 0)
      return broken({ es: 'no llegó a arrancar', en: 'it never got to run' }, { atMs: play.endMs });
    for (const { actor, atMs, noteCount, content } of seen) {
      const where = { atMs, noteCount, subject: actor.name };
      if (content === undefined) return broken({ es: 'no existe el archivo', en: 'there is no such file' }, where);
      const missing = contains.find((words) => !content.includes(words));
      if (missing !== undefined)
        return broken({ es: `falta \`${missing}\``, en: `\`${missing}\` is missing` }, { ...where, credit: 0.25 });
      const extra = lacks.find((words) => content.includes(words));
      if (extra !== undefined) return broken({ es: `contiene \`${extra}\``, en: `it holds \`${extra}\`` }, where);
      const { volume } = volumeBehind(actor, play.role(name), file) ?? {};
      const sources = volume?.projected?.sources ?? [];
      const isFrom =
        source === 'Secret'
          ? volume?.secret !== undefined || sources.some(({ secret }) => secret)
          : volume?.configMap !== undefined || sources.some(({ configMap }) => configMap);
      if (source !== undefined && !isFrom)
        return broken(
          { es: `no viene de un ${source}`, en: `it does not come from a ${source}` },
          { ...where, credit: 0.5 },
        );
    }
    return pass({ es: 'sí', en: 'yes' });
  },
});
