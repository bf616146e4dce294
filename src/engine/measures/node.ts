/** The name of the node on which the role's first pod is at an instant of the script. */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import { placedAt } from '../checks/placement.ts';
import { defineMeasure } from './measure.ts';

const parameters = z.strictObject({ role, at: z.string() });

export const node = defineMeasure<z.infer<typeof parameters>>({
  name: 'node',
  parameters,
  statement: { es: 'El nodo del pod', en: 'The node of the pod' },
  read: (play, { role: name, at }) => placedAt(play, name, at).placed[0]?.node,
});
