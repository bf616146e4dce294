/** How many pods of the role exist at an instant of the script. */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import { isAlive } from '../play/cast.ts';
import { defineMeasure } from './measure.ts';

const parameters = z.strictObject({ role, at: z.string() });

export const pods = defineMeasure<z.infer<typeof parameters>>({
  name: 'pods',
  parameters,
  statement: { es: 'Número de pods', en: 'Number of pods' },
  read(play, { role: name, at }) {
    const atMs = play.marks.get(at);
    return atMs === undefined ? undefined : play.cast(name).filter((actor) => isAlive(actor, atMs)).length;
  },
});
