/** From one instant of the script the role's pods are all ready in time, at least so many of them. */
import * as z from 'zod';
import { isAlive } from '../play/cast.ts';
import { isAbout, wasReady } from '../play/play.ts';
import { seconds as formatted, inEach } from '../words.ts';
import { broken, defineCheck, pass } from './check.ts';
import { role } from './parameters.ts';

const parameters = z.strictObject({
  role,
  replicas: z.int().positive().default(1),
  from: z.string(),
  seconds: z.number().positive(),
});

export const readyWithin = defineCheck<z.infer<typeof parameters>>({
  name: 'ready-within',
  parameters,
  statement({ role: name, replicas, seconds }, roleOf) {
    const { title } = roleOf(name);
    return {
      es: `En ${seconds} s como mucho está todo listo, con ${replicas} o más: ${title.es}`,
      en: `All is ready within ${seconds} s, ${replicas} or more: ${title.en}`,
    };
  },
  judge(play, { role: name, replicas, from, seconds }) {
    const startMs = play.marks.get(from);
    if (startMs === undefined) return broken({ es: 'no llegó a ese punto', en: 'it did not get that far' });
    const actors = play.cast(name);
    const isThere = (atMs: number) => {
      const living = actors.filter((actor) => isAlive(actor, atMs));
      return living.length >= replicas && living.every((actor) => wasReady(play, actor, atMs));
    };
    // Nothing changes but when a pod becomes ready, comes or goes.
    const turns = play.entries
      .filter((entry) => entry.kind === 'pod-ready' && actors.some((actor) => isAbout(entry, actor)))
      .map(({ atMs }) => atMs);
    const goings = actors.flatMap(({ deletedMs }) => (deletedMs === undefined ? [] : [deletedMs]));
    const instants = [startMs, ...turns, ...goings].filter((atMs) => atMs >= startMs).sort((a, b) => a - b);
    const readyMs = instants.find(isThere);
    const boundMs = startMs + seconds * 1000;
    const late = actors.find((actor) => isAlive(actor, boundMs) && !wasReady(play, actor, boundMs));
    const where = { atMs: Math.min(boundMs, play.endMs), ...(late ? { subject: late.name } : {}) };
    if (readyMs === undefined) return broken({ es: 'nunca', en: 'never' }, { ...where, badness: play.endMs });
    const observed = inEach((language) =>
      language === 'es'
        ? `a los ${formatted(readyMs - startMs, language)}`
        : `after ${formatted(readyMs - startMs, language)}`,
    );
    if (readyMs <= boundMs) return pass(observed, readyMs - startMs);
    return broken(observed, { ...where, badness: readyMs - startMs, credit: 0.5 });
  },
});
