/**
 * kube-proxy's view of Services: which endpoint a connection to a cluster IP goes to. Ready endpoints share the connections
 * evenly, in turn; when none is ready those that are serving while they terminate; when there is none at all the connection
 * is refused at once. Headless Services have no address and are none of its business.
 */
import type { ApiClient } from '../apiserver/api-client.ts';
import { endpointsOf, type ServiceEndpoint } from './service-endpoints.ts';

export type Route =
  | { readonly kind: 'endpoint'; readonly address: string; readonly port: number }
  /** The address belongs to no Service. */
  | { readonly kind: 'not-a-service' }
  /** A Service, but it has no such port: nobody answers. */
  | { readonly kind: 'no-port' }
  | { readonly kind: 'no-endpoints' }
  /** A policy of Local traffic and none on this node: dropped. */
  | { readonly kind: 'dropped' };

export class KubeProxy {
  readonly #client: ApiClient;
  readonly #endpoints: { of(namespace: string, service: string): readonly ServiceEndpoint[] };
  readonly #turns = new Map<string, number>();

  /** `endpoints`: as they have arrived here; as they are, where nothing else is given. */
  constructor(client: ApiClient, endpoints?: { of(namespace: string, service: string): readonly ServiceEndpoint[] }) {
    this.#client = client;
    this.#endpoints = endpoints ?? { of: (namespace, service) => endpointsOf(client, namespace, service) };
  }

  /** `isNode`: the address is a node's, where the ports of NodePort Services are open too. */
  route(address: string, port: number, fromNode: string, isNode = false): Route {
    const services = this.#client.list('Service');
    const own = services.find(
      ({ spec, status }) =>
        spec?.clusterIP === address ||
        spec?.clusterIPs?.includes(address) ||
        spec?.externalIPs?.includes(address) ||
        status?.loadBalancer?.ingress?.some(({ ip }) => ip === address),
    );
    const byNodePort = isNode
      ? services.find(({ spec }) => spec?.ports?.some(({ nodePort }) => nodePort === port))
      : undefined;
    const service = own ?? byNodePort;
    if (!service) return { kind: 'not-a-service' };
    const { namespace = '', name } = service.metadata;
    const wanted = service.spec?.ports?.find((one) => (own ? one.port : one.nodePort) === port);
    if (!wanted) return { kind: 'no-port' };
    const all = this.#endpoints.of(namespace, name).filter(({ ports }) => ports.has(wanted.name ?? ''));
    const fromOutside = !own || service.status?.loadBalancer?.ingress?.some(({ ip }) => ip === address) === true;
    // A balancer sends to nodes that have an endpoint; a port of a node looks at its own alone.
    const isLocal = fromOutside
      ? !own && service.spec?.externalTrafficPolicy === 'Local'
      : service.spec?.internalTrafficPolicy === 'Local';
    const usable = usableEndpoints(isLocal ? all.filter(({ node }) => node === fromNode) : all);
    if (usable.length === 0) return isLocal && all.length > 0 ? { kind: 'dropped' } : { kind: 'no-endpoints' };
    const key = `${namespace}/${name}/${port}`;
    const turn = this.#turns.get(key) ?? 0;
    this.#turns.set(key, turn + 1);
    const chosen = usable[turn % usable.length] as ServiceEndpoint;
    return { kind: 'endpoint', address: chosen.address, port: chosen.ports.get(wanted.name ?? '') ?? 0 };
  }
}

export function usableEndpoints(endpoints: readonly ServiceEndpoint[]): readonly ServiceEndpoint[] {
  const ready = endpoints.filter((endpoint) => endpoint.ready);
  return ready.length > 0 ? ready : endpoints.filter((endpoint) => endpoint.serving && endpoint.terminating);
}
