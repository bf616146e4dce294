/** At one instant every pod of the role holds another role's container too: they share network, volumes and fate. */
import * as z from 'zod';
import { isAlive } from '../play/cast.ts';
import { inEach, list } from '../words.ts';
import { broken, defineCheck, pass } from './check.ts';
import { role } from './parameters.ts';

const parameters = z.strictObject({ role, other: role, at: z.string() });

export const samePod = defineCheck<z.infer<typeof parameters>>({
  name: 'same-pod',
  parameters,
  statement({ role: name, other }, roleOf) {
    const [one, beside] = [roleOf(name).title, roleOf(other).title];
    return {
      es: `En cada pod de ${one.es} va también esto: ${beside.es}`,
      en: `Each pod of ${one.en} holds this too: ${beside.en}`,
    };
  },
  judge(play, { role: name, other, at }) {
    const atMs = play.marks.get(at) ?? play.endMs;
    const actors = play.cast(name).filter((actor) => isAlive(actor, atMs));
    const companions = new Set(play.cast(other));
    const alone = actors.filter((actor) => !companions.has(actor));
    const [first] = alone;
    if (actors.length === 0) return broken({ es: 'no había ningún pod', en: 'there was no pod' }, { atMs });
    if (!first) return pass({ es: 'sí', en: 'yes' });
    const names = alone.map((actor) => actor.name.name);
    const observed = inEach((language) =>
      language === 'es' ? `sin compañía: ${list(names, language)}` : `alone: ${list(names, language)}`,
    );
    return broken(observed, { atMs, subject: first.name, badness: alone.length });
  },
});
