/** Seconds from an instant of the script until the role has a pod that was not there. */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import { defineMeasure } from './measure.ts';

const parameters = z.strictObject({ role, from: z.string() });

export const secondsUntilNewPod = defineMeasure<z.infer<typeof parameters>>({
  name: 'seconds-until-new-pod',
  parameters,
  statement: { es: 'Segundos hasta que se crea otro pod', en: 'Seconds until another pod is created' },
  read(play, { role: name, from }) {
    const startMs = play.marks.get(from);
    if (startMs === undefined) return undefined;
    const fresh = play.cast(name).find(({ createdMs }) => createdMs >= startMs);
    return fresh && (fresh.createdMs - startMs) / 1000;
  },
});
