/** The node on which a pod of the role runs loses its power. The cluster notices as the real one does: after its grace periods. */
import { inEach } from '../words.ts';
import { type NodeParameters, nodeParameters, strikeNodeOf } from './node-fault.ts';
import { defineStep } from './step.ts';

export const nodeDown = defineStep<NodeParameters>({
  name: 'node-down',
  parameters: nodeParameters,
  run(stage, parameters, as) {
    return strikeNodeOf(stage, parameters, as, 'node-down', (node) =>
      inEach((language) => (language === 'es' ? `Se apaga el nodo ${node}` : `The node ${node} loses its power`)),
    );
  },
});
