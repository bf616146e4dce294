/**
 * The line that a `write-line` step wrote is there for whoever should ship it: a container of another role finds it in a file
 * of one of its own volumes, in the folder that it reads where the task names one.
 */
import * as z from 'zod';
import { broken, defineCheck, pass } from './check.ts';
import { path, role } from './parameters.ts';

const parameters = z.strictObject({
  /** Who ships the logs. */
  role,
  /** The `write-line` step. */
  at: z.string(),
  /** Where it reads; anywhere on its volumes when absent. */
  path: path.optional(),
});

export const logsArrive = defineCheck<z.infer<typeof parameters>>({
  name: 'logs-arrive',
  parameters,
  statement({ role: name }, roleOf) {
    const { title } = roleOf(name);
    return { es: `Los logs le llegan a ${title.es}`, en: `The logs reach ${title.en}` };
  },
  judge(play, { role: name, at, path: folder }) {
    const lines = play.lines.get(at) ?? [];
    if (lines.length === 0)
      return broken({ es: 'nadie llegó a escribir', en: 'nobody got to write' }, { atMs: play.endMs });
    for (const { writer, atMs, readers } of lines) {
      const own = readers.filter(({ role: whose }) => whose === name);
      const found = own.find(
        ({ file }) => folder === undefined || file === folder || file.startsWith(`${folder.replace(/\/$/, '')}/`),
      );
      if (found) continue;
      const elsewhere = own[0]?.file;
      return broken(
        elsewhere === undefined
          ? {
              es: `lo que escribe ${writer.name.name} no está en ninguno de sus volúmenes`,
              en: `what ${writer.name.name} writes is on none of its volumes`,
            }
          : { es: `le llegan a ${elsewhere}`, en: `they arrive at ${elsewhere}` },
        { atMs, subject: writer.name, ...(elsewhere === undefined ? {} : { credit: 0.5 }) },
      );
    }
    return pass({ es: 'llegan', en: 'they arrive' });
  },
});
