/** A new node joins the cluster while it runs: what should be everywhere has to come to it by itself. */
import * as z from 'zod';
import { defineStep } from './step.ts';

const parameters = z.strictObject({
  name: z.string().min(1),
  labels: z.record(z.string(), z.string()).default({}),
  taints: z.array(z.strictObject({ key: z.string(), value: z.string().default(''), effect: z.string() })).default([]),
});

export const nodeJoins = defineStep<z.infer<typeof parameters>>({
  name: 'node-joins',
  parameters,
  run(stage, { name, labels, taints }) {
    stage.note({ es: `Se une al clúster el nodo ${name}`, en: `The node ${name} joins the cluster` });
    return stage.cluster.addNode({ name, labels, taints }).ok ? 'done' : 'unreached';
  },
});
