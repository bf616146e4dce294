/** How many pods of the role were ready at one instant of the script. */
import * as z from 'zod';
import { plural } from '#base/text.ts';
import { wasReady } from '../play/play.ts';
import { inEach } from '../words.ts';
import { broken, defineCheck, pass } from './check.ts';
import { role } from './parameters.ts';

/** With `replicas: 0` none may be ready: all are out of service. */
const parameters = z.strictObject({
  role,
  replicas: z.int().min(0),
  /** More are fine too. */
  orMore: z.boolean().default(false),
  at: z.string(),
});

export const replicasReady = defineCheck<z.infer<typeof parameters>>({
  name: 'replicas-ready',
  parameters,
  statement({ role: name, replicas, orMore }, roleOf) {
    const { title } = roleOf(name);
    if (orMore)
      return {
        es: `Pods listos: ${replicas} o más (${title.es})`,
        en: `Pods ready: ${replicas} or more (${title.en})`,
      };
    return inEach((language) =>
      plural(
        language,
        replicas,
        {
          es: { one: `{n} pod listo: ${title.es}`, other: `{n} pods listos: ${title.es}` },
          en: { one: `{n} pod ready: ${title.en}`, other: `{n} pods ready: ${title.en}` },
        }[language],
      ),
    );
  },
  judge(play, { role: name, replicas, orMore, at }) {
    const atMs = play.marks.get(at) ?? play.endMs;
    const actors = play.cast(name);
    const ready = actors.filter((actor) => wasReady(play, actor, atMs));
    const observed = inEach((language) =>
      plural(
        language,
        ready.length,
        {
          es: { one: '{n} listo', other: '{n} listos' },
          en: { one: '{n} ready', other: '{n} ready' },
        }[language],
      ),
    );
    if (ready.length === replicas || (orMore && ready.length > replicas)) return pass(observed);
    const missing = actors.find(
      (actor) => actor.createdMs <= atMs && !ready.includes(actor) && actor.deletedMs === undefined,
    );
    return broken(observed, {
      atMs,
      badness: Math.abs(replicas - ready.length),
      credit: replicas === 0 ? 0 : Math.min(1, ready.length / replicas) / 2,
      ...(missing ? { subject: missing.name } : {}),
    });
  },
});
