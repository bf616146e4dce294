/** A pod that names its node goes nowhere else. Such pods seldom meet the scheduler: their place is taken already. */
import { type Plugin, unresolvable } from '../framework.ts';

export const nodeName: Plugin = {
  name: 'NodeName',
  preFilter: ({ pod }) => (pod.spec.nodeName ? { kind: 'go', state: undefined } : { kind: 'skip' }),
  filter: (_state, { pod }, node) =>
    pod.spec.nodeName === node.name ? undefined : unresolvable("node(s) didn't match the requested node name"),
  wakes: (event) => event.kind === 'node-added',
};
