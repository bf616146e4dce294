/** How many pods of the role get traffic from a Service at an instant of the script. */
import * as z from 'zod';
import { staysInService } from '../checks/endpoints.ts';
import { role } from '../checks/parameters.ts';
import { defineMeasure } from './measure.ts';

const parameters = z.strictObject({
  role,
  /** Any Service where it is absent. */
  service: z.string().optional(),
  at: z.string(),
});

export const endpoints = defineMeasure<z.infer<typeof parameters>>({
  name: 'endpoints',
  parameters,
  statement: { es: 'Pods que reciben tráfico', en: 'Pods that get traffic' },
  read(play, { role: name, service, at }) {
    const atMs = play.marks.get(at);
    if (atMs === undefined) return undefined;
    const isWithin = ({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }) =>
      fromMs <= atMs && toMs > atMs;
    return play.cast(name).filter((actor) => staysInService(play, actor, service).some(isWithin)).length;
  },
});
