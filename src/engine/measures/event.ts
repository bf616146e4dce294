/** The second of the first Kubernetes event with this reason about a pod of the role, from an instant on: `Scheduled`, `Pulled`, `Killing`… */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import { isAbout } from '../play/play.ts';
import { defineMeasure } from './measure.ts';

const parameters = z.strictObject({ role, reason: z.string().min(1), from: z.string().optional() });

export const event = defineMeasure<z.infer<typeof parameters>>({
  name: 'event',
  parameters,
  statement: { es: 'Segundo del suceso', en: 'Second of the event' },
  read(play, { role: name, reason, from }) {
    const startMs = from === undefined ? 0 : play.marks.get(from);
    if (startMs === undefined) return undefined;
    const actors = play.cast(name);
    const first = play.entries.find(
      (entry) =>
        entry.kind === 'event' &&
        entry.reason === reason &&
        entry.atMs >= startMs &&
        actors.some((actor) => isAbout(entry, actor)),
    );
    return first && (first.atMs - startMs) / 1000;
  },
});
