/** How many requests of a `traffic` step failed between two instants. */
import * as z from 'zod';
import { span, spanOf } from '../checks/instants.ts';
import { tally } from '../checks/requests.ts';
import { defineMeasure } from './measure.ts';

const parameters = z.strictObject({
  /** The `traffic` step. */
  at: z.string(),
  ...span,
});

export const requestsFailed = defineMeasure<z.infer<typeof parameters>>({
  name: 'requests-failed',
  parameters,
  statement: { es: 'Peticiones que fallan', en: 'Requests that fail' },
  read(play, { at, ...instants }) {
    const looked = spanOf(play, instants);
    const told = looked && tally(play, at, looked);
    return told && Math.round(told.sent - told.served);
  },
});
