/** The node on which a pod of the role runs takes no new pods; those that are there stay. */
import { inEach } from '../words.ts';
import { type NodeParameters, nodeParameters, strikeNodeOf } from './node-fault.ts';
import { defineStep } from './step.ts';

export const cordon = defineStep<NodeParameters>({
  name: 'cordon',
  asks: true,
  parameters: nodeParameters,
  run(stage, parameters, as) {
    return strikeNodeOf(stage, parameters, as, 'cordon', (node) =>
      inEach((language) =>
        language === 'es'
          ? `Se aparta el nodo ${node}: \`kubectl cordon ${node}\``
          : `The node ${node} takes no new pods: \`kubectl cordon ${node}\``,
      ),
    );
  },
});
