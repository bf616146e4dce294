/** Seconds from an instant of the script until the first pod of the role is ready. */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import { isAbout } from '../play/play.ts';
import { defineMeasure } from './measure.ts';

const parameters = z.strictObject({ role, from: z.string() });

export const secondsUntilReady = defineMeasure<z.infer<typeof parameters>>({
  name: 'seconds-until-ready',
  parameters,
  statement: { es: 'Segundos hasta que hay un pod listo', en: 'Seconds until a pod is ready' },
  read(play, { role: name, from }) {
    const startMs = play.marks.get(from) ?? 0;
    const actors = play.cast(name);
    const entry = play.entries.find(
      (one) =>
        one.kind === 'pod-ready' && one.ready && one.atMs >= startMs && actors.some((actor) => isAbout(one, actor)),
    );
    return entry && (entry.atMs - startMs) / 1000;
  },
});
