/**
 * What one pod of the role writes under a path, every other sees: judged by what a `write-data` step wrote and each pod finds
 * when the run is over.
 */
import * as z from 'zod';
import { broken, defineCheck, pass } from './check.ts';
import { path, role } from './parameters.ts';

const parameters = z.strictObject({
  role,
  path,
  /** The `write-data` step. */
  written: z.string(),
});

export const sharedVolume = defineCheck<z.infer<typeof parameters>>({
  name: 'shared-volume',
  parameters,
  statement({ role: name, path: folder }, roleOf) {
    const { title } = roleOf(name);
    return {
      es: `Lo que un pod guarda en \`${folder}\` lo ven los demás: ${title.es}`,
      en: `What one pod keeps in \`${folder}\` the others see: ${title.en}`,
    };
  },
  judge(play, { role: name, path: folder, written }) {
    const atMs = play.marks.get(written);
    const writers = play.wrote
      .filter((one) => one.path === folder && one.role === name)
      .flatMap(({ actors }) => actors);
    const readings = play.readings.filter((one) => one.path === folder && play.cast(name).includes(one.reader));
    if (atMs === undefined || writers.length === 0)
      return broken({ es: 'nadie llegó a escribir', en: 'nobody got to write' }, { atMs: play.endMs });
    if (readings.length === 0)
      return broken({ es: 'nadie quedó para leer', en: 'nobody was left to read' }, { atMs: play.endMs });
    for (const { reader, found } of readings) {
      const unseen = writers.find(({ uid }) => !found.includes(uid));
      if (!unseen) continue;
      return broken(
        {
          es: `${reader.name.name} no ve lo que escribió ${unseen.name.name}`,
          en: `${reader.name.name} does not see what ${unseen.name.name} wrote`,
        },
        { atMs, subject: reader.name },
      );
    }
    return pass({ es: `lo ven ${readings.length}`, en: `${readings.length} see it` });
  },
});
