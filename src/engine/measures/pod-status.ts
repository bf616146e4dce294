/** What `kubectl get pods` shows under STATUS for a pod of the role: `Running`, `CrashLoopBackOff`, `Pending`, `Completed`… */
import type * as z from 'zod';
import { podSummary } from '#kubectl/printers/pod.ts';
import { defineMeasure } from './measure.ts';
import { podAt, podParameters } from './pod-at.ts';

export const podStatus = defineMeasure<z.infer<typeof podParameters>>({
  name: 'pod-status',
  parameters: podParameters,
  statement: { es: 'Columna STATUS de `kubectl get pods`', en: 'Column STATUS of `kubectl get pods`' },
  read(play, asked) {
    const pod = podAt(play, asked);
    return pod && podSummary(pod as never).status;
  },
});
