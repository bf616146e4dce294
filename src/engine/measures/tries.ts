/** How often the role's work was begun in its first run: a Job counts as one run, with all its pods. */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import { runsOf } from '../checks/runs.ts';
import { defineMeasure } from './measure.ts';

const parameters = z.strictObject({ role });

export const tries = defineMeasure<z.infer<typeof parameters>>({
  name: 'tries',
  parameters,
  statement: { es: 'Intentos', en: 'Tries' },
  read: (play, { role: name }) => runsOf(play, name)[0]?.tries.length,
});
