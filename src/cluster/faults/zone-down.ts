/** All nodes of a zone lose their power at once. `zone-up` brings them back. */
import { fail, ok } from '#base/result.ts';
import type { FaultKind, FaultParts } from './fault.ts';
import { nodeDown } from './node-down.ts';
import { nodeUp } from './node-up.ts';

const zoneLabel = 'topology.kubernetes.io/zone';

export interface ZoneDown {
  readonly kind: 'zone-down' | 'zone-up';
  readonly zone: string;
}

export const zoneDown: FaultKind<ZoneDown> = {
  kind: 'zone-down',
  strike(parts, { kind, zone }) {
    const nodes = nodesOf(parts, zone);
    if (nodes.length === 0) {
      return fail({
        es: `Ningún nodo lleva la etiqueta ${zoneLabel}=${zone}.`,
        en: `No node has the label ${zoneLabel}=${zone}.`,
      });
    }
    for (const node of nodes) {
      if (kind === 'zone-down') nodeDown.strike(parts, { kind: 'node-down', node });
      else nodeUp.strike(parts, { kind: 'node-up', node });
    }
    return ok(undefined);
  },
};

function nodesOf({ agents, client }: FaultParts, zone: string): readonly string[] {
  return client
    .list('Node', { labelSelector: { [zoneLabel]: zone } })
    .map(({ metadata }) => metadata.name)
    .filter((name) => agents.has(name));
}
