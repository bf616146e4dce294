/** `break node-2`, `break node-2 network`, `break coredns`, `break image nginx:1.27`: something that others lean on fails. */
import { type Component, components } from '#cluster/control-plane.ts';
import type { Fault } from '#cluster/faults/index.ts';
import type { LabCall, LabCommand } from '../lab-command.ts';
import { nodeNames } from '../pods.ts';
import { strike } from '../strike.ts';

export const breakCommand: LabCommand = {
  name: 'break',
  group: 'faults',
  usage: '(NODE [power|network|kubelet] | COMPONENT | zone ZONE | image IMAGE)',
  summary: { es: 'un nodo o un componente falla', en: 'a node or a component fails' },
  examples: [
    ['break node-2', { es: 'se queda sin corriente', en: 'it loses its power' }],
    ['break node-2 network', { es: 'solo pierde la red', en: 'it only loses its network' }],
    [
      'break coredns',
      { es: 'o kube-apiserver, etcd, kube-scheduler…', en: 'or kube-apiserver, etcd, kube-scheduler…' },
    ],
    ['break image nginx:1.27', { es: 'nadie puede descargarla', en: 'nobody can pull it' }],
  ],
  // The shell's `break` leaves a loop.
  takes: ([, word = '']) => word !== '' && !/^\d+$/.test(word),
  run(call: LabCall) {
    const [, what = '', more = ''] = call.words;
    strike(call, faultOf(what, more) ?? call.misused(breakCommand));
    const name = what === 'zone' || what === 'image' ? more : what;
    call.say({ es: `Falla: ${name}. Con mend vuelve.`, en: `Broken: ${name}. mend brings it back.` });
  },
  complete: (room, before) =>
    before.length === 1 ? [...nodeNames(room), ...components, 'zone', 'image'] : ['power', 'network', 'kubelet'],
};

function faultOf(what: string, more: string): Fault | undefined {
  if (components.includes(what as Component)) return { kind: 'component-down', component: what as Component };
  if (what === 'zone') return more === '' ? undefined : { kind: 'zone-down', zone: more };
  if (what === 'image') return more === '' ? undefined : { kind: 'image-missing', image: more };
  const node = what.replace(/^nodes?\//, '');
  if (more === 'kubelet') return { kind: 'kubelet-down', node };
  if (more === '' || more === 'power' || more === 'network')
    return { kind: 'node-down', node, how: more === 'network' ? 'network' : 'power' };
  return undefined;
}
