/** What has to be looked after: lines of the answer that say something, or its objects. */
import * as z from 'zod';
import { defineMeasure } from './measure.ts';

const parameters = z.strictObject({ what: z.enum(['lines', 'objects']).default('objects') });

export const answerSize = defineMeasure<z.infer<typeof parameters>>({
  name: 'answer-size',
  parameters,
  world: 'any',
  statement: { es: 'Tamaño de la respuesta', en: 'Size of the answer' },
  read: (play, { what }) => play.answerSize[what],
});
