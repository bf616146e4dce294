/** What the role keeps under a path lies on a given PersistentVolume, or on one of a given class. */
import * as z from 'zod';
import { verbatim } from '#base/text.ts';
import { isAlive } from '../play/cast.ts';
import { broken, defineCheck, pass } from './check.ts';
import { path, role } from './parameters.ts';
import { volumeBehind as mountedAt } from './storage.ts';

const parameters = z
  .strictObject({ role, path, at: z.string(), volume: z.string().optional(), class: z.string().optional() })
  .refine(({ volume, class: storageClass }) => volume !== undefined || storageClass !== undefined, {
    error: 'say `volume` or `class`',
  });

export const volumeBehind = defineCheck<z.infer<typeof parameters>>({
  name: 'volume-behind',
  parameters,
  statement({ path: folder, volume, class: storageClass }) {
    return volume === undefined
      ? {
          es: `\`${folder}\` está en un volumen de la clase \`${storageClass}\``,
          en: `\`${folder}\` is on a volume of the class \`${storageClass}\``,
        }
      : { es: `\`${folder}\` está en el volumen \`${volume}\``, en: `\`${folder}\` is on the volume \`${volume}\`` };
  },
  judge(play, { role: name, path: folder, at, volume: wanted, class: storageClass }) {
    const snapshot = play.snapshot(at) ?? play.snapshot();
    const atMs = play.marks.get(at) ?? play.endMs;
    const actors = play.cast(name).filter((actor) => isAlive(actor, atMs));
    if (actors.length === 0) return broken({ es: 'no había ningún pod', en: 'there was no pod' }, { atMs });
    let shown = '';
    for (const actor of actors) {
      const where = { atMs, subject: actor.name };
      const { volume } = mountedAt(actor, play.role(name), folder) ?? {};
      const claimName =
        volume?.persistentVolumeClaim?.claimName ??
        (volume?.ephemeral ? `${actor.name.name}-${volume.name}` : undefined);
      const claim = snapshot
        ?.list('PersistentVolumeClaim')
        .find(({ metadata }) => metadata.name === claimName && metadata.namespace === actor.name.namespace);
      if (!claim) return broken({ es: 'no hay ningún claim detrás', en: 'no claim lies behind it' }, where);
      const bound = claim.spec?.volumeName;
      if (!bound) {
        return broken(
          { es: `el claim ${claimName} no tiene volumen`, en: `the claim ${claimName} has no volume` },
          where,
        );
      }
      const its = snapshot?.list('PersistentVolume').find(({ metadata }) => metadata.name === bound);
      shown = storageClass === undefined ? bound : String(its?.spec?.storageClassName ?? '');
      const isRight =
        (wanted === undefined || bound === wanted) && (storageClass === undefined || shown === storageClass);
      if (!isRight) return broken(verbatim(shown === '' ? bound : shown), where);
    }
    return pass(verbatim(shown));
  },
});
