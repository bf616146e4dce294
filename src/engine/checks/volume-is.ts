/** What lies behind a path of the role's pods, or among the volumes they declare: a volume of the wanted source. */
import * as z from 'zod';
import { verbatim } from '#base/text.ts';
import { broken, defineCheck, pass } from './check.ts';
import { path, role } from './parameters.ts';
import { volumeBehind } from './storage.ts';

const sources = [
  'emptyDir',
  'hostPath',
  'persistentVolumeClaim',
  'configMap',
  'secret',
  'projected',
  'downwardAPI',
  'ephemeral',
] as const;

const parameters = z.strictObject({
  role,
  /** Where the role's container mounts it; any volume of the pod will do when absent. */
  path: path.optional(),
  source: z.enum(sources),
});

export const volumeIs = defineCheck<z.infer<typeof parameters>>({
  name: 'volume-is',
  parameters,
  statement({ role: name, path: folder, source }, roleOf) {
    const { title } = roleOf(name);
    return folder === undefined
      ? {
          es: `El pod declara un volumen \`${source}\`: ${title.es}`,
          en: `The pod declares a volume \`${source}\`: ${title.en}`,
        }
      : {
          es: `En \`${folder}\` hay un volumen \`${source}\`: ${title.es}`,
          en: `At \`${folder}\` there is a volume \`${source}\`: ${title.en}`,
        };
  },
  judge(play, { role: name, path: folder, source }) {
    for (const actor of play.cast(name)) {
      const behind = folder === undefined ? undefined : volumeBehind(actor, play.role(name), folder)?.volume;
      const volumes = folder === undefined ? (actor.pod.spec.volumes ?? []) : behind ? [behind] : [];
      if (volumes.some((volume) => volume[source] !== undefined)) continue;
      const seen = volumes.flatMap((volume) => sources.filter((one) => volume[one] !== undefined));
      const where = { atMs: actor.createdMs, subject: actor.name };
      return seen.length === 0
        ? broken({ es: 'no hay ningún volumen', en: 'there is no volume' }, where)
        : broken(verbatim([...new Set(seen)].join(', ')), where);
    }
    return pass({ es: 'sí', en: 'yes' });
  },
});
