/** How many objects of a kind there are at an instant of the script, of one namespace and with these labels. */
import * as z from 'zod';
import { findKind, type KindName } from '#api/scheme.ts';
import { defineMeasure } from './measure.ts';

const parameters = z.strictObject({
  kind: z.string().refine((kind) => findKind(kind) !== undefined, { error: 'no such kind' }),
  namespace: z.string().optional(),
  labels: z.record(z.string(), z.string()).default({}),
  at: z.string(),
});

export const objects = defineMeasure<z.infer<typeof parameters>>({
  name: 'objects',
  parameters,
  statement: { es: 'Número de objetos', en: 'Number of objects' },
  read(play, { kind, namespace, labels, at }) {
    return play
      .snapshot(at)
      ?.list(kind as KindName)
      .filter(
        ({ metadata }) =>
          (namespace === undefined || metadata.namespace === namespace) &&
          Object.entries(labels).every(([key, value]) => metadata.labels?.[key] === value),
      ).length;
  },
});
