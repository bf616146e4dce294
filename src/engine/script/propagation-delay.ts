/**
 * Changed endpoints reach kube-proxy so many seconds late: a pod that stops still gets its share of requests. `[1, 5]` is run
 * with either, and the worse result counts.
 */
import * as z from 'zod';
import { delay } from '../checks/parameters.ts';
import { defineStep } from './step.ts';

const parameters = z.strictObject({ seconds: delay });

export const propagationDelay = defineStep<z.infer<typeof parameters>>({
  name: 'propagation-delay',
  parameters,
  run(stage, { seconds: range }) {
    const seconds = stage.delayIn(range);
    stage.note({
      es: `Los cambios de endpoints tardan ${seconds} s en llegar a los nodos`,
      en: `Changes of endpoints take ${seconds} s to reach the nodes`,
    });
    stage.disturb({ kind: 'propagation-delay', seconds });
    return 'done';
  },
});
