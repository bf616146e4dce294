/** The pod that takes a lost one's place has its name. */
import * as z from 'zod';
import { broken, defineCheck, type Finding, pass } from './check.ts';
import { role } from './parameters.ts';
import { replacementOf } from './replacement.ts';
import { worst } from './worst.ts';

const parameters = z.strictObject({ role, from: z.string() });

export const sameIdentityAfterLoss = defineCheck<z.infer<typeof parameters>>({
  name: 'same-identity-after-loss',
  parameters,
  statement() {
    return {
      es: 'El sustituto del pod perdido tiene el mismo nombre',
      en: 'The replacement of the lost pod has the same name',
    };
  },
  judge(play, { role: name, from }) {
    const strikes = play.strikes.get(from) ?? [];
    if (strikes.length === 0) return broken({ es: 'no había ningún pod que perder', en: 'there was no pod to lose' });
    return worst(
      strikes.map((strike): Finding => {
        const replacement = replacementOf(play, name, strike);
        if (!replacement) {
          return broken(
            { es: 'nadie ocupó su lugar', en: 'nothing took its place' },
            { atMs: play.endMs, subject: strike.actor.name },
          );
        }
        const [lost, found] = [strike.actor.name.name, replacement.name.name];
        return lost === found
          ? pass({ es: `sigue siendo ${found}`, en: `it is ${found} again` })
          : broken(
              { es: 'tiene otro nombre', en: 'it has another name' },
              { atMs: replacement.createdMs, subject: replacement.name },
            );
      }),
    );
  },
});
