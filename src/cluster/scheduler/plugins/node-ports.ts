/** A host port is taken once on each node. */
import { type Plugin, rejected } from '../framework.ts';

export const nodePorts: Plugin = {
  name: 'NodePorts',
  preFilter: ({ hostPorts }) => (hostPorts.length > 0 ? { kind: 'go', state: undefined } : { kind: 'skip' }),
  filter: (_state, { hostPorts }, node) =>
    hostPorts.some((port) => node.hasPortConflict(port))
      ? rejected("node(s) didn't have free ports for the requested pod ports")
      : undefined,
  wakes(event, pod) {
    if (event.kind === 'node-added' || event.kind === 'node-updated') return true;
    if (event.kind !== 'pod-deleted') return false;
    return event.pod.hostPorts.some((gone) =>
      pod.hostPorts.some(({ port, protocol }) => port === gone.port && protocol === gone.protocol),
    );
  },
};
