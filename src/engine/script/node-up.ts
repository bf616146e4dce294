/** Nodes that the script took away come back: those without power start, drained and cordoned ones take pods again. */
import * as z from 'zod';
import { defineStep } from './step.ts';

export const nodeUp = defineStep({
  name: 'node-up',
  parameters: z.strictObject({}),
  run(stage) {
    stage.note({ es: 'Vuelven todos los nodos', en: 'All nodes are back' });
    stage.mendNodes();
    return 'done';
  },
});
