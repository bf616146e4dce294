/**
 * At no time do two pods of the role run with the same files. It counts as an attempt too when a second one started and
 * died of the lock: that a database defends itself does not make the design right.
 */
import * as z from 'zod';
import { containersOf } from '../play/cast.ts';
import { isAbout } from '../play/play.ts';
import { broken, defineCheck, pass } from './check.ts';
import { path, role } from './parameters.ts';
import { storageBehind } from './storage.ts';

const parameters = z.strictObject({ role, path });

export const noTwoWriters = defineCheck<z.infer<typeof parameters>>({
  name: 'no-two-writers',
  parameters,
  statement({ path: folder }) {
    return {
      es: `Nunca hay dos servidores sobre los mismos archivos de \`${folder}\``,
      en: `Never are two servers on the same files of \`${folder}\``,
    };
  },
  judge(play, { role: name, path: folder }) {
    const wanted = play.role(name);
    const actors = play.cast(name).map((actor) => ({
      actor,
      containers: containersOf(actor, wanted),
      storage: JSON.stringify(storageBehind(actor, wanted, folder)),
    }));
    /** The storage of each container that runs. */
    const running = new Map<string, string>();
    for (const entry of play.entries) {
      if (entry.kind !== 'container-started' && entry.kind !== 'container-ended') continue;
      const found = actors.find(
        ({ actor, containers }) => isAbout(entry, actor) && containers.includes(entry.container),
      );
      if (!found) continue;
      const key = `${found.actor.uid}/${entry.container}`;
      if (entry.kind === 'container-ended') {
        running.delete(key);
        continue;
      }
      const isShared = [...running].some(([other, storage]) => other !== key && storage === found.storage);
      if (isShared) {
        const observed = { es: 'dos a la vez', en: 'two at once' };
        return broken(observed, { atMs: entry.atMs, subject: found.actor.name, badness: 2 });
      }
      running.set(key, found.storage);
    }
    return pass({ es: 'nunca', en: 'never' });
  },
});
