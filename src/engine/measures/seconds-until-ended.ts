/** Seconds from an instant of the script until a container of the role ends. */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import { triesOf } from '../checks/runs.ts';
import { defineMeasure } from './measure.ts';

const parameters = z.strictObject({ role, from: z.string() });

export const secondsUntilEnded = defineMeasure<z.infer<typeof parameters>>({
  name: 'seconds-until-ended',
  parameters,
  statement: { es: 'Segundos hasta que termina', en: 'Seconds until it ends' },
  read(play, { role: name, from }) {
    const startMs = play.marks.get(from);
    if (startMs === undefined) return undefined;
    const ends = play
      .cast(name)
      .flatMap((actor) => triesOf(play, name, actor))
      .filter(({ exitCode, endMs }) => exitCode !== undefined && endMs >= startMs)
      .map(({ endMs }) => endMs);
    return ends.length === 0 ? undefined : (Math.min(...ends) - startMs) / 1000;
  },
});
