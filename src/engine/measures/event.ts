/** The second of the first Kubernetes event with this reason about a pod of the role: `Scheduled`, `Pulled`, `Killing`, `Unhealthy`… */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import { isAbout } from '../play/play.ts';
import { defineMeasure } from './measure.ts';

const parameters = z.strictObject({ role, reason: z.string().min(1) });

export const event = defineMeasure<z.infer<typeof parameters>>({
  name: 'event',
  parameters,
  statement: { es: 'Segundo del suceso', en: 'Second of the event' },
  read(play, { role: name, reason }) {
    const actors = play.cast(name);
    const first = play.entries.find(
      (entry) => entry.kind === 'event' && entry.reason === reason && actors.some((actor) => isAbout(entry, actor)),
    );
    return first && first.atMs / 1000;
  },
});
