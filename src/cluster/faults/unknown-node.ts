/** What is said of a fault that names a node which is not there. */
import type { Text } from '#base/text.ts';

export function unknownNode(name: string, nodes: ReadonlyMap<string, unknown>): Text {
  const known = [...nodes.keys()].join(', ');
  return {
    es: `No hay ningún nodo "${name}" en el clúster; hay estos: ${known}.`,
    en: `There is no node "${name}" in the cluster; there are: ${known}.`,
  };
}
