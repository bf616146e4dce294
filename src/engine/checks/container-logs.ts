/** On a machine with docker: what the role's containers have printed by an instant holds certain words, or lacks them. */
import * as z from 'zod';
import { playersOf } from '../play/host/host-play.ts';
import { broken, defineCheck, pass } from './check.ts';
import { role } from './parameters.ts';

const parameters = z.strictObject({
  role,
  at: z.string(),
  contains: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
  lacks: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
});

export const containerLogs = defineCheck<z.infer<typeof parameters>>({
  name: 'container-logs',
  parameters,
  world: 'docker',
  statement({ role: name, contains, lacks }, roleOf) {
    const { title } = roleOf(name);
    const all = (texts: readonly string[]) => texts.map((one) => `\`${one}\``).join(', ');
    return contains.length > 0
      ? { es: `Los logs dicen ${all(contains)}: ${title.es}`, en: `The logs say ${all(contains)}: ${title.en}` }
      : { es: `Los logs no dicen ${all(lacks)}: ${title.es}`, en: `The logs do not say ${all(lacks)}: ${title.en}` };
  },
  judge(play, { role: name, at, contains, lacks }) {
    const snapshot = play.host?.snapshot(at) ?? play.host?.snapshot();
    const players = snapshot ? playersOf(snapshot, play.role(name)) : [];
    const where = { atMs: snapshot?.atMs ?? play.endMs };
    if (players.length === 0) return broken({ es: 'no hay ninguno', en: 'there is none' }, where);
    for (const { log } of players) {
      const text = log.map((line) => line.text).join('');
      const missing = contains.find((words) => !text.includes(words));
      if (missing !== undefined) return broken({ es: `falta \`${missing}\``, en: `\`${missing}\` is missing` }, where);
      const extra = lacks.find((words) => text.includes(words));
      if (extra !== undefined) return broken({ es: `dicen \`${extra}\``, en: `they say \`${extra}\`` }, where);
    }
    return pass({ es: 'sí', en: 'yes' });
  },
});
