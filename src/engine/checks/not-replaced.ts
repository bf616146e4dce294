/** Between two instants the role's pods stay the very same ones and their containers keep running. */
import * as z from 'zod';
import { plural } from '#base/text.ts';
import { containersOf, isAlive } from '../play/cast.ts';
import { isAbout } from '../play/play.ts';
import { inEach } from '../words.ts';
import { broken, defineCheck, pass } from './check.ts';
import { role } from './parameters.ts';

const parameters = z.strictObject({ role, from: z.string(), to: z.string() });

export const notReplaced = defineCheck<z.infer<typeof parameters>>({
  name: 'not-replaced',
  parameters,
  statement({ role: name }, roleOf) {
    const { title } = roleOf(name);
    return {
      es: `La actualización no sustituye ni reinicia ningún pod: ${title.es}`,
      en: `The upgrade replaces or restarts no pod: ${title.en}`,
    };
  },
  judge(play, { role: name, from, to }) {
    const startMs = play.marks.get(from);
    if (startMs === undefined) return broken({ es: 'no llegó a ese punto', en: 'it did not get that far' });
    const endMs = play.marks.get(to) ?? play.endMs;
    const wanted = play.role(name);
    const present = play.cast(name).filter((actor) => isAlive(actor, startMs - 1));
    if (present.length === 0) return broken({ es: 'no había ninguno', en: 'there was none' });
    const touched = present.flatMap((actor) => {
      const ended = play.entries.find(
        (entry) =>
          entry.kind === 'container-ended' &&
          entry.atMs >= startMs &&
          entry.atMs <= endMs &&
          isAbout(entry, actor) &&
          containersOf(actor, wanted).includes(entry.container),
      );
      const deletedMs = actor.deletedMs !== undefined && actor.deletedMs <= endMs ? actor.deletedMs : undefined;
      const atMs = ended?.atMs ?? deletedMs;
      return atMs === undefined ? [] : [{ actor, atMs }];
    });
    const fresh = play.cast(name).filter(({ createdMs }) => createdMs >= startMs && createdMs <= endMs);
    const count = Math.max(touched.length, fresh.length);
    const observed = inEach((language) =>
      count === 0
        ? { es: 'ninguno', en: 'none' }[language]
        : plural(
            language,
            count,
            {
              es: { one: '{n} pod sustituido', other: '{n} pods sustituidos' },
              en: { one: '{n} pod replaced', other: '{n} pods replaced' },
            }[language],
          ),
    );
    if (count === 0) return pass(observed);
    const first = touched.sort((a, b) => a.atMs - b.atMs)[0];
    const newcomer = fresh[0];
    return broken(observed, {
      atMs: first?.atMs ?? newcomer?.createdMs ?? endMs,
      badness: count,
      ...(first ? { subject: first.actor.name } : newcomer ? { subject: newcomer.name } : {}),
    });
  },
});
