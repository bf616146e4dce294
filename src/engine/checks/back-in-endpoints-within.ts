/** A pod that can serve again must be back in the Service in time. A pod that never left it is back at once. */
import * as z from 'zod';
import { seconds as formatted, inEach } from '../words.ts';
import { broken, defineCheck, type Finding, pass } from './check.ts';
import { named, staysInService } from './endpoints.ts';
import { role } from './parameters.ts';
import { worst } from './worst.ts';

const parameters = z.strictObject({
  role,
  /** Any Service where it is absent. */
  service: z.string().optional(),
  /** The end of what kept it from serving, and the instant until which it has to be found there. */
  from: z.string(),
  to: z.string().optional(),
  seconds: z.number().positive(),
});

export const backInEndpointsWithin = defineCheck<z.infer<typeof parameters>>({
  name: 'back-in-endpoints-within',
  parameters,
  statement({ service, seconds }) {
    return {
      es: `Vuelve al Service${named(service)} en ${seconds} s como mucho`,
      en: `Is back in the Service${named(service)} within ${seconds} s`,
    };
  },
  judge(play, { service, from, to, seconds }) {
    const strikes = play.strikes.get(from) ?? [];
    if (strikes.length === 0) return broken({ es: 'no llegó a ese punto', en: 'it did not get that far' });
    const untilMs = (to === undefined ? undefined : play.marks.get(to)) ?? play.endMs;
    return worst(
      strikes.map(({ actor, atMs }): Finding => {
        const boundMs = atMs + seconds * 1000;
        const subject = actor.name;
        const stay = staysInService(play, actor, service).find(({ toMs }) => toMs > atMs);
        if (!stay || stay.fromMs >= untilMs) {
          return broken(
            { es: 'no volvió', en: 'it did not come back' },
            { atMs: boundMs, subject, badness: untilMs - atMs },
          );
        }
        const backAfterMs = Math.max(0, stay.fromMs - atMs);
        const observed = inEach((language) =>
          language === 'es'
            ? `dentro a los ${formatted(backAfterMs, language)}`
            : `back after ${formatted(backAfterMs, language)}`,
        );
        if (stay.fromMs > boundMs)
          return broken(observed, { atMs: boundMs, subject, badness: backAfterMs, credit: 0.5 });
        return pass(observed, backAfterMs);
      }),
    );
  },
});
