/**
 * A pod that cannot serve must leave the Service in time and stay out. Counted for each pod from the instant it was struck;
 * a pod that was never in the Service does not pass by absence.
 */
import * as z from 'zod';
import { wasReady } from '../play/play.ts';
import { seconds as formatted, inEach } from '../words.ts';
import { broken, defineCheck, type Finding, pass } from './check.ts';
import { named, staysInService } from './endpoints.ts';
import { role } from './parameters.ts';
import { worst } from './worst.ts';

const parameters = z.strictObject({
  role,
  /** Any Service where it is absent. */
  service: z.string().optional(),
  /** The fault that makes it unable to serve, and the instant until which it has to stay out. */
  from: z.string(),
  to: z.string(),
  seconds: z.number().positive(),
});

export const outOfEndpointsWithin = defineCheck<z.infer<typeof parameters>>({
  name: 'out-of-endpoints-within',
  parameters,
  statement({ service, seconds }) {
    return {
      es: `Sale del Service${named(service)} en ${seconds} s como mucho y se queda fuera`,
      en: `Leaves the Service${named(service)} within ${seconds} s and stays out`,
    };
  },
  judge(play, { service, from, to, seconds }) {
    const strikes = play.strikes.get(from) ?? [];
    if (strikes.length === 0) return broken({ es: 'no llegó a estar en marcha', en: 'it was never up' });
    return worst(
      strikes.map(({ actor, atMs }): Finding => {
        const boundMs = atMs + seconds * 1000;
        const untilMs =
          play.strikes.get(to)?.find((strike) => strike.actor === actor)?.atMs ?? play.marks.get(to) ?? play.endMs;
        const stays = staysInService(play, actor, service);
        const stay = stays.find(({ fromMs, toMs }) => fromMs <= atMs && toMs > atMs);
        const subject = actor.name;
        if (!stay) {
          return broken(wasReady(play, actor, atMs) ? readyElsewhere : notReady, { atMs, subject });
        }
        const leftAfterMs = Math.min(stay.toMs, untilMs) - atMs;
        if (stay.toMs > untilMs) {
          const observed = { es: 'siguió dentro todo el tiempo', en: 'it stayed in all the time' };
          return broken(observed, { atMs: boundMs, subject, badness: leftAfterMs });
        }
        const observed = inEach((language) =>
          language === 'es'
            ? `fuera a los ${formatted(leftAfterMs, language)}`
            : `out after ${formatted(leftAfterMs, language)}`,
        );
        if (stay.toMs > boundMs) return broken(observed, { atMs: boundMs, subject, badness: leftAfterMs, credit: 0.5 });
        const back = stays.find(({ fromMs }) => fromMs > stay.toMs && fromMs < untilMs);
        if (!back) return pass(observed, leftAfterMs);
        return broken(
          { es: 'salió, pero volvió a entrar antes de tiempo', en: 'it left, but came back too early' },
          { atMs: back.fromMs, subject },
        );
      }),
    );
  },
});

const readyElsewhere = {
  es: 'no estaba en el Service aunque estaba lista: el Service no la selecciona',
  en: 'it was not in the Service though it was ready: the Service does not select it',
};
const notReady = {
  es: 'no estaba en el Service porque no estaba lista',
  en: 'it was not in the Service because it was not ready',
};
