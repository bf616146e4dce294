/** How many PersistentVolumes of a class there are at one instant: made on demand, or kept when their claim is gone. */
import * as z from 'zod';
import { plural } from '#base/text.ts';
import { inEach } from '../words.ts';
import { broken, defineCheck, pass } from './check.ts';

const parameters = z.strictObject({ class: z.string().min(1), volumes: z.int().min(0), at: z.string() });

export const volumesOfClass = defineCheck<z.infer<typeof parameters>>({
  name: 'volumes-of-class',
  parameters,
  statement({ class: storageClass, volumes }) {
    return {
      es: `Volúmenes que hay de la clase \`${storageClass}\`: ${volumes}`,
      en: `Volumes there are of the class \`${storageClass}\`: ${volumes}`,
    };
  },
  judge(play, { class: storageClass, volumes, at }) {
    const snapshot = play.snapshot(at);
    if (!snapshot) return broken({ es: 'no llegó a ese punto', en: 'it did not get that far' }, { atMs: play.endMs });
    const found = snapshot.list('PersistentVolume').filter(({ spec }) => spec?.storageClassName === storageClass);
    const observed = inEach((language) =>
      plural(
        language,
        found.length,
        {
          es: { one: 'hay {n} volumen', other: 'hay {n} volúmenes' },
          en: { one: 'there is {n} volume', other: 'there are {n} volumes' },
        }[language],
      ),
    );
    return found.length === volumes ? pass(observed) : broken(observed, { atMs: snapshot.atMs });
  },
});
