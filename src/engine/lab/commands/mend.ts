/** `mend node-2`, `mend coredns`, `mend registry`, `mend web-0`: what a fault broke works again. */
import { type Component, components } from '#cluster/control-plane.ts';
import type { LabCall, LabCommand } from '../lab-command.ts';
import { nodeNames, podNames, podOf } from '../pods.ts';
import { stillBroken, strike } from '../strike.ts';

/** Of kube-proxy, where nothing is slow. */
const usualPropagationSeconds = 1;

export const mend: LabCommand = {
  name: 'mend',
  group: 'faults',
  usage: '(NODE | COMPONENT | POD | zone ZONE | image IMAGE | registry | endpoints)',
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
    let mended = what === 'zone' || what === 'image' ? `${what} ${more}` : node;
    if (what === '') call.misused(mend);
    else if (components.includes(what as Component))
      strike(call, { kind: 'component-up', component: what as Component });
    else if (what === 'zone' && more !== '') strike(call, { kind: 'zone-up', zone: more });
    else if (what === 'image' && more !== '') strike(call, { kind: 'image-back', image: more });
    else if (what === 'registry') strike(call, { kind: 'registry-normal' });
    else if (what === 'endpoints') strike(call, { kind: 'propagation-delay', seconds: usualPropagationSeconds });
    else if (cluster.agents.has(node)) strike(call, { kind: 'node-up', node });
    else {
      const { name, namespace = '' } = podOf(call, what).metadata;
      mended = name;
      strike(call, { kind: 'end-maintenance', namespace, pod: name });
      strike(call, { kind: 'end-disk-full', namespace, pod: name });
      strike(call, { kind: 'load', namespace, pod: name, milliseconds: 0 });
    }
    call.room.broken.delete(`mend ${mended}`);
    call.say({ es: `Vuelve a funcionar: ${mended}.`, en: `Works again: ${mended}.` });
  },
  complete: (room, before) => {
    // What is broken comes first, word by word.
    const broken = stillBroken(room).map(({ mend: line }) => line.split(' '));
    const next = broken
      .filter((words) => before.every((word, at) => word === words[at]))
      .flatMap((words) => words[before.length] ?? []);
    if (before.length > 1 || next.length > 0) return next;
    return [...nodeNames(room), ...components, ...podNames(room), 'registry', 'endpoints', 'zone', 'image'];
  },
};
