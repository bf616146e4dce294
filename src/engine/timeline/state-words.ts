/** What the states of a run's picture are called, the same wherever it is drawn or told. */
import type { Text } from '#base/text.ts';
import type { NodeLane, PodState, RunPicture } from './picture.ts';

export type NodeState = NodeLane['spans'][number]['state'];

const ofPods: Readonly<Record<PodState, Text>> = {
  gone: { es: 'no está', en: 'not there' },
  waiting: { es: 'sin nodo', en: 'no node' },
  starting: { es: 'arranca', en: 'starts' },
  running: { es: 'en marcha, no listo', en: 'running, not ready' },
  ready: { es: 'listo', en: 'ready' },
  broken: { es: 'contenedor caído', en: 'container down' },
  stopping: { es: 'termina', en: 'stopping' },
  done: { es: 'completado', en: 'completed' },
  failed: { es: 'fallido', en: 'failed' },
};

/** On a machine with docker the same states stand for what docker says of a container. */
const ofContainers: Readonly<Record<PodState, Text>> = {
  gone: { es: 'no está', en: 'not there' },
  waiting: { es: 'creado', en: 'created' },
  starting: { es: 'arranca', en: 'starts' },
  running: { es: 'en marcha, no healthy', en: 'running, not healthy' },
  ready: { es: 'en marcha', en: 'running' },
  broken: { es: 'espera su reinicio', en: 'waits for its restart' },
  stopping: { es: 'se detiene', en: 'stopping' },
  done: { es: 'terminó con 0', en: 'ended with 0' },
  failed: { es: 'terminó con error', en: 'ended with an error' },
};

export const nodeWords: Readonly<Record<NodeState, Text>> = {
  up: { es: 'nodo en marcha', en: 'node up' },
  closed: { es: 'nodo cerrado', en: 'node closed' },
  down: { es: 'nodo perdido', en: 'node lost' },
};

export function podWords(world: RunPicture['world']): Readonly<Record<PodState, Text>> {
  return world === 'docker' ? ofContainers : ofPods;
}
