/** Changed endpoints reach kube-proxy so many seconds late: a pod that stops still gets its share of requests. */
import * as z from 'zod';
import { defineStep } from './step.ts';

const parameters = z.strictObject({ seconds: z.number().min(0).max(600) });

export const propagationDelay = defineStep<z.infer<typeof parameters>>({
  name: 'propagation-delay',
  parameters,
  run(stage, { seconds }) {
    stage.note({
      es: `Los cambios de endpoints tardan ${seconds} s en llegar a los nodos`,
      en: `Changes of endpoints take ${seconds} s to reach the nodes`,
    });
    stage.disturb({ kind: 'propagation-delay', seconds });
    return 'done';
  },
});
