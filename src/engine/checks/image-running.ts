/** At one instant the role's pods all run a given image: the upgrade arrived. */
import * as z from 'zod';
import { containersOf, isAlive, isImage } from '../play/cast.ts';
import { isAbout } from '../play/play.ts';
import { broken, defineCheck, pass } from './check.ts';
import { role } from './parameters.ts';

const parameters = z.strictObject({ role, image: z.string(), at: z.string() });

export const imageRunning = defineCheck<z.infer<typeof parameters>>({
  name: 'image-running',
  parameters,
  statement({ role: name, image }, roleOf) {
    const { title } = roleOf(name);
    return { es: `Al final corre \`${image}\`: ${title.es}`, en: `In the end \`${image}\` runs: ${title.en}` };
  },
  judge(play, { role: name, image, at }) {
    const atMs = play.marks.get(at) ?? play.endMs;
    const wanted = play.role(name);
    const running = new Map<string, string>();
    const actors = play.cast(name).filter((actor) => isAlive(actor, atMs));
    for (const entry of play.entries) {
      if (entry.atMs > atMs) break;
      if (entry.kind !== 'container-started' && entry.kind !== 'container-ended') continue;
      for (const actor of actors) {
        if (!isAbout(entry, actor) || !containersOf(actor, wanted).includes(entry.container)) continue;
        const key = `${actor.uid}/${entry.container}`;
        if (entry.kind === 'container-started') running.set(key, entry.image);
        else running.delete(key);
      }
    }
    const expected = actors.reduce((sum, actor) => sum + containersOf(actor, wanted).length, 0);
    const upgraded = [...running.values()].filter((one) => isImage(one, image)).length;
    if (expected > 0 && upgraded === expected) return pass({ es: 'sí', en: 'yes' });
    const observed = { es: `en ${upgraded} de ${expected}`, en: `in ${upgraded} of ${expected}` };
    return broken(observed, { atMs, ...(actors[0] ? { subject: actors[0].name } : {}) });
  },
});
