/** How many pods of the role are ready at an instant of the script. */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import { wasReady } from '../play/play.ts';
import { defineMeasure } from './measure.ts';

const parameters = z.strictObject({ role, at: z.string() });

export const readyPods = defineMeasure<z.infer<typeof parameters>>({
  name: 'ready-pods',
  parameters,
  statement: { es: 'Pods listos', en: 'Ready pods' },
  read(play, { role: name, at }) {
    const atMs = play.marks.get(at);
    return atMs === undefined ? undefined : play.cast(name).filter((actor) => wasReady(play, actor, atMs)).length;
  },
});
