/**
 * What hangs must be killed in time: from the strike to the kubelet's `Killing` event for the container, and it must then
 * be started again. With `restartPolicy: Never` it would be killed and stay dead.
 */
import * as z from 'zod';
import { containersOf } from '../play/cast.ts';
import { isAbout } from '../play/play.ts';
import { seconds as formatted, inEach } from '../words.ts';
import { broken, defineCheck, type Finding, pass } from './check.ts';
import { role } from './parameters.ts';
import { worst } from './worst.ts';

const parameters = z.strictObject({ role, from: z.string(), seconds: z.number().positive() });

export const killedWithin = defineCheck<z.infer<typeof parameters>>({
  name: 'killed-within',
  parameters,
  statement({ seconds }) {
    return {
      es: `Colgada, el kubelet la mata (\`Killing\`) en ${seconds} s como mucho y vuelve a arrancar`,
      en: `Once hung, the kubelet kills it (\`Killing\`) within ${seconds} s and it starts again`,
    };
  },
  judge(play, { role: name, from, seconds }) {
    const strikes = play.strikes.get(from) ?? [];
    if (strikes.length === 0) return broken({ es: 'no llegó a estar en marcha', en: 'it was never up' });
    const wanted = play.role(name);
    return worst(
      strikes.map(({ actor, atMs }): Finding => {
        const boundMs = atMs + seconds * 1000;
        const subject = actor.name;
        const containers = containersOf(actor, wanted);
        const killing = play.entries.find(
          (entry) =>
            entry.kind === 'event' &&
            entry.reason === 'Killing' &&
            entry.atMs >= atMs &&
            isAbout(entry, actor) &&
            containers.some((container) => isKilling(entry.message, container)),
        );
        if (!killing) {
          return broken(
            { es: 'nadie la mató', en: 'nobody killed it' },
            { atMs: boundMs, subject, badness: play.endMs - atMs },
          );
        }
        const afterMs = killing.atMs - atMs;
        const observed = inEach((language) =>
          language === 'es'
            ? `\`Killing\` a los ${formatted(afterMs, language)}`
            : `\`Killing\` after ${formatted(afterMs, language)}`,
        );
        if (killing.atMs > boundMs) return broken(observed, { atMs: boundMs, subject, badness: afterMs, credit: 0.5 });
        const startedAgain = play.entries.some(
          (entry) =>
            entry.kind === 'container-started' &&
            entry.atMs >= killing.atMs &&
            play
              .cast(name)
              .some((other) => isAbout(entry, other) && containersOf(other, wanted).includes(entry.container)),
        );
        if (startedAgain) return pass(observed, afterMs);
        return broken(
          { es: 'la mató, pero no volvió a arrancar', en: 'it was killed, but never started again' },
          { atMs: play.endMs, subject },
        );
      }),
    );
  },
});

/** `Container db failed liveness probe, will be restarted`; of a sidecar: `Init container db failed liveness probe`. */
function isKilling(message: string, container: string): boolean {
  const openings = [`Container ${container} `, `Init container ${container} `];
  return message === `Stopping container ${container}` || openings.some((opening) => message.startsWith(opening));
}
