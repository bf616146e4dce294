/**
 * A node can be emptied without the role falling below what it needs: its pods leave in time, and meanwhile so many stay
 * ready. A budget that allows nothing fails the first half, no budget at all often the second.
 */
import * as z from 'zod';
import { wasReady } from '../play/play.ts';
import { seconds as formatted, inEach } from '../words.ts';
import { broken, defineCheck, pass } from './check.ts';
import { role } from './parameters.ts';

const parameters = z.strictObject({
  role,
  /** The `drain` step. */
  from: z.string(),
  seconds: z.number().positive(),
  /** Pods that have to be ready all the while. */
  available: z.int().min(0),
});

export const evictableWithinBudget = defineCheck<z.infer<typeof parameters>>({
  name: 'evictable-within-budget',
  parameters,
  statement({ role: name, seconds, available }, roleOf) {
    const { title } = roleOf(name);
    return {
      es: `El nodo se vacía en ${seconds} s y mientras quedan listos ${available} o más: ${title.es}`,
      en: `The node is emptied within ${seconds} s and meanwhile ${available} or more stay ready: ${title.en}`,
    };
  },
  judge(play, { role: name, from, seconds, available }) {
    const strikes = play.strikes.get(from) ?? [];
    const startMs = play.marks.get(from);
    if (strikes.length === 0 || startMs === undefined)
      return broken({ es: 'no había nada que vaciar', en: 'there was nothing to drain' });
    const boundMs = startMs + seconds * 1000;
    const actors = play.cast(name);
    const readyAt = (atMs: number) => actors.filter((actor) => wasReady(play, actor, atMs)).length;
    const before = readyAt(startMs);
    const instants = play.entries.flatMap(({ kind, atMs }) =>
      (kind === 'pod-ready' || kind === 'deleted') && atMs >= startMs && atMs <= boundMs ? [atMs] : [],
    );
    const low = [...new Set(instants)].find((atMs) => readyAt(atMs) < available);
    if (before < available || low !== undefined) {
      const [atMs, count] = low === undefined ? [startMs, before] : [low, readyAt(low)];
      return broken(
        { es: `solo quedaban listos: ${count}`, en: `only this many were ready: ${count}` },
        { atMs, badness: available - count },
      );
    }
    const stuck = strikes.find(({ actor }) => actor.deletedMs === undefined || actor.deletedMs > boundMs);
    if (stuck) {
      return broken(
        {
          es: `${stuck.actor.name.name} no pudo irse a tiempo`,
          en: `${stuck.actor.name.name} could not leave in time`,
        },
        { atMs: Math.min(boundMs, play.endMs), subject: stuck.actor.name, credit: 0.5 },
      );
    }
    const lastMs = Math.max(...strikes.map(({ actor }) => actor.deletedMs ?? startMs));
    return pass(
      inEach((language) =>
        language === 'es'
          ? `vacío a los ${formatted(lastMs - startMs, language)}`
          : `empty after ${formatted(lastMs - startMs, language)}`,
      ),
      lastMs - startMs,
    );
  },
});
