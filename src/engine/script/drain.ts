/** The node on which a pod of the role runs is emptied: cordoned, then its pods evicted, as far as budgets allow. */
import { inEach } from '../words.ts';
import { type NodeParameters, nodeParameters, strikeNodeOf } from './node-fault.ts';
import { defineStep } from './step.ts';

export const drain = defineStep<NodeParameters>({
  name: 'drain',
  asks: true,
  parameters: nodeParameters,
  run(stage, parameters, as) {
    return strikeNodeOf(stage, parameters, as, 'drain', (node) =>
      inEach((language) =>
        language === 'es'
          ? `Se vacía el nodo ${node} para mantenimiento: \`kubectl drain ${node}\``
          : `The node ${node} is drained for maintenance: \`kubectl drain ${node}\``,
      ),
    );
  },
});
