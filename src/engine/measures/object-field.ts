/**
 * A field of an object at an instant of the script: `{ kind: PersistentVolumeClaim, name: data, field: status.phase }`. Of several
 * objects of the kind the first with these labels; names are for objects that the task fixes.
 */
import * as z from 'zod';
import { findKind, type KindName } from '#api/scheme.ts';
import { defineMeasure } from './measure.ts';

const parameters = z.strictObject({
  kind: z.string().refine((kind) => findKind(kind) !== undefined, { error: 'no such kind' }),
  name: z.string().optional(),
  namespace: z.string().optional(),
  labels: z.record(z.string(), z.string()).default({}),
  /** `status.phase`, `spec.ports.0.nodePort`. */
  field: z.string().regex(/^[\w/-]+(\.[\w/-]+)*$/),
  at: z.string(),
});

export const objectField = defineMeasure<z.infer<typeof parameters>>({
  name: 'object-field',
  parameters,
  statement: { es: 'Valor del campo', en: 'Value of the field' },
  read(play, { kind, name, namespace, labels, field, at }) {
    const object = play
      .snapshot(at)
      ?.list(kind as KindName)
      .find(
        ({ metadata }) =>
          (name === undefined || metadata.name === name) &&
          (namespace === undefined || metadata.namespace === namespace) &&
          Object.entries(labels).every(([key, value]) => metadata.labels?.[key] === value),
      );
    let found: unknown = object;
    for (const step of field.split('.')) {
      found =
        found !== null && typeof found === 'object' && Object.hasOwn(found, step) ? found[step as never] : undefined;
    }
    return typeof found === 'number' || typeof found === 'string'
      ? found
      : found === undefined
        ? undefined
        : String(found);
  },
});
