/** How often the role's containers were started again. */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import { containersOf } from '../play/cast.ts';
import { isAbout } from '../play/play.ts';
import { defineMeasure } from './measure.ts';

const parameters = z.strictObject({ role });

export const restarts = defineMeasure<z.infer<typeof parameters>>({
  name: 'restarts',
  parameters,
  statement: { es: 'Reinicios', en: 'Restarts' },
  read(play, { role: name }) {
    const wanted = play.role(name);
    const actors = play.cast(name);
    return play.entries.filter(
      (entry) =>
        entry.kind === 'container-started' &&
        entry.run > 0 &&
        actors.some((actor) => isAbout(entry, actor) && containersOf(actor, wanted).includes(entry.container)),
    ).length;
  },
});
