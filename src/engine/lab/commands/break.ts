/** `break node-2`, `break node-2 network`, `break coredns`, `break image nginx:1.27`: something that others lean on fails. */
import { type Text, verbatim } from '#base/text.ts';
import { type Component, components } from '#cluster/control-plane.ts';
import type { Fault } from '#cluster/faults/index.ts';
import type { FaultTarget } from '../fault-choice.ts';
import type { LabCall, LabCommand } from '../lab-command.ts';
import type { LabRoom } from '../lab-room.ts';
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
    const fault = faultOf(what, more) ?? call.misused(breakCommand);
    const name = what === 'zone' || what === 'image' ? `${what} ${more}` : what.replace(/^nodes?\//, '');
    strike(call, fault, { what: brokenText(fault, name), mend: `mend ${name}` });
    call.say({ es: `Falla: ${name}. Con mend ${name} vuelve.`, en: `Broken: ${name}. mend ${name} brings it back.` });
  },
  complete: (room, before) => {
    const [, what = ''] = before;
    if (before.length === 1) return [...nodeNames(room), ...components, 'zone', 'image'];
    if (what === 'zone') return zones(room);
    if (what === 'image') return images(room);
    return nodeNames(room).includes(what) ? ['power', 'network', 'kubelet'] : [];
  },
  choices: (room) => [
    {
      id: 'node-power',
      title: { es: 'Un nodo se queda sin corriente', en: 'A node loses its power' },
      targets: nodeNames(room).map((node) => target(node, `break ${node}`)),
    },
    {
      id: 'node-network',
      title: { es: 'Un nodo se queda sin red', en: 'A node loses its network' },
      targets: nodeNames(room).map((node) => target(node, `break ${node} network`)),
    },
    {
      id: 'kubelet',
      title: { es: 'El kubelet de un nodo se para', en: 'The kubelet of a node stops' },
      targets: nodeNames(room).map((node) => target(node, `break ${node} kubelet`)),
    },
    {
      id: 'zone',
      title: { es: 'Una zona entera se queda sin corriente', en: 'A whole zone loses its power' },
      targets: zones(room).map((zone) => target(zone, `break zone ${zone}`)),
    },
    {
      id: 'component',
      title: { es: 'Un componente de Kubernetes se para', en: 'A component of Kubernetes stops' },
      targets: components.map((component) => target(component, `break ${component}`)),
    },
    {
      id: 'image',
      title: { es: 'Una imagen no se puede descargar', en: 'An image cannot be pulled' },
      targets: images(room).map((image) => target(image, `break image ${image}`)),
    },
  ],
};

function target(name: string, line: string): FaultTarget {
  return { label: verbatim(name), line };
}

function zones({ cluster }: LabRoom): readonly string[] {
  const labels = cluster.client.list('Node').map(({ metadata }) => metadata.labels?.['topology.kubernetes.io/zone']);
  return [...new Set(labels.filter((zone) => zone !== undefined))];
}

/** Those that pods of the cluster ask for. */
function images({ cluster }: LabRoom): readonly string[] {
  const pods = cluster.client.list('Pod');
  return [...new Set(pods.flatMap(({ spec }) => spec.containers.flatMap(({ image }) => image ?? [])))].sort();
}

function brokenText(fault: Fault, name: string): Text {
  switch (fault.kind) {
    case 'kubelet-down':
      return { es: `kubelet de ${name} parado`, en: `kubelet of ${name} stopped` };
    case 'node-down':
      return 'how' in fault && fault.how === 'network'
        ? { es: `${name} sin red`, en: `${name} without network` }
        : { es: `${name} sin corriente`, en: `${name} without power` };
    case 'zone-down':
      return { es: `${name} sin corriente`, en: `${name} without power` };
    case 'image-missing':
      return { es: `${name} no se descarga`, en: `${name} cannot be pulled` };
    default:
      return { es: `${name} parado`, en: `${name} stopped` };
  }
}

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
