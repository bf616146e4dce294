/** Each pod of the role keeps its data on a volume that lasts and that no other pod of the role has. */
import * as z from 'zod';
import { isAlive } from '../play/cast.ts';
import { inEach, list } from '../words.ts';
import { broken, defineCheck, pass } from './check.ts';
import { path, role } from './parameters.ts';
import { storageBehind } from './storage.ts';

const parameters = z.strictObject({ role, path, at: z.string() });

export const ownVolumeEach = defineCheck<z.infer<typeof parameters>>({
  name: 'own-volume-each',
  parameters,
  statement({ path: folder }) {
    return {
      es: `Cada pod guarda \`${folder}\` en un volumen persistente solo suyo`,
      en: `Each pod keeps \`${folder}\` on a lasting volume of its own`,
    };
  },
  judge(play, { role: name, path: folder, at }) {
    const atMs = play.marks.get(at) ?? play.endMs;
    const actors = play.cast(name).filter((actor) => isAlive(actor, atMs));
    if (actors.length === 0) return broken({ es: 'no había ningún pod', en: 'there was no pod' }, { atMs });
    const owners = Map.groupBy(actors, (actor) => JSON.stringify(storageBehind(actor, play.role(name), folder)));
    const fleeting = actors.find((actor) => storageBehind(actor, play.role(name), folder).kind === 'fleeting');
    if (fleeting) {
      const observed = { es: 'se borra con su pod', en: 'it goes when its pod goes' };
      return broken(observed, { atMs, subject: fleeting.name });
    }
    const onNode = actors.find((actor) => storageBehind(actor, play.role(name), folder).kind === 'host-path');
    if (onNode) {
      const observed = {
        es: 'es una carpeta de su nodo: no va con el pod',
        en: 'it is a folder of its node: it does not follow the pod',
      };
      return broken(observed, { atMs, subject: onNode.name, credit: 0.25 });
    }
    const shared = [...owners.values()].find((group) => group.length > 1);
    if (shared) {
      const count = shared.length;
      const observed = { es: `lo comparten ${count} pods`, en: `${count} pods share it` };
      return broken(observed, { atMs, ...(shared[1] ? { subject: shared[1].name } : {}), badness: shared.length });
    }
    const claims = [...owners.keys()].map((storage) => (JSON.parse(storage) as { name: string }).name);
    return pass(inEach((language) => list(claims, language)));
  },
});
