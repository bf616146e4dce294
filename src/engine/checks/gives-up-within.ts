/**
 * A pod that waits for something that never comes does not wait for ever: an init container of it fails, or the pod itself,
 * not before `least` seconds and not after `seconds`, counted from the pod's creation.
 */
import * as z from 'zod';
import { isAbout } from '../play/play.ts';
import { seconds as formatted, inEach } from '../words.ts';
import { broken, defineCheck, pass } from './check.ts';
import { role } from './parameters.ts';

const parameters = z.strictObject({
  role,
  seconds: z.number().positive(),
  /** It should not give up earlier. */
  least: z.number().min(0).default(0),
});

export const givesUpWithin = defineCheck<z.infer<typeof parameters>>({
  name: 'gives-up-within',
  parameters,
  statement({ least, seconds }) {
    return least > 0
      ? {
          es: `Deja de esperar entre ${least} y ${seconds} s después de empezar`,
          en: `It gives up waiting between ${least} and ${seconds} s after it began`,
        }
      : { es: `Deja de esperar a los ${seconds} s como mucho`, en: `It gives up waiting within ${seconds} s` };
  },
  judge(play, { role: name, seconds, least }) {
    const [first] = play.cast(name);
    if (!first) return broken({ es: 'no había ningún pod', en: 'there was no pod' });
    const initial = new Set((first.pod.spec.initContainers ?? []).map((container) => container.name));
    const ending = play.entries.find(
      (entry) =>
        ((entry.kind === 'container-ended' && initial.has(entry.container) && entry.exitCode !== 0) ||
          (entry.kind === 'pod-phase' && entry.phase === 'Failed')) &&
        isAbout(entry, first),
    );
    const boundMs = first.createdMs + seconds * 1000;
    const where = { atMs: Math.min(boundMs, play.endMs), subject: first.name };
    if (!ending) return broken({ es: 'siguió esperando', en: 'it went on waiting' }, { ...where, badness: play.endMs });
    const afterMs = ending.atMs - first.createdMs;
    const observed = inEach((language) =>
      language === 'es' ? `a los ${formatted(afterMs, language)}` : `after ${formatted(afterMs, language)}`,
    );
    if (afterMs < least * 1000) return broken(observed, { ...where, atMs: ending.atMs, credit: 0.5 });
    return ending.atMs <= boundMs ? pass(observed) : broken(observed, { ...where, badness: afterMs, credit: 0.5 });
  },
});
