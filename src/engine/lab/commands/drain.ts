/** `drain node-2`: as `kubectl drain` with the flags that one mostly needs, while the prompt stays free. */
import { verbatim } from '#base/text.ts';
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
    const name = node.replace(/^nodes?\//, '');
    const isStillSo = () => call.room.cluster.client.get('Node', undefined, name)?.spec?.unschedulable === true;
    const what = { es: `${name} cerrado`, en: `${name} closed` };
    strike(call, { kind: 'drain', node: name }, { what, mend: `kubectl uncordon ${name}`, isStillSo });
    call.say({
      es: `Se vacía ${name}; kubectl uncordon ${name} lo devuelve.`,
      en: `${name} is being emptied; kubectl uncordon ${name} gives it back.`,
    });
  },
  complete: (room) => nodeNames(room),
  choices: (room) => [
    {
      id: 'drain',
      title: { es: 'Vaciar un nodo (mantenimiento)', en: 'Empty a node (maintenance)' },
      targets: nodeNames(room).map((node) => ({ label: verbatim(node), line: `drain ${node}` })),
    },
  ],
};
