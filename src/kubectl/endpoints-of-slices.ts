/**
 * Endpoints as the old API showed them. The simulated cluster keeps EndpointSlices alone; for whoever asks for `endpoints`
 * those of each Service with a selector are put together here: subsets by ports, ready addresses apart from the others.
 */
import type { ApiServer } from '#cluster/apiserver/apiserver.ts';
import { slicesOf } from '#cluster/network/service-endpoints.ts';
import type { Anything } from './api.ts';

export const deprecated = 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice';

export function endpointsOfSlices(server: ApiServer, namespace: string | undefined): readonly Anything[] {
  return server.list('Service', namespace === undefined ? {} : { namespace }).flatMap((service) => {
    if (!service.spec?.selector) return [];
    const { name, namespace: own = '', labels, creationTimestamp, uid } = service.metadata;
    const subsets = slicesOf(server, own, name).flatMap(({ endpoints = [], ports = [] }) => {
      const addresses = (isReady: boolean) =>
        endpoints
          .filter(({ conditions }) => (conditions?.ready ?? true) === isReady)
          .flatMap(({ addresses: all, nodeName, targetRef }) => all.map((ip) => ({ ip, nodeName, targetRef })));
      if (endpoints.length === 0) return [];
      const [ready, notReady] = [addresses(true), addresses(false)];
      return [
        {
          ...(ready.length > 0 && { addresses: ready }),
          ...(notReady.length > 0 && { notReadyAddresses: notReady }),
          ports: ports.map((port) => ({
            ...(port.name && { name: port.name }),
            port: port.port,
            protocol: port.protocol,
          })),
        },
      ];
    });
    const endpoints = {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: {
        name,
        namespace: own,
        creationTimestamp,
        uid,
        labels: { ...labels, 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' },
      },
      ...(subsets.length > 0 && { subsets }),
    };
    return [endpoints as unknown as Anything];
  });
}
