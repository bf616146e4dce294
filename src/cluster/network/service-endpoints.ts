/** The endpoints of a Service as its EndpointSlices say, one entry for each address and port. */
import type { EndpointSlice } from '#api/discovery/endpointslice.ts';
import type { ApiClient } from '../apiserver/api-client.ts';

export interface ServiceEndpoint {
  readonly address: string;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  readonly hostname: string | undefined;
  readonly node: string | undefined;
  readonly pod: string | undefined;
  /** By the name of the Service's port, `''` where it has none. */
  readonly ports: ReadonlyMap<string, number>;
}

export function endpointsOf(client: ApiClient, namespace: string, service: string): readonly ServiceEndpoint[] {
  return endpointsIn(slicesOf(client, namespace, service));
}

export function slicesOf(client: ApiClient, namespace: string, service: string): readonly EndpointSlice[] {
  return client.list('EndpointSlice', { namespace, labelSelector: { 'kubernetes.io/service-name': service } });
}

export function endpointsIn(slices: readonly EndpointSlice[]): readonly ServiceEndpoint[] {
  const found: ServiceEndpoint[] = [];
  for (const slice of slices) {
    const ports = new Map((slice.ports ?? []).map(({ name, port }) => [name ?? '', port ?? 0]));
    for (const endpoint of slice.endpoints ?? []) {
      for (const address of endpoint.addresses) {
        found.push({
          address,
          ready: endpoint.conditions?.ready ?? true,
          serving: endpoint.conditions?.serving ?? true,
          terminating: endpoint.conditions?.terminating ?? false,
          hostname: endpoint.hostname,
          node: endpoint.nodeName,
          pod: endpoint.targetRef?.name,
          ports,
        });
      }
    }
  }
  return found;
}
