/** Seconds from an instant of the script until a pod of the role that was there has gone. */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import { isAlive } from '../play/cast.ts';
import { defineMeasure } from './measure.ts';

const parameters = z.strictObject({ role, from: z.string() });

export const secondsUntilGone = defineMeasure<z.infer<typeof parameters>>({
  name: 'seconds-until-gone',
  parameters,
  statement: { es: 'Segundos hasta que desaparece el pod', en: 'Seconds until the pod is gone' },
  read(play, { role: name, from }) {
    const startMs = play.marks.get(from);
    if (startMs === undefined) return undefined;
    const gone = play
      .cast(name)
      .filter((actor) => isAlive(actor, startMs))
      .flatMap(({ deletedMs }) => (deletedMs === undefined ? [] : [deletedMs]));
    return gone.length === 0 ? undefined : (Math.min(...gone) - startMs) / 1000;
  },
});
