/** Each change of an EndpointSlice: the Service, and its pods with their conditions. */
import type { EndpointSlice } from '#api/discovery/endpointslice.ts';
import type { Cluster } from '#cluster/cluster.ts';

export interface EndpointTurn {
  /** Seconds from the first step. */
  readonly t: number;
  readonly service: string;
  readonly gone: boolean;
  readonly pods: Readonly<Record<string, Conditions>>;
}

interface Conditions {
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
}

export class EndpointTimeline {
  readonly turns: EndpointTurn[] = [];

  constructor({ client, clock, namespace }: Cluster) {
    client.watch(
      'EndpointSlice',
      ({ type, object }) => {
        const service = object.metadata.labels?.['kubernetes.io/service-name'] ?? '';
        this.turns.push({ t: clock.elapsedSeconds, service, gone: type === 'DELETED', pods: podsOf(object) });
      },
      { namespace },
    );
  }
}

function podsOf(slice: EndpointSlice): Readonly<Record<string, Conditions>> {
  return Object.fromEntries(
    (slice.endpoints ?? []).map(({ targetRef, conditions }) => [
      targetRef?.name ?? '',
      {
        ready: conditions?.ready ?? false,
        serving: conditions?.serving ?? false,
        terminating: conditions?.terminating ?? false,
      },
    ]),
  );
}
