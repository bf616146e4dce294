/** For how many seconds of a span no pod of the role got traffic: what a visitor would have missed. */
import * as z from 'zod';
import { staysInService } from '../checks/endpoints.ts';
import { span, spanOf } from '../checks/instants.ts';
import { role } from '../checks/parameters.ts';
import { defineMeasure } from './measure.ts';

const parameters = z.strictObject({
  role,
  /** Any Service where it is absent. */
  service: z.string().optional(),
  ...span,
});

export const secondsOutOfService = defineMeasure<z.infer<typeof parameters>>({
  name: 'seconds-out-of-service',
  parameters,
  statement: { es: 'Segundos sin servicio', en: 'Seconds out of service' },
  read(play, { role: name, service, ...instants }) {
    const looked = spanOf(play, instants);
    if (!looked) return undefined;
    const stays = play
      .cast(name)
      .flatMap((actor) => staysInService(play, actor, service))
      .map(({ fromMs, toMs }) => [Math.max(fromMs, looked.startMs), Math.min(toMs, looked.endMs)] as const)
      .filter(([fromMs, toMs]) => fromMs < toMs)
      .sort(([one], [other]) => one - other);
    let [outMs, reachedMs] = [0, looked.startMs];
    for (const [fromMs, toMs] of stays) {
      outMs += Math.max(0, fromMs - reachedMs);
      reachedMs = Math.max(reachedMs, toMs);
    }
    return (outMs + Math.max(0, looked.endMs - reachedMs)) / 1000;
  },
});
