/** All nodes of a zone (`topology.kubernetes.io/zone`) lose their power at once. `node-up` brings them back. */
import * as z from 'zod';
import { defineStep } from './step.ts';

const parameters = z.strictObject({ zone: z.string().min(1) });

export const zoneDown = defineStep<z.infer<typeof parameters>>({
  name: 'zone-down',
  parameters,
  run(stage, { zone }, as) {
    const label = 'topology.kubernetes.io/zone';
    const nodes = stage.client.list('Node', { labelSelector: { [label]: zone } }).map(({ metadata }) => metadata.name);
    if (nodes.length === 0) return 'unreached';
    stage.strikeNodes(as, nodes);
    stage.cluster.inject({ kind: 'zone-down', zone });
    stage.note({ es: `Se apaga toda la zona ${zone}`, en: `The whole zone ${zone} loses its power` });
    return as ? 'marked' : 'done';
  },
});
