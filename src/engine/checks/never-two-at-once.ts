/** At no time do two pods of the role run at once: a backup that begins while the last one goes on, two writers of a report. */
import * as z from 'zod';
import { broken, defineCheck, pass } from './check.ts';
import { role } from './parameters.ts';
import { triesOf } from './runs.ts';

const parameters = z.strictObject({
  role,
  /** An overlap of so many seconds is let pass: one that was told to stop is still saying goodbye. */
  grace: z.number().min(0).default(0),
});

export const neverTwoAtOnce = defineCheck<z.infer<typeof parameters>>({
  name: 'never-two-at-once',
  parameters,
  statement({ role: name }, roleOf) {
    const { title } = roleOf(name);
    return { es: `Nunca corren dos a la vez: ${title.es}`, en: `Two never run at once: ${title.en}` };
  },
  judge(play, { role: name, grace }) {
    const tries = play
      .cast(name)
      .flatMap((actor) => triesOf(play, name, actor))
      .sort((one, other) => one.startMs - other.startMs);
    for (const [index, one] of tries.entries()) {
      const other = tries
        .slice(index + 1)
        .find(({ actor, startMs }) => actor !== one.actor && startMs < one.endMs - grace * 1000);
      if (!other) continue;
      const pods = `${one.actor.name.name}, ${other.actor.name.name}`;
      return broken(
        { es: `a la vez: ${pods}`, en: `at once: ${pods}` },
        { atMs: other.startMs, subject: other.actor.name, badness: 2 },
      );
    }
    return tries.length === 0
      ? broken({ es: 'no llegó a empezar', en: 'it never began' }, { atMs: play.endMs })
      : pass({ es: 'nunca', en: 'never' });
  },
});
