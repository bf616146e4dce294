/** `drain node-2`: as `kubectl drain` with the flags that one mostly needs, while the prompt stays free. */
import type { LabCall, LabCommand } from '../lab-command.ts';
import { nodeNames } from '../pods.ts';
import { strike } from '../strike.ts';

export const drain: LabCommand = {
  name: 'drain',
  group: 'faults',
  usage: 'NODE',
  summary: { es: 'vacía un nodo sin esperar a que acabe', en: 'empty a node without waiting for the end' },
  examples: [['drain node-2', { es: 'los presupuestos (PDB) se respetan', en: 'budgets (PDB) are respected' }]],
  run(call: LabCall) {
    const [, node] = call.words;
    if (node === undefined) call.misused(drain);
    strike(call, { kind: 'drain', node: node.replace(/^nodes?\//, '') });
    call.say({
      es: `Se vacía ${node}; kubectl uncordon ${node} lo devuelve.`,
      en: `${node} is being emptied; kubectl uncordon ${node} gives it back.`,
    });
  },
  complete: (room) => nodeNames(room),
};
