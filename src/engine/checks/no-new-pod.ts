/** From an instant when the role's pods are there, no other comes into being: what is restarted is a container, what is replaced is a pod. */
import * as z from 'zod';
import { plural } from '#base/text.ts';
import { inEach } from '../words.ts';
import { broken, defineCheck, pass } from './check.ts';
import { role } from './parameters.ts';

const parameters = z.strictObject({ role, from: z.string(), to: z.string().optional() });

export const noNewPod = defineCheck<z.infer<typeof parameters>>({
  name: 'no-new-pod',
  parameters,
  statement({ role: name }, roleOf) {
    const { title } = roleOf(name);
    return { es: `Ningún pod nuevo: ${title.es}`, en: `No new pod: ${title.en}` };
  },
  judge(play, { role: name, from, to }) {
    const startMs = play.marks.get(from);
    if (startMs === undefined) return broken({ es: 'no llegó a ese punto', en: 'it did not get that far' });
    const endMs = (to === undefined ? undefined : play.marks.get(to)) ?? play.endMs;
    const fresh = play.cast(name).filter(({ createdMs }) => createdMs >= startMs && createdMs <= endMs);
    const [first] = fresh;
    if (!first) return pass({ es: 'ninguno', en: 'none' });
    const observed = inEach((language) =>
      plural(
        language,
        fresh.length,
        {
          es: { one: '{n} pod nuevo', other: '{n} pods nuevos' },
          en: { one: '{n} new pod', other: '{n} new pods' },
        }[language],
      ),
    );
    return broken(observed, { atMs: first.createdMs, subject: first.name, badness: fresh.length });
  },
});
