/**
 * The role's servers have found one another and are one cluster (Galera, ZooKeeper, Cassandra, Elasticsearch), with so many
 * members, at an instant of the script: judged by what each program says it belongs to, by the rules of its image.
 */
import * as z from 'zod';
import { containersOf, isAlive } from '../play/cast.ts';
import { isAbout } from '../play/play.ts';
import { inEach } from '../words.ts';
import { broken, defineCheck, pass } from './check.ts';
import { role } from './parameters.ts';

const parameters = z.strictObject({ role, members: z.int().positive(), at: z.string() });

export const clusterFormed = defineCheck<z.infer<typeof parameters>>({
  name: 'cluster-formed',
  parameters,
  statement({ role: name, members }, roleOf) {
    const { title } = roleOf(name);
    return {
      es: `Se encuentran y forman un solo clúster de ${members}: ${title.es}`,
      en: `They find one another and form one cluster of ${members}: ${title.en}`,
    };
  },
  judge(play, { role: name, members, at }) {
    const atMs = play.marks.get(at) ?? play.endMs;
    const actors = play.cast(name).filter((actor) => isAlive(actor, atMs));
    let together = 0;
    let largest = 0;
    const alone = actors.filter((actor) => {
      const containers = containersOf(actor, play.role(name));
      let size: number | undefined;
      for (const entry of play.entries) {
        if (entry.atMs > atMs) break;
        if (entry.kind !== 'program' && entry.kind !== 'container-ended') continue;
        if (!isAbout(entry, actor) || !containers.includes(entry.container)) continue;
        if (entry.kind === 'container-ended') size = undefined;
        else if (entry.state === 'joined') size = Number(entry.detail ?? 1);
      }
      if (size !== undefined) together++;
      largest = Math.max(largest, size ?? 0);
      return size === undefined;
    });
    // Each says how many it found when it came: in one cluster the last to come found all.
    const observed = inEach((language) =>
      language === 'es'
        ? `en un clúster: ${together}, el mayor tiene ${largest}`
        : `in a cluster: ${together}, the largest has ${largest}`,
    );
    if (together === members && largest >= members && alone.length === 0) return pass(observed);
    const subject = (alone[0] ?? actors[0])?.name;
    return broken(observed, {
      atMs,
      badness: members - largest,
      credit: Math.max(0, Math.min(1, (largest - 1) / members)) / 2,
      ...(subject && { subject }),
    });
  },
});
