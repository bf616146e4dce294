/** Every run of the work is over in time, well or badly: from its first pod to the end of its last try. */
import * as z from 'zod';
import { seconds as formatted, inEach } from '../words.ts';
import { broken, defineCheck, type Finding, pass } from './check.ts';
import { notReached, span, spanOf } from './instants.ts';
import { role } from './parameters.ts';
import { runsOf } from './runs.ts';
import { worst } from './worst.ts';

const parameters = z.strictObject({ role, seconds: z.number().positive(), ...span });

export const endsWithin = defineCheck<z.infer<typeof parameters>>({
  name: 'ends-within',
  parameters,
  statement({ role: name, seconds }, roleOf) {
    const { title } = roleOf(name);
    return { es: `Acaba en ${seconds} s como mucho: ${title.es}`, en: `It is over within ${seconds} s: ${title.en}` };
  },
  judge(play, { role: name, seconds, ...instants }) {
    const looked = spanOf(play, instants);
    if (!looked) return notReached();
    const runs = runsOf(play, name).filter(({ startMs }) => startMs >= looked.startMs && startMs < looked.endMs);
    if (runs.length === 0) return broken({ es: 'no llegó a empezar', en: 'it never began' }, { atMs: looked.endMs });
    return worst(
      runs.map(({ actors, startMs, tries }): Finding => {
        const boundMs = startMs + seconds * 1000;
        const subject = actors[0]?.name;
        const where = { atMs: Math.min(boundMs, play.endMs), ...(subject && { subject }) };
        const lastMs = Math.max(
          ...tries.map(({ endMs }) => endMs),
          ...(tries.length === 0 ? [Number.POSITIVE_INFINITY] : []),
        );
        // A pod that never ran is over when it is gone.
        const endMs =
          tries.length === 0
            ? Math.max(...actors.map(({ deletedMs }) => deletedMs ?? Number.POSITIVE_INFINITY))
            : lastMs;
        // Between two tries it is not over: somebody will begin again.
        const goesOn = actors.some(
          ({ deletedMs, pod }) => deletedMs === undefined && !['Succeeded', 'Failed'].includes(pod.status?.phase ?? ''),
        );
        if (goesOn || !Number.isFinite(endMs)) {
          return play.endMs <= boundMs
            ? broken({ es: 'no se vio el final', en: 'its end was not seen' }, where)
            : broken(
                { es: 'seguía sin acabar', en: 'it was not over yet' },
                { ...where, badness: play.endMs - startMs },
              );
        }
        const took = inEach((language) =>
          language === 'es'
            ? `a los ${formatted(endMs - startMs, language)}`
            : `after ${formatted(endMs - startMs, language)}`,
        );
        return endMs <= boundMs
          ? pass(took, endMs - startMs)
          : broken(took, { ...where, badness: endMs - startMs, credit: 0.5 });
      }),
    );
  },
});
