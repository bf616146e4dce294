/** `mend node-2`, `mend coredns`, `mend registry`, `mend web-0`: what a fault broke works again. */
import { type Component, components } from '#cluster/control-plane.ts';
import type { LabCall, LabCommand } from '../lab-command.ts';
import { nodeNames, podNames, podOf } from '../pods.ts';
import { strike } from '../strike.ts';

export const mend: LabCommand = {
  name: 'mend',
  group: 'faults',
  usage: '(NODE | COMPONENT | POD | zone ZONE | image IMAGE | registry)',
  summary: { es: 'lo que se rompió vuelve a funcionar', en: 'what was broken works again' },
  examples: [
    ['mend node-2', { es: 'vuelve el nodo', en: 'the node comes back' }],
    ['mend registry', { es: 'las descargas van como siempre', en: 'pulls take what they always take' }],
    ['mend web-0', { es: 'acaba su mantenimiento o su carga', en: 'its maintenance or its load ends' }],
  ],
  run(call: LabCall) {
    const [, what = '', more = ''] = call.words;
    const { cluster } = call.room;
    const node = what.replace(/^nodes?\//, '');
    if (what === '') call.misused(mend);
    else if (components.includes(what as Component))
      strike(call, { kind: 'component-up', component: what as Component });
    else if (what === 'zone' && more !== '') strike(call, { kind: 'zone-up', zone: more });
    else if (what === 'image' && more !== '') strike(call, { kind: 'image-back', image: more });
    else if (what === 'registry') strike(call, { kind: 'registry-normal' });
    else if (cluster.agents.has(node)) strike(call, { kind: 'node-up', node });
    else {
      const { name, namespace = '' } = podOf(call, what).metadata;
      strike(call, { kind: 'end-maintenance', namespace, pod: name });
      strike(call, { kind: 'end-disk-full', namespace, pod: name });
      strike(call, { kind: 'load', namespace, pod: name, milliseconds: 0 });
    }
    const name = what === 'zone' || what === 'image' ? more : what;
    call.say({ es: `Vuelve a funcionar: ${name}.`, en: `Works again: ${name}.` });
  },
  complete: (room) => [...nodeNames(room), ...components, ...podNames(room), 'registry', 'zone', 'image'],
};
