/** The name of the PersistentVolumeClaim behind a path of a pod of the role: `data-db-0`. */
import type * as z from 'zod';
import { path } from '../checks/parameters.ts';
import { volumeBehind } from '../checks/storage.ts';
import { defineMeasure } from './measure.ts';
import { actorAt, podParameters } from './pod-at.ts';

const parameters = podParameters.extend({ path });

export const claimName = defineMeasure<z.infer<typeof parameters>>({
  name: 'claim-name',
  parameters,
  statement: { es: 'Nombre del claim', en: 'Name of the claim' },
  read(play, { path: folder, ...asked }) {
    const actor = actorAt(play, asked);
    const volume = actor && volumeBehind(actor, play.role(asked.role), folder)?.volume;
    return volume?.persistentVolumeClaim?.claimName ?? (volume?.ephemeral && `${actor?.name.name}-${volume.name}`);
  },
});
