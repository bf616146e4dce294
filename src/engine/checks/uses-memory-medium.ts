/** What the role writes under a path stays in memory: an `emptyDir` with `medium: Memory` lies behind it. */
import * as z from 'zod';
import { broken, defineCheck, pass } from './check.ts';
import { path, role } from './parameters.ts';
import { volumeBehind } from './storage.ts';

const parameters = z.strictObject({ role, path });

export const usesMemoryMedium = defineCheck<z.infer<typeof parameters>>({
  name: 'uses-memory-medium',
  parameters,
  statement({ path: folder }) {
    return { es: `\`${folder}\` está en memoria, no en disco`, en: `\`${folder}\` is in memory, not on disk` };
  },
  judge(play, { role: name, path: folder }) {
    const onDisk = play.cast(name).find((actor) => {
      const volume = volumeBehind(actor, play.role(name), folder)?.volume;
      return volume?.emptyDir?.medium !== 'Memory';
    });
    return onDisk
      ? broken({ es: 'en disco', en: 'on disk' }, { atMs: onDisk.createdMs, subject: onDisk.name })
      : pass({ es: 'en memoria', en: 'in memory' });
  },
});
