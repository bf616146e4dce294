/** Between two instants no pod of the role gets traffic from a Service: it is alive and must not be asked. */
import * as z from 'zod';
import { broken, defineCheck, pass } from './check.ts';
import { staysInService } from './endpoints.ts';
import { notReached, span, spanOf } from './instants.ts';
import { bilingual, role } from './parameters.ts';

const parameters = z.strictObject({
  role,
  /** Any Service where it is absent. */
  service: z.string().optional(),
  while: bilingual,
  ...span,
});

export const staysOutOfService = defineCheck<z.infer<typeof parameters>>({
  name: 'stays-out-of-service',
  parameters,
  statement({ role: name, while: during }, roleOf) {
    const { title } = roleOf(name);
    return {
      es: `No recibe tráfico ${during.es}: ${title.es}`,
      en: `It gets no traffic ${during.en}: ${title.en}`,
    };
  },
  judge(play, { role: name, service, ...instants }) {
    const looked = spanOf(play, instants);
    if (!looked) return notReached();
    for (const actor of play.cast(name)) {
      const stay = staysInService(play, actor, service).find(
        ({ fromMs, toMs }) => fromMs < looked.endMs && toMs > looked.startMs,
      );
      if (!stay) continue;
      const atMs = Math.max(stay.fromMs, looked.startMs);
      return broken(
        { es: `${actor.name.name} recibió tráfico`, en: `${actor.name.name} got traffic` },
        { atMs, subject: actor.name },
      );
    }
    return pass({ es: 'fuera todo el tiempo', en: 'out all the time' });
  },
});
