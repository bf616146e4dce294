/** At one instant there is a PersistentVolume, of a class where one is named, that was made for a claim or given to it; the claim may be gone. */
import * as z from 'zod';
import { broken, defineCheck, pass } from './check.ts';

const parameters = z.strictObject({
  claim: z.string().min(1),
  namespace: z.string().default('default'),
  class: z.string().optional(),
  at: z.string(),
});

export const volumeOfClaim = defineCheck<z.infer<typeof parameters>>({
  name: 'volume-of-claim',
  parameters,
  statement({ claim, class: storageClass }) {
    return storageClass === undefined
      ? { es: `Hay un volumen para el claim \`${claim}\``, en: `There is a volume for the claim \`${claim}\`` }
      : {
          es: `Hay un volumen de la clase \`${storageClass}\` para el claim \`${claim}\``,
          en: `There is a volume of the class \`${storageClass}\` for the claim \`${claim}\``,
        };
  },
  judge(play, { claim, namespace, class: storageClass, at }) {
    const snapshot = play.snapshot(at);
    if (!snapshot) return broken({ es: 'no llegó a ese punto', en: 'it did not get that far' }, { atMs: play.endMs });
    const volume = snapshot
      .list('PersistentVolume')
      .find(({ spec }) => spec?.claimRef?.name === claim && spec.claimRef.namespace === namespace);
    const where = { atMs: snapshot.atMs };
    if (!volume) return broken({ es: 'no hay ninguno', en: 'there is none' }, where);
    const { storageClassName = '', persistentVolumeReclaimPolicy: policy } = volume.spec ?? {};
    const found = { es: `clase ${storageClassName}, ${policy}`, en: `class ${storageClassName}, ${policy}` };
    return storageClass === undefined || storageClassName === storageClass ? pass(found) : broken(found, where);
  },
});
