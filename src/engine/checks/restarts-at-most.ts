/**
 * How often the role's containers ended between two instants: killed by a probe, crashed, or gone with their pod.
 * A rollout or a deletion that the script did not order counts as well: whoever waited has to begin again.
 */
import * as z from 'zod';
import { plural } from '#base/text.ts';
import { containersOf } from '../play/cast.ts';
import { isAbout } from '../play/play.ts';
import { inEach } from '../words.ts';
import { broken, defineCheck, pass } from './check.ts';
import { bilingual, role } from './parameters.ts';

const parameters = z.strictObject({
  role,
  restarts: z.int().min(0),
  /** Instants named by the script. The run's begin and end where absent or never reached. */
  from: z.string().optional(),
  to: z.string().optional(),
  /** How people call the span: "mientras arranca". */
  while: bilingual,
});

export const restartsAtMost = defineCheck<z.infer<typeof parameters>>({
  name: 'restarts-at-most',
  parameters,
  statement({ role: name, restarts, while: span }, roleOf) {
    const { title } = roleOf(name);
    return inEach((language) =>
      restarts === 0
        ? { es: `Sin reinicios ${span.es}: ${title.es}`, en: `No restart ${span.en}: ${title.en}` }[language]
        : plural(
            language,
            restarts,
            {
              es: {
                one: `Como mucho {n} reinicio ${span.es}: ${title.es}`,
                other: `Como mucho {n} reinicios ${span.es}: ${title.es}`,
              },
              en: {
                one: `At most {n} restart ${span.en}: ${title.en}`,
                other: `At most {n} restarts ${span.en}: ${title.en}`,
              },
            }[language],
          ),
    );
  },
  judge(play, { role: name, restarts, from, to }) {
    const startMs = from === undefined ? 0 : play.marks.get(from);
    if (startMs === undefined) {
      return broken(
        { es: 'no llegó a ese punto', en: 'it did not get that far' },
        { badness: Number.MAX_SAFE_INTEGER },
      );
    }
    const reachedMs = to === undefined ? play.endMs : play.marks.get(to);
    const endMs = reachedMs ?? play.endMs;
    const wanted = play.role(name);
    const actors = play.cast(name).map((actor) => ({ actor, containers: containersOf(actor, wanted) }));
    const ends = play.entries.filter(
      (entry) =>
        entry.kind === 'container-ended' &&
        entry.atMs >= startMs &&
        entry.atMs < endMs &&
        actors.some(({ actor, containers }) => isAbout(entry, actor) && containers.includes(entry.container)),
    );
    const observed = inEach((language) =>
      ends.length === 0
        ? { es: 'sin reinicios', en: 'no restart' }[language]
        : plural(
            language,
            ends.length,
            {
              es: { one: '{n} reinicio', other: '{n} reinicios' },
              en: { one: '{n} restart', other: '{n} restarts' },
            }[language],
          ),
    );
    const first = ends[restarts];
    if (first?.kind !== 'container-ended') {
      if (reachedMs !== undefined) return pass(observed, ends.length);
      // Nothing broke, but what had to be reached without breaking was not reached either.
      const stuck = { es: 'sin reinicios, pero no pasó de ahí', en: 'no restart, but it got no further' };
      return broken(stuck, { atMs: play.endMs, ...(actors[0] ? { subject: actors[0].actor.name } : {}) });
    }
    return broken(observed, { atMs: first.atMs, subject: first.object, badness: ends.length });
  },
});
