/** While one role is scaled, another keeps its number of pods: what shares a pod scales together. */
import * as z from 'zod';
import { plural } from '#base/text.ts';
import { isAlive } from '../play/cast.ts';
import { inEach } from '../words.ts';
import { broken, defineCheck, pass } from './check.ts';
import { role } from './parameters.ts';

const parameters = z.strictObject({
  role,
  /** The role that must not grow, and how many pods it may have. */
  other: role,
  replicas: z.int().positive(),
  from: z.string(),
  to: z.string(),
});

export const scalesAlone = defineCheck<z.infer<typeof parameters>>({
  name: 'scales-alone',
  parameters,
  statement({ role: name, other, replicas }, roleOf) {
    const [scaled, kept] = [roleOf(name).title, roleOf(other).title];
    return inEach((language) =>
      plural(
        language,
        replicas,
        {
          es: {
            one: `Al escalar ${scaled.es} sigue habiendo {n} pod de ${kept.es}`,
            other: `Al escalar ${scaled.es} sigue habiendo {n} pods de ${kept.es}`,
          },
          en: {
            one: `Scaling ${scaled.en} leaves {n} pod of ${kept.en}`,
            other: `Scaling ${scaled.en} leaves {n} pods of ${kept.en}`,
          },
        }[language],
      ),
    );
  },
  judge(play, { other, replicas, from, to }) {
    const startMs = play.marks.get(from);
    if (startMs === undefined) return broken({ es: 'no llegó a ese punto', en: 'it did not get that far' });
    const endMs = play.marks.get(to) ?? play.endMs;
    const actors = play.cast(other);
    const births = actors.map(({ createdMs }) => createdMs).filter((atMs) => atMs >= startMs && atMs < endMs);
    // What the next step does at the last instant is not this one's doing.
    const instants = [...births, endMs - 1];
    const counts = instants.map((atMs) => ({ atMs, count: actors.filter((actor) => isAlive(actor, atMs)).length }));
    const off = counts.filter(({ count }) => count !== replicas).sort((a, b) => b.count - a.count)[0];
    const observed = inEach((language) =>
      plural(
        language,
        off?.count ?? replicas,
        {
          es: { one: '{n} pod', other: '{n} pods' },
          en: { one: '{n} pod', other: '{n} pods' },
        }[language],
      ),
    );
    if (!off) return pass(observed);
    const extra = actors.filter(({ createdMs }) => createdMs <= off.atMs).at(-1);
    return broken(observed, { atMs: off.atMs, badness: off.count, ...(extra ? { subject: extra.name } : {}) });
  },
});
