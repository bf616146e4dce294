/** The name of a pod of the role at an instant of the script: worth asking where it can be known beforehand (`db-0`). */
import type * as z from 'zod';
import { defineMeasure } from './measure.ts';
import { podAt, podParameters } from './pod-at.ts';

export const podName = defineMeasure<z.infer<typeof podParameters>>({
  name: 'pod-name',
  parameters: podParameters,
  statement: { es: 'Nombre del pod', en: 'Name of the pod' },
  read: (play, asked) => podAt(play, asked)?.metadata.name,
});
