/** `dig web`: what the cluster's DNS answers a pod of the current namespace; names of Ingresses and nodes as seen from outside. */
import type { LabCall, LabCommand } from '../lab-command.ts';
import { serviceNames } from '../pods.ts';

export const dig: LabCommand = {
  name: 'dig',
  group: 'looking',
  usage: 'NAME',
  summary: { es: 'qué direcciones tiene un nombre', en: 'which addresses a name has' },
  examples: [
    ['dig web', { es: 'un Service del namespace', en: 'a Service of the namespace' }],
    [
      'dig db-0.db.default.svc.cluster.local',
      { es: 'un pod detrás de un Service headless', en: 'a pod behind a headless Service' },
    ],
  ],
  isLook: true,
  complete: (room, before) => (before.length === 1 ? serviceNames(room) : []),
  run(call: LabCall) {
    const words = call.words.slice(1).filter((word) => !word.startsWith('+') && !word.startsWith('@'));
    const isShort = call.words.includes('+short');
    const [name] = words;
    if (name === undefined) call.misused(dig);
    const { cluster, namespace } = call.room;
    const inside = cluster.resolve(namespace, name);
    if (inside === undefined) {
      call.refuse(';; no servers could be reached (coredns)', ';; no servers could be reached (coredns)');
    }
    const addresses = inside.length > 0 ? inside : cluster.outside.resolve(name);
    if (isShort) {
      for (const address of addresses) call.print(`${address}\n`);
      return;
    }
    call.print(`;; ->>HEADER<<- opcode: QUERY, status: ${addresses.length > 0 ? 'NOERROR' : 'NXDOMAIN'}\n`);
    call.print(`;; QUESTION SECTION:\n;${dotted(name)}\t\tIN\tA\n`);
    if (addresses.length === 0) return;
    call.print('\n;; ANSWER SECTION:\n');
    for (const address of addresses) call.print(`${dotted(name)}\t30\tIN\tA\t${address}\n`);
  },
};

function dotted(name: string): string {
  return name.endsWith('.') ? name : `${name}.`;
}
