/** What a pod wrote before it was lost is there for the one that takes its place, once that one runs. */
import * as z from 'zod';
import { broken, defineCheck, type Finding, pass } from './check.ts';
import { path, role } from './parameters.ts';
import { replacementOf } from './replacement.ts';
import { worst } from './worst.ts';

const parameters = z.strictObject({
  role,
  path,
  /** The step that wrote the data, and the loss. */
  written: z.string(),
  from: z.string(),
});

export const dataSurvives = defineCheck<z.infer<typeof parameters>>({
  name: 'data-survives',
  parameters,
  statement() {
    return { es: 'El sustituto tiene los datos del pod perdido', en: 'The replacement has the data of the lost pod' };
  },
  judge(play, { role: name, path: folder, from }) {
    const strikes = play.strikes.get(from) ?? [];
    if (strikes.length === 0) return broken({ es: 'no había ningún pod que perder', en: 'there was no pod to lose' });
    return worst(
      strikes.map((strike): Finding => {
        const replacement = replacementOf(play, name, strike);
        const atMs = play.endMs;
        if (!replacement)
          return broken(
            { es: 'nadie ocupó su lugar', en: 'nothing took its place' },
            { atMs, subject: strike.actor.name },
          );
        const subject = replacement.name;
        const reading = play.readings.find((one) => one.reader === replacement && one.path === folder);
        if (!reading) {
          return broken(
            { es: 'el sustituto no llegó a arrancar', en: 'the replacement never got to run' },
            { atMs, subject },
          );
        }
        return reading.found.includes(strike.actor.uid)
          ? pass({ es: 'están', en: 'it is there' })
          : broken({ es: 'se perdieron', en: 'it was lost' }, { atMs: replacement.createdMs, subject });
      }),
    );
  },
});
