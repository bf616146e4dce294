/** Work that fails is tried again, but not for ever: so many tries in each run, and where `least` says so not fewer either. */
import * as z from 'zod';
import { inEach } from '../words.ts';
import { broken, defineCheck, type Finding, pass } from './check.ts';
import { notReached, span, spanOf } from './instants.ts';
import { role } from './parameters.ts';
import { runsOf } from './runs.ts';
import { worst } from './worst.ts';

const parameters = z.strictObject({
  role,
  tries: z.int().positive(),
  /** It should not give up earlier, where it fails every time. */
  least: z.int().positive().default(1),
  ...span,
});

export const triesAtMost = defineCheck<z.infer<typeof parameters>>({
  name: 'tries-at-most',
  parameters,
  statement({ role: name, tries, least }, roleOf) {
    const { title } = roleOf(name);
    return tries === least
      ? { es: `Intentos de ${title.es}: ${tries}`, en: `Tries of ${title.en}: ${tries}` }
      : least > 1
        ? { es: `Intentos de ${title.es}: de ${least} a ${tries}`, en: `Tries of ${title.en}: ${least} to ${tries}` }
        : { es: `Intentos de ${title.es}: ${tries} como mucho`, en: `Tries of ${title.en}: at most ${tries}` };
  },
  judge(play, { role: name, tries: most, least, ...instants }) {
    const looked = spanOf(play, instants);
    if (!looked) return notReached();
    const runs = runsOf(play, name).filter(({ startMs }) => startMs >= looked.startMs && startMs < looked.endMs);
    if (runs.length === 0) return broken({ es: 'no llegó a empezar', en: 'it never began' }, { atMs: looked.endMs });
    return worst(
      runs.map(({ tries, actors }): Finding => {
        const observed = inEach((language) =>
          language === 'es' ? `intentos: ${tries.length}` : `tries: ${tries.length}`,
        );
        const extra = tries[most];
        if (extra) return broken(observed, { atMs: extra.startMs, subject: extra.actor.name, badness: tries.length });
        const [actor] = actors;
        return tries.length >= least
          ? pass(observed, tries.length)
          : broken(observed, { atMs: play.endMs, credit: 0.5, ...(actor && { subject: actor.name }) });
      }),
    );
  },
});
