/** How many pods of the role get traffic from a Service at one instant: those that its selector finds and that are ready. */
import * as z from 'zod';
import { inEach } from '../words.ts';
import { broken, defineCheck, pass } from './check.ts';
import { staysInService } from './endpoints.ts';
import { role } from './parameters.ts';

const parameters = z.strictObject({
  role,
  /** Any Service where it is absent. */
  service: z.string().optional(),
  replicas: z.int().min(0),
  at: z.string(),
});

export const endpointsReady = defineCheck<z.infer<typeof parameters>>({
  name: 'endpoints-ready',
  parameters,
  statement({ role: name, service, replicas }, roleOf) {
    const { title } = roleOf(name);
    const [es, en] =
      service === undefined ? ['', ''] : [` del Service \`${service}\``, ` from the Service \`${service}\``];
    return {
      es: `Pods que reciben tráfico${es}: ${replicas} (${title.es})`,
      en: `Pods that get traffic${en}: ${replicas} (${title.en})`,
    };
  },
  judge(play, { role: name, service, replicas, at }) {
    const atMs = play.marks.get(at) ?? play.endMs;
    const actors = play.cast(name);
    const within = actors.filter((actor) =>
      staysInService(play, actor, service).some(({ fromMs, toMs }) => fromMs <= atMs && toMs > atMs),
    );
    const observed = inEach((language) => (language === 'es' ? `reciben ${within.length}` : `${within.length} get it`));
    if (within.length === replicas) return pass(observed);
    const subject = actors.find((actor) => !within.includes(actor))?.name;
    return broken(observed, {
      atMs,
      badness: Math.abs(replicas - within.length),
      credit: replicas === 0 ? 0 : Math.min(1, within.length / replicas) / 2,
      ...(subject && { subject }),
    });
  },
});
